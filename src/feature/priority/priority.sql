-- priority.sql - scores of issues.

-- # A person's choice stays.
-- priority_set(issue_id i64, priority i64)
--   exec changed
UPDATE issue SET priority = $2 WHERE id = $1 AND NOT is_priority_manual;

-- priority_reasons_set(project_id i64, issue_id i64, score i64, reasons text, now_ms i64)
--   exec
INSERT INTO issue_score (project_id, issue_id, score, reasons, scored_ms)
VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (project_id, issue_id)
DO UPDATE SET score = excluded.score, reasons = excluded.reasons, scored_ms = excluded.scored_ms;

-- priority_reasons_get(project_id i64, issue_id i64)
--   maybe (score i64, reasons text, scored_ms i64)
SELECT score, reasons, scored_ms FROM issue_score WHERE project_id = $1 AND issue_id = $2;

-- priority_of_issue(issue_id i64)
--   maybe (priority i64, is_priority_manual bool)
SELECT priority, is_priority_manual FROM issue WHERE id = $1;

-- priority_count_issues(project_id i64)
--   one (n i64)
SELECT count(*) AS n FROM issue
WHERE project_id = $1 AND deleted_ms = 0 AND merged_into IS NULL;

-- # Locked in the order of the digest: what is read of them is theirs until it is written.
-- priority_issues(project_id i64, after_id i64, max i64)
--   many (id i64, is_priority_manual bool)
--@sqlite
SELECT id, is_priority_manual FROM issue
WHERE project_id = $1 AND id > $2 AND deleted_ms = 0 AND merged_into IS NULL
ORDER BY id LIMIT $3;
--@postgres
SELECT id, is_priority_manual FROM issue
WHERE project_id = $1 AND id > $2 AND deleted_ms = 0 AND merged_into IS NULL
ORDER BY id LIMIT $3 FOR NO KEY UPDATE;
