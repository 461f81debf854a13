package sqlite

import (
	"context"
	"database/sql"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"newsflash/server/related"
	"newsflash/server/store"
	"newsflash/widget"
)

// profileBatch is the number of articles that are profiled in one transaction when a database is opened that has no
// profiles yet, or those of another related.Version. It bounds how long writers of other processes wait.
const profileBatch = 200

// indexBatch is the number of articles whose terms are indexed in one transaction: some 50 ms.
const indexBatch = 1000

// writeProfile keeps the profile of an article's new revision, in the transaction that stores it, and makes it due.
func writeProfile(ctx context.Context, tx *sql.Tx, id string, a widget.Article) error {
	p := related.NewProfile(a)
	tags, err := json.Marshal(p.Tags)
	if err != nil {
		return err
	}
	links, err := json.Marshal(p.Links)
	if err != nil {
		return err
	}
	terms, weights := packTerms(p.Terms)
	if _, err := tx.ExecContext(ctx, `INSERT INTO profiles (article, folded, lang, section, tags, links, published, opens, due, indexed, terms, weights, sketch)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0, 0, ?, ?, ?) ON CONFLICT (article) DO UPDATE SET folded = excluded.folded, lang = excluded.lang,
			section = excluded.section, tags = excluded.tags, links = excluded.links, published = excluded.published, opens = excluded.opens,
			due = 0, indexed = 0, terms = excluded.terms, weights = excluded.weights, sketch = excluded.sketch`,
		id, p.Folded, p.Lang, p.Section, string(tags), string(links), p.Published.String(), millis(related.Opens(p.Published)),
		terms, weights, packSketch(p.Sketch)); err != nil {
		return err
	}
	if err := writeShelves(ctx, tx, id, append([]string{"", p.Section, related.Fold(a.Source)}, p.Tags...), related.Opens(p.Published), a.Withdrawn); err != nil {
		return err
	}
	return writeWanted(ctx, tx, id, p.Links, a.Withdrawn)
}

// writeShelves puts an article where lists look for it.
func writeShelves(ctx context.Context, tx *sql.Tx, id string, names []string, opens time.Time, withdrawn bool) error {
	if _, err := tx.ExecContext(ctx, `DELETE FROM shelves WHERE article = ?`, id); err != nil || withdrawn {
		return err
	}
	list, err := json.Marshal(names)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `INSERT INTO shelves (name, opens, article) SELECT DISTINCT n.value, CASE ?2 WHEN 0 THEN a.created ELSE ?2 END, a.id
		FROM json_each(?1) n JOIN articles a ON a.id = ?3`, string(list), millis(opens), id)
	return err
}

// index brings profile_terms up to date.
func (s *Store) index(ctx context.Context) error {
	for {
		var upTo sql.NullInt64
		if err := s.unindexed.QueryRowContext(ctx, indexBatch).Scan(&upTo); err != nil || !upTo.Valid {
			return err
		}
		if err := s.indexSome(ctx, upTo.Int64); err != nil {
			return fmt.Errorf("index terms: %w", err)
		}
	}
}

func (s *Store) indexSome(ctx context.Context, upTo int64) error {
	tx, err := s.write.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback() // nothing after a commit
	for _, step := range []string{
		`DELETE FROM profile_terms WHERE rowid IN (SELECT number FROM profiles WHERE NOT indexed AND number <= ?)`,
		`INSERT INTO profile_terms (rowid, terms) SELECT p.number, p.terms FROM profiles p JOIN articles a ON a.id = p.article
			WHERE NOT p.indexed AND p.number <= ? AND NOT a.withdrawn`,
		`UPDATE profiles SET indexed = 1 WHERE NOT indexed AND number <= ?`,
	} {
		if _, err := tx.ExecContext(ctx, step, upTo); err != nil {
			return err
		}
	}
	return tx.Commit()
}

func writeWanted(ctx context.Context, tx *sql.Tx, id string, links []widget.Link, withdrawn bool) error {
	if _, err := tx.ExecContext(ctx, `DELETE FROM wanted WHERE article = ?`, id); err != nil || withdrawn {
		return err
	}
	for _, l := range links {
		if l.URL != "" || l.Title == "" {
			continue
		}
		if _, err := tx.ExecContext(ctx, `INSERT INTO wanted (title, article) VALUES (?, ?) ON CONFLICT DO NOTHING`, l.Title, id); err != nil {
			return err
		}
	}
	return nil
}

// profileAll makes the profiles of all stored articles unless they are there in this program's version, which the file's
// user_version tells.
func (s *Store) profileAll(ctx context.Context) error {
	var version int
	if err := s.write.QueryRowContext(ctx, `PRAGMA user_version`).Scan(&version); err != nil || version == related.Version {
		return err
	}
	for row, more := int64(0), true; more; {
		var err error
		if row, more, err = s.profileSome(ctx, row); err != nil {
			return fmt.Errorf("profile articles: %w", err)
		}
	}
	_, err := s.write.ExecContext(ctx, fmt.Sprintf(`PRAGMA user_version = %d`, related.Version))
	return err
}

// profileSome makes the profiles of the next batch behind the row. An article that can't be decoded has an empty one.
func (s *Store) profileSome(ctx context.Context, after int64) (last int64, more bool, err error) {
	tx, err := s.write.BeginTx(ctx, nil)
	if err != nil {
		return 0, false, err
	}
	defer tx.Rollback() // nothing after a commit
	type article struct {
		row        int64
		id, fields string
		amendment  store.Amendment
	}
	batch, err := collect(ctx, tx, func(rows *sql.Rows) (a article, err error) {
		into, done := amendmentFields(&a.amendment)
		err = rows.Scan(append([]any{&a.row, &a.id, &a.fields}, into...)...)
		done()
		return a, err
	}, `SELECT a.rowid, a.id, r.fields, `+amendmentColumns+` FROM articles a JOIN revisions r ON r.article = a.id AND r.revision = a.revision`+amendmentJoin+`
		WHERE a.rowid > ? ORDER BY a.rowid LIMIT ?`, after, profileBatch)
	if err != nil || len(batch) == 0 {
		return 0, false, err
	}
	for _, a := range batch {
		fields, err := store.Decode(a.id, a.fields)
		if err != nil {
			fields = widget.Article{}
		}
		a.amendment.Apply(&fields)
		if err := writeProfile(ctx, tx, a.id, fields); err != nil {
			return 0, false, err
		}
	}
	return batch[len(batch)-1].row, true, tx.Commit()
}

func packTerms(terms []store.Term) (texts string, weights []byte) {
	all := make([]string, len(terms))
	weights = make([]byte, len(terms))
	for i, t := range terms {
		all[i], weights[i] = t.Text, t.Weight
	}
	return strings.Join(all, " "), weights
}

// unpackTerms trusts neither column to fit the other: others may have written them.
func unpackTerms(texts string, weights []byte) []store.Term {
	fields := strings.Fields(texts)
	terms := make([]store.Term, min(len(fields), len(weights), related.MaxTerms))
	for i := range terms {
		terms[i] = store.Term{Text: fields[i], Weight: weights[i]}
	}
	return terms
}

func packSketch(hashes []uint32) []byte {
	packed := make([]byte, 0, 4*len(hashes))
	for _, h := range hashes {
		packed = binary.LittleEndian.AppendUint32(packed, h)
	}
	return packed
}

func unpackSketch(packed []byte) []uint32 {
	hashes := make([]uint32, len(packed)/4)
	for i := range hashes {
		hashes[i] = binary.LittleEndian.Uint32(packed[4*i:])
	}
	return hashes
}
