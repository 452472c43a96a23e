-- preview.sql - fingerprints of a project, those seen last first.

-- preview_fingerprints(project_id i64, max i64)
--   many (id i64, hash blob, issue_id i64, issue_uuid text, issue_title text, short_no i64, how text, event_count i64, stored_count i64)
SELECT f.id, f.hash, f.issue_id, i.uuid AS issue_uuid, i.title AS issue_title, i.short_no, f.how,
       f.event_count, f.stored_count
FROM fingerprint f JOIN issue i ON i.id = f.issue_id
WHERE f.project_id = $1 AND i.deleted_ms = 0 AND f.stored_count > 0
ORDER BY f.last_seen_ms DESC, f.id LIMIT $2;

-- preview_owner(project_id i64, hash blob)
--   maybe (issue_uuid text)
SELECT i.uuid AS issue_uuid
FROM fingerprint f JOIN issue i ON i.id = f.issue_id
WHERE f.project_id = $1 AND f.hash = $2 AND i.deleted_ms = 0;
