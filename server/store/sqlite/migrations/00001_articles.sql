-- +goose Up

-- One row per article: its current head. Times are Unix milliseconds.
CREATE TABLE articles (
    id        TEXT    NOT NULL PRIMARY KEY,
    revision  INTEGER NOT NULL CHECK (revision > 0),
    hash      TEXT    NOT NULL,
    url       TEXT    NOT NULL,
    title     TEXT    NOT NULL,
    withdrawn INTEGER NOT NULL CHECK (withdrawn IN (0, 1)),
    created   INTEGER NOT NULL,
    stored    INTEGER NOT NULL
) STRICT;

CREATE INDEX articles_url ON articles (url, withdrawn, created, id) WHERE url <> '';

-- Every name under which an article ever came, with the hash of what it last was there. See store.Record.
CREATE TABLE identities (
    source  TEXT    NOT NULL,
    key     TEXT    NOT NULL CHECK (key <> ''),
    article TEXT    NOT NULL REFERENCES articles (id),
    named   INTEGER NOT NULL CHECK (named IN (0, 1)),
    hash    TEXT    NOT NULL,
    PRIMARY KEY (source, key)
) STRICT;

CREATE INDEX identities_article ON identities (article, source);

-- Every revision, never changed once written. The fields come last: a look at the others need not read them.
CREATE TABLE revisions (
    article  TEXT    NOT NULL REFERENCES articles (id),
    revision INTEGER NOT NULL CHECK (revision > 0),
    hash     TEXT    NOT NULL,
    url      TEXT    NOT NULL,
    stored   INTEGER NOT NULL,
    policy   INTEGER NOT NULL, -- sanitize.PolicyVersion that cleaned it
    fields   TEXT    NOT NULL, -- JSON
    PRIMARY KEY (article, revision)
) STRICT;

CREATE INDEX revisions_url ON revisions (url, stored DESC, article) WHERE url <> '';
