package sqlite

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"newsflash/server/related"
	"newsflash/server/store"
	"newsflash/widget"
)

// maxHolders bounds how many articles are read that have a term, the newest: what computing a list costs does not grow
// with the store.
const maxHolders = 256

// maxCounted bounds how many articles of a language are counted; beyond, they are taken to be most of the store.
const maxCounted = 2000

const profileColumns = headColumns + `, p.number, p.folded, p.lang, p.section, p.tags, p.links, p.published, p.terms, p.weights, p.sketch`

func scanCandidate(scan func(...any) error) (c store.Candidate, number int64, err error) {
	var tags, links, published, terms string
	var weights, hashes []byte
	c.Head, err = scanHead(scan, &number, &c.Folded, &c.Lang, &c.Section, &tags, &links, &published, &terms, &weights, &hashes)
	if err != nil {
		return c, 0, err
	}
	c.Terms, c.Sketch = unpackTerms(terms, weights), unpackSketch(hashes)
	if err := errors.Join(json.Unmarshal([]byte(tags), &c.Tags), json.Unmarshal([]byte(links), &c.Links), c.Published.UnmarshalText([]byte(published))); err != nil {
		return c, 0, fmt.Errorf("profile of %s: %w", c.ID, err)
	}
	return c, number, nil
}

// similarity holds the statements that computing a list runs. Prepared they take half of the time.
type similarity struct {
	unindexed, self, counts, terms, candidates, listing *sql.Stmt
}

func (q *similarity) prepare(ctx context.Context, db *sql.DB) (err error) {
	for _, s := range []struct {
		to    **sql.Stmt
		query string
	}{
		{&q.unindexed, `SELECT max(number) FROM (SELECT number FROM profiles WHERE NOT indexed ORDER BY number LIMIT ?)`},
		{&q.self, `SELECT ` + profileColumns + ` FROM articles a JOIN profiles p ON p.article = a.id WHERE a.id = ?`},
		{&q.counts, `SELECT (SELECT max(number) FROM profiles), (SELECT count(*) FROM (SELECT 1 FROM profiles WHERE lang = ? LIMIT ?))`},
		{&q.terms, `SELECT rowid FROM profile_terms WHERE profile_terms MATCH ? ORDER BY rowid DESC LIMIT ?`},
		{&q.candidates, `SELECT ` + profileColumns + ` FROM profiles p JOIN articles a ON a.id = p.article
			WHERE p.number IN (SELECT value FROM json_each(?)) AND NOT a.withdrawn ORDER BY a.id`},
		{&q.listing, `SELECT article FROM related WHERE other = ?1
			UNION SELECT w.article FROM profiles p JOIN wanted w ON w.title = p.folded WHERE p.article = ?1 AND p.folded <> '' AND w.article <> ?1`},
	} {
		if *s.to, err = db.PrepareContext(ctx, s.query); err != nil {
			return err
		}
	}
	return nil
}

// Similar is part of store.Store.
func (s *Store) Similar(ctx context.Context, id string, limit int) (similar store.Similar, err error) {
	if err = s.index(ctx); err == nil {
		similar, err = s.similar(ctx, id, limit)
	}
	if err != nil {
		if ctx.Err() != nil {
			err = ctx.Err()
		}
		return store.Similar{}, fmt.Errorf("similar to %q: %w", widget.Excerpt(id), err)
	}
	return similar, nil
}

