-- issue_discard.sql - fingerprints whose events are dropped.

-- # Those of an issue that is being deleted.
-- discard_issue(issue_id i64, user_id i64, now_ms i64)
--   exec
INSERT INTO discarded_fingerprint (project_id, hash, issue_id, title, user_id, created_ms)
SELECT f.project_id, f.hash, i.id, i.title, $2, $3
FROM fingerprint f JOIN issue i ON i.id = f.issue_id
WHERE i.id = $1 AND length(f.hash) = 16
ON CONFLICT (project_id, hash) DO NOTHING;

-- discard_forget(issue_id i64, project_id i64)
--   exec
DELETE FROM discarded_fingerprint WHERE issue_id = $1 AND project_id = $2;

-- # Asked by the digest for hashes that have no fingerprint.
-- discard_find(project_id i64, hash blob)
--   maybe (issue_id i64)
SELECT issue_id FROM discarded_fingerprint WHERE project_id = $1 AND hash = $2;

-- discard_list(project_id i64)
--   many (hash blob, title text, created_ms i64, user_uuid text?)
SELECT d.hash, d.title, d.created_ms, u.uuid AS user_uuid
FROM discarded_fingerprint d
LEFT JOIN user_account u ON u.id = d.user_id
WHERE d.project_id = $1 ORDER BY d.created_ms DESC, d.hash LIMIT 10000;

-- discard_remove(project_id i64, hash blob)
--   exec changed
DELETE FROM discarded_fingerprint WHERE project_id = $1 AND hash = $2;
