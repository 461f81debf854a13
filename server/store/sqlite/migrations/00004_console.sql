-- +goose Up

-- What editors changed over what the sources say, every version of it; times are Unix milliseconds. An article's current one
-- is articles.amendment, 0 for none.
CREATE TABLE amendments (
    article   TEXT    NOT NULL REFERENCES articles (id),
    number    INTEGER NOT NULL CHECK (number > 0),
    title     TEXT    NOT NULL, -- empty: as the source says
    deck      TEXT    NOT NULL,
    note      TEXT    NOT NULL,
    withdrawn INTEGER NOT NULL CHECK (withdrawn IN (0, 1)),
    editor    TEXT    NOT NULL,
    saved     INTEGER NOT NULL,
    PRIMARY KEY (article, number)
) STRICT;

ALTER TABLE articles ADD COLUMN amendment INTEGER NOT NULL DEFAULT 0;
CREATE INDEX articles_stored ON articles (stored, id);

-- Every theme that was ever saved. A revision without tokens says that the theme was removed.
CREATE TABLE themes (
    name     TEXT    NOT NULL,
    revision INTEGER NOT NULL CHECK (revision > 0),
    tokens   TEXT    NOT NULL, -- JSON
    editor   TEXT    NOT NULL,
    saved    INTEGER NOT NULL,
    PRIMARY KEY (name, revision)
) STRICT;

CREATE TABLE partners (
    id      TEXT    NOT NULL PRIMARY KEY,
    name    TEXT    NOT NULL,
    origins TEXT    NOT NULL, -- JSON list
    theme   TEXT    NOT NULL, -- empty: the tag's, or the default
    paused  INTEGER NOT NULL CHECK (paused IN (0, 1))
) STRICT;

CREATE TABLE settings (
    name  TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;

-- Tokens and links are kept as SHA-256 in hexadecimal: who reads the file cannot sign in with it.
CREATE TABLE users (
    id       TEXT    NOT NULL PRIMARY KEY,
    name     TEXT    NOT NULL,
    folded   TEXT    NOT NULL UNIQUE, -- the name as it is compared
    role     TEXT    NOT NULL,
    password TEXT    NOT NULL, -- argon2id, in the PHC string format
    created  INTEGER NOT NULL
) STRICT;

CREATE TABLE sessions (
    token   TEXT    NOT NULL PRIMARY KEY,
    before  TEXT    NOT NULL, -- the token that this one took the place of
    user    TEXT    NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    started INTEGER NOT NULL,
    changed INTEGER NOT NULL, -- when the token was last changed
    seen    INTEGER NOT NULL
) STRICT;

CREATE INDEX sessions_before ON sessions (before) WHERE before <> '';
CREATE INDEX sessions_user ON sessions (user);

CREATE TABLE invites (
    token TEXT    NOT NULL PRIMARY KEY,
    role  TEXT    NOT NULL,
    until INTEGER NOT NULL
) STRICT;