// similar reads in one transaction, so that what it finds fits together.
func (s *Store) similar(ctx context.Context, id string, limit int) (found store.Similar, err error) {
	tx, err := s.read.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return found, err
	}
	defer tx.Rollback() // nothing was written
	self, number, err := scanCandidate(tx.StmtContext(ctx, s.self).QueryRowContext(ctx, id).Scan)
	found.Self = self
	if err != nil || self.Withdrawn {
		return found, err
	}
	var all int
	if err := tx.StmtContext(ctx, s.counts).QueryRowContext(ctx, self.Lang, maxCounted).Scan(&all, &found.Total); err != nil {
		return found, err
	}
	if found.Total == maxCounted {
		found.Total = all
	}
	query := self.Terms[:min(len(self.Terms), related.MaxQuery)]
	holders := make([][]int64, len(query))
	found.Frequency = make(map[string]int, len(query))
	terms := tx.StmtContext(ctx, s.terms)
	for i, t := range query {
		if holders[i], err = readHolders(ctx, terms, t.Text); err != nil {
			return found, err
		}
		found.Frequency[t.Text] = frequency(holders[i], all)
	}
	found.Candidates, err = s.readCandidates(ctx, tx, related.Shortlist(query, holders, found.Frequency, found.Total, number, limit))
	return found, err
}

func (s *Store) readCandidates(ctx context.Context, tx *sql.Tx, numbers []int64) ([]store.Candidate, error) {
	list, err := json.Marshal(numbers)
	if err != nil {
		return nil, err
	}
	rows, err := tx.StmtContext(ctx, s.candidates).QueryContext(ctx, string(list))
	return gather(rows, err, func(rows *sql.Rows) (store.Candidate, error) {
		c, _, err := scanCandidate(rows.Scan)
		return c, err
	})
}

// readHolders returns the numbers of the newest articles with the term, the newest first.
func readHolders(ctx context.Context, terms *sql.Stmt, term string) ([]int64, error) {
	rows, err := terms.QueryContext(ctx, quoted(term), maxHolders)
	return gather(rows, err, one[int64])
}

// quoted is a string of FTS5's query language. Terms have no quotes, but a file may have been written by others.
func quoted(term string) string { return `"` + strings.ReplaceAll(term, `"`, `""`) + `"` }

// frequency is how many articles have a term; where not all were read, it is judged by how far back the newest reach.
func frequency(holders []int64, total int) int {
	n := len(holders)
	if n < maxHolders {
		return n
	}
	reach := total - int(holders[n-1]) + 1
	return max(n, n*total/max(reach, 1))
}

// ByTitle is part of store.Store.
func (s *Store) ByTitle(ctx context.Context, title string) ([]store.Candidate, error) {
	found, err := collect(ctx, s.read, func(rows *sql.Rows) (store.Candidate, error) {
		c, _, err := scanCandidate(rows.Scan)
		return c, err
	}, `SELECT `+profileColumns+` FROM profiles p JOIN articles a ON a.id = p.article
		WHERE p.folded = ? AND p.folded <> '' AND NOT a.withdrawn ORDER BY p.number LIMIT 2`, title)
	if err != nil {
		return nil, fmt.Errorf("articles titled %q: %w", widget.Excerpt(title), err)
	}
	return found, nil
}

// Related is part of store.Store.
func (s *Store) Related(ctx context.Context, id string) ([]store.RelatedStory, error) {
	stories, err := collect(ctx, s.read, scanStory, `SELECT r.other, r.wanted, a.title, a.url, p.published FROM related r
		JOIN articles a ON a.id = r.other JOIN profiles p ON p.article = r.other WHERE r.article = ? AND NOT a.withdrawn ORDER BY r.place`, id)
	if err != nil {
		return nil, fmt.Errorf("related stories of %q: %w", widget.Excerpt(id), err)
	}
	return stories, nil
}

func scanStory(rows *sql.Rows) (r store.RelatedStory, err error) {
	var published string
	if err = rows.Scan(&r.ID, &r.Wanted, &r.Title, &r.URL, &published); err == nil {
		err = r.Published.UnmarshalText([]byte(published))
	}
	return r, err
}

// Listing is part of store.Store.
func (s *Store) Listing(ctx context.Context, id string) ([]string, error) {
	rows, err := s.listing.QueryContext(ctx, id)
	ids, err := gather(rows, err, one[string])
	if err != nil {
		return nil, fmt.Errorf("articles listing %q: %w", widget.Excerpt(id), err)
	}
	return ids, nil
}

