-- +goose Up

-- Times are Unix milliseconds, 0 for never.
CREATE TABLE sources (
    id            TEXT    NOT NULL PRIMARY KEY,
    kind          TEXT    NOT NULL,
    url           TEXT    NOT NULL,
    zone          TEXT    NOT NULL,
    lang          TEXT    NOT NULL,
    every         INTEGER NOT NULL, -- seconds
    token         TEXT    NOT NULL, -- SHA-256 in hexadecimal
    etag          TEXT    NOT NULL,
    last_modified TEXT    NOT NULL,
    digest        TEXT    NOT NULL,
    cursor        TEXT    NOT NULL,
    next          INTEGER NOT NULL,
    polled        INTEGER NOT NULL,
    succeeded     INTEGER NOT NULL,
    failures      INTEGER NOT NULL,
    error         TEXT    NOT NULL,
    hub           TEXT    NOT NULL,
    topic         TEXT    NOT NULL,
    secret        TEXT    NOT NULL,
    until         INTEGER NOT NULL
) STRICT;

CREATE UNIQUE INDEX sources_token ON sources (token) WHERE token <> '';
CREATE INDEX sources_next ON sources (next);

-- What is known of the pages that a source leads to.
CREATE TABLE visits (
    source        TEXT    NOT NULL REFERENCES sources (id) ON DELETE CASCADE,
    url           TEXT    NOT NULL,
    stamp         TEXT    NOT NULL,
    etag          TEXT    NOT NULL,
    last_modified TEXT    NOT NULL,
    visited       INTEGER NOT NULL,
    missed        INTEGER NOT NULL,
    listed        INTEGER NOT NULL,
    ids           TEXT    NOT NULL, -- JSON list of the articles read there
    PRIMARY KEY (source, url)
) STRICT;

CREATE INDEX visits_listed ON visits (source, listed);

-- What became of the picture at an address.
CREATE TABLE pictures (
    url           TEXT    NOT NULL PRIMARY KEY,
    hash          TEXT    NOT NULL, -- empty: there are no files
    width         INTEGER NOT NULL,
    height        INTEGER NOT NULL,
    color         TEXT    NOT NULL,
    etag          TEXT    NOT NULL,
    last_modified TEXT    NOT NULL,
    fetched       INTEGER NOT NULL,
    failures      INTEGER NOT NULL,
    error         TEXT    NOT NULL,
    retry         INTEGER NOT NULL
) STRICT;

-- Never changed once written: the hash is in their addresses. The data comes last, so that lists need not read it.
CREATE TABLE picture_files (
    hash   TEXT    NOT NULL,
    type   TEXT    NOT NULL,
    width  INTEGER NOT NULL,
    height INTEGER NOT NULL,
    data   BLOB    NOT NULL,
    PRIMARY KEY (hash, type, width)
) STRICT;

-- The address of the current revision's picture, so that a head can tell which picture its card shows.
ALTER TABLE articles ADD COLUMN picture TEXT NOT NULL DEFAULT '';
UPDATE articles SET picture = coalesce((SELECT json_extract(r.fields, '$.picture.url') FROM revisions r
    WHERE r.article = articles.id AND r.revision = articles.revision), '');
