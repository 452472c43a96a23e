-- issue_word.sql - full text: our own words, one tokenizer for both stores.

-- issue_word_add(project_id i64, issue_id i64, words text)
--   batch
--@sqlite
INSERT INTO issue_word (rowid, words) SELECT $2, $3 WHERE $1 > 0;
--@postgres
INSERT INTO issue_word (project_id, issue_id, words)
SELECT project_id, issue_id, array_to_tsvector(string_to_array(words, ' '))
FROM unnest($1::bigint[], $2::bigint[], $3::text[]) AS n (project_id, issue_id, words)
ON CONFLICT (project_id, issue_id) DO NOTHING;

-- # The survivor of a merge is found by the other's words, too.
-- issue_word_merge(from_issue i64, to_issue i64)
--   exec
--@sqlite
UPDATE issue_word
SET words = words || ' ' || COALESCE((SELECT o.words FROM issue_word o WHERE o.rowid = $1), '')
WHERE rowid = $2;
--@postgres
UPDATE issue_word w SET words = w.words || o.words
FROM issue_word o WHERE o.issue_id = $1 AND w.issue_id = $2;