// DueRelated is part of store.Store.
func (s *Store) DueRelated(ctx context.Context, now time.Time, limit int) ([]string, error) {
	if limit < 1 || limit > store.MaxPage {
		limit = store.MaxPage
	}
	ids, err := collect(ctx, s.read, one[string], `SELECT article FROM profiles WHERE due <= ? ORDER BY due, number LIMIT ?`, now.UnixMilli(), limit)
	if err != nil {
		return nil, fmt.Errorf("due related stories: %w", err)
	}
	return ids, nil
}

// SetChoices is part of store.Store.
func (s *Store) SetChoices(ctx context.Context, now time.Time, c store.Choices) (bool, error) {
	changed, err := s.setChoices(ctx, now, c)
	if err != nil {
		if ctx.Err() != nil {
			err = ctx.Err()
		}
		return false, fmt.Errorf("set related stories of %q: %w", widget.Excerpt(c.ID), err)
	}
	return changed, nil
}

func (s *Store) setChoices(ctx context.Context, now time.Time, c store.Choices) (changed bool, err error) {
	tx, err := s.write.BeginTx(ctx, nil)
	if err != nil {
		return false, err
	}
	defer tx.Rollback() // nothing after a commit
	var revision int
	var before string
	var opens int64
	err = tx.QueryRowContext(ctx, `SELECT a.revision, a.extras, p.opens FROM articles a JOIN profiles p ON p.article = a.id WHERE a.id = ?`, c.ID).
		Scan(&revision, &before, &opens)
	if errors.Is(err, sql.ErrNoRows) {
		err = store.ErrNotFound
	}
	if err != nil {
		return false, err
	}
	list, extras, err := shown(ctx, tx, c)
	if err != nil {
		return false, err
	}
	if changed = extras != before; changed {
		if err := writeChoices(ctx, tx, c.ID, list, extras); err != nil {
			return false, err
		}
	}
	if revision == c.Revision {
		due := sql.NullInt64{Int64: opens, Valid: opens > now.UnixMilli()}
		if _, err := tx.ExecContext(ctx, `UPDATE profiles SET due = ?1 WHERE article = ?2 AND due IS NOT ?1`, due, c.ID); err != nil {
			return false, err
		}
	}
	return changed, tx.Commit()
}

// shown is the part of a list that can be shown, and a hash of what of it is; no list, no hash.
func shown(ctx context.Context, tx *sql.Tx, c store.Choices) (list []store.Choice, extras string, err error) {
	wish, err := json.Marshal(c.List)
	if err != nil {
		return nil, "", err
	}
	stories, err := collect(ctx, tx, scanStory, `SELECT a.id, w.value ->> 'Wanted', a.title, a.url, p.published FROM json_each(?) w
		JOIN articles a ON a.id = w.value ->> 'ID' AND NOT a.withdrawn JOIN profiles p ON p.article = a.id ORDER BY w.key`, string(wish))
	sum := sha256.New()
	computed := 0
	for _, s := range stories {
		if s.Wanted == "" {
			computed++
		}
		if s.Wanted == "" && computed > store.MaxShown {
			continue
		}
		fmt.Fprintf(sum, "%q %q %q %q %q\n", s.ID, s.Wanted, s.Title, s.URL, s.Published)
		list = append(list, s.Choice)
	}
	if err != nil || len(list) == 0 {
		return nil, "", err
	}
	return list, hex.EncodeToString(sum.Sum(nil)[:8]), nil
}

func writeChoices(ctx context.Context, tx *sql.Tx, id string, list []store.Choice, extras string) error {
	if _, err := tx.ExecContext(ctx, `UPDATE articles SET extras = ? WHERE id = ?`, extras, id); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, `DELETE FROM related WHERE article = ?`, id); err != nil || len(list) == 0 {
		return err
	}
	wish, err := json.Marshal(list)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `INSERT INTO related (article, place, other, wanted)
		SELECT ?, key, value ->> 'ID', value ->> 'Wanted' FROM json_each(?)`, id, string(wish))
	return err
}
