package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
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
	current, shown                                      *sql.Stmt // in transactions that write
}

func (q *similarity) prepare(ctx context.Context, read, write *sql.DB) (err error) {
	for _, s := range []struct {
		to    **sql.Stmt
		db    *sql.DB
		query string
	}{
		{&q.current, write, `SELECT a.revision, a.extras, p.opens, p.due FROM articles a JOIN profiles p ON p.article = a.id WHERE a.id = ?`},
		{&q.shown, write, `SELECT a.id, w.value ->> 'Wanted', a.title, a.url, p.published FROM json_each(?) w
			JOIN articles a ON a.id = w.value ->> 'ID' AND NOT a.withdrawn JOIN profiles p ON p.article = a.id ORDER BY w.key`},
		{&q.unindexed, read, `SELECT max(number) FROM (SELECT number FROM profiles WHERE NOT indexed ORDER BY number LIMIT ?)`},
		{&q.self, read, `SELECT ` + profileColumns + ` FROM articles a JOIN profiles p ON p.article = a.id WHERE a.id = ?`},
		{&q.counts, read, `SELECT (SELECT max(number) FROM profiles), (SELECT count(*) FROM (SELECT 1 FROM profiles WHERE lang = ? LIMIT ?))`},
		{&q.terms, read, `SELECT (SELECT group_concat(rowid, ' ') FROM (SELECT rowid FROM profile_terms WHERE profile_terms MATCH q.value ORDER BY rowid DESC LIMIT ?2))
			FROM json_each(?1) q ORDER BY q.key`},
		{&q.candidates, read, `SELECT ` + profileColumns + ` FROM profiles p JOIN articles a ON a.id = p.article
			WHERE p.number IN (SELECT value FROM json_each(?)) AND NOT a.withdrawn ORDER BY a.id`},
		{&q.listing, read, `SELECT article FROM related WHERE other = ?1
			UNION SELECT w.article FROM profiles p JOIN wanted w ON w.title = p.folded WHERE p.article = ?1 AND p.folded <> '' AND w.article <> ?1`},
	} {
		if *s.to, err = s.db.PrepareContext(ctx, s.query); err != nil {
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
	holders, err := readHolders(ctx, tx.StmtContext(ctx, s.terms), query)
	if err != nil {
		return found, err
	}
	found.Frequency = make(map[string]int, len(query))
	for i, t := range query {
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

// readHolders returns for each term the numbers of the newest articles that have it, the newest first. All come at once,
// and those of a term as one text: query by query and row by row they would take several times as long.
func readHolders(ctx context.Context, terms *sql.Stmt, query []store.Term) ([][]int64, error) {
	quotes := make([]string, len(query))
	for i, t := range query {
		quotes[i] = quoted(t.Text)
	}
	list, err := json.Marshal(quotes)
	if err != nil {
		return nil, err
	}
	rows, err := terms.QueryContext(ctx, string(list), maxHolders)
	return gather(rows, err, scanNumbers)
}

func scanNumbers(rows *sql.Rows) ([]int64, error) {
	var list sql.NullString
	if err := rows.Scan(&list); err != nil {
		return nil, err
	}
	numbers := make([]int64, 0, maxHolders)
	for field := range strings.FieldsSeq(list.String) {
		n, err := strconv.ParseInt(field, 10, 64)
		if err != nil {
			return nil, err
		}
		numbers = append(numbers, n)
	}
	return numbers, nil
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

// Newest is part of store.Store.
func (s *Store) Newest(ctx context.Context, now time.Time, name string, limit int) ([]store.Head, error) {
	heads, err := collect(ctx, s.read, func(rows *sql.Rows) (store.Head, error) { return scanHead(rows.Scan) },
		`SELECT `+headColumns+` FROM shelves s JOIN articles a ON a.id = s.article WHERE s.name = ? AND s.opens <= ? AND NOT a.withdrawn
			ORDER BY s.opens DESC, s.article DESC LIMIT ?`, name, millis(now), page(limit))
	if err != nil {
		return nil, fmt.Errorf("newest of %q: %w", widget.Excerpt(name), err)
	}
	return heads, nil
}

// Lists is part of store.Store.
func (s *Store) Lists(ctx context.Context, now time.Time, limit int) (map[string][]string, error) {
	type entry struct{ name, id string }
	entries, err := collect(ctx, s.read, func(rows *sql.Rows) (e entry, err error) {
		err = rows.Scan(&e.name, &e.id)
		return e, err
	}, `SELECT name, article FROM (SELECT s.name, s.article, row_number() OVER (PARTITION BY s.name ORDER BY s.opens DESC, s.article DESC) AS place
			FROM shelves s JOIN articles a ON a.id = s.article WHERE s.opens <= ? AND NOT a.withdrawn)
		WHERE place <= ? ORDER BY name, place`, millis(now), page(limit))
	if err != nil {
		return nil, fmt.Errorf("lists: %w", err)
	}
	lists := map[string][]string{}
	for _, e := range entries {
		lists[e.name] = append(lists[e.name], e.id)
	}
	return lists, nil
}
