-- +goose Up

-- What related stories are chosen by, a row per article: see store.Profile. Times are Unix milliseconds.
CREATE TABLE profiles (
    number    INTEGER NOT NULL PRIMARY KEY, -- the row in profile_terms; grows with time
    article   TEXT    NOT NULL UNIQUE REFERENCES articles (id),
    folded    TEXT    NOT NULL,
    lang      TEXT    NOT NULL,
    section   TEXT    NOT NULL,
    tags      TEXT    NOT NULL, -- JSON
    links     TEXT    NOT NULL, -- JSON
    published TEXT    NOT NULL,
    opens     INTEGER NOT NULL, -- when it is published for all; 0 for no date
    due       INTEGER,          -- when its related stories are next to be computed, 0 for at once; null: when something changes
    indexed   INTEGER NOT NULL CHECK (indexed IN (0, 1)), -- profile_terms has these terms
    terms     TEXT    NOT NULL, -- with a space between
    weights   BLOB    NOT NULL, -- a byte for each term
    sketch    BLOB    NOT NULL  -- four bytes for each hash, the lowest first
) STRICT;

CREATE INDEX profiles_folded ON profiles (folded, number) WHERE folded <> '';
CREATE INDEX profiles_lang ON profiles (lang);
CREATE INDEX profiles_due ON profiles (due, number) WHERE due IS NOT NULL;

CREATE INDEX profiles_unindexed ON profiles (number) WHERE NOT indexed;

-- The terms of all articles that are not withdrawn, from the time when they are first asked for: one by one they would
-- cost four times as much, and leave an index in many pieces. They hold nothing but letters and digits and are folded already, so
-- that the simplest tokeniser does, whatever Unicode version SQLite knows.
CREATE VIRTUAL TABLE profile_terms USING fts5 (terms, content = '', contentless_delete = 1, detail = none, tokenize = 'ascii');
INSERT INTO profile_terms (profile_terms, rank) VALUES ('automerge', 2); -- few pieces: each term is looked up in every one

-- Titles that editors link without an address.
CREATE TABLE wanted (
    title   TEXT NOT NULL,
    article TEXT NOT NULL REFERENCES articles (id),
    PRIMARY KEY (title, article)
) STRICT, WITHOUT ROWID;

CREATE INDEX wanted_article ON wanted (article);

-- What is shown beside an article: see store.Choice.
CREATE TABLE related (
    article TEXT    NOT NULL REFERENCES articles (id),
    place   INTEGER NOT NULL,
    other   TEXT    NOT NULL REFERENCES articles (id),
    wanted  TEXT    NOT NULL,
    PRIMARY KEY (article, place)
) STRICT, WITHOUT ROWID;

CREATE INDEX related_other ON related (other);

-- The hash of what a card shows beside the article's own content.
ALTER TABLE articles ADD COLUMN extras TEXT NOT NULL DEFAULT '';
