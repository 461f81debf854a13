-- +goose Up

-- Which articles a list shows, the newest first: each stands under its section, its tags and its source, folded, and under
-- '' for all. Written with an article's profile. Times are Unix milliseconds.
CREATE TABLE shelves (
    name    TEXT    NOT NULL,
    opens   INTEGER NOT NULL, -- when it is published for all; when it was first stored where it has no date
    article TEXT    NOT NULL REFERENCES articles (id),
    PRIMARY KEY (name, opens, article)
) STRICT, WITHOUT ROWID;

CREATE INDEX shelves_article ON shelves (article);
