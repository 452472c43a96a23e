-- issue_event.sql - an issue's events and figures, and what frees its fingerprints.

-- issue_event_count(id i64)
--   maybe (event_count i64)
SELECT event_count FROM issue WHERE id = $1;

-- # A tombstone; undo can bring it back.
-- issue_bury(id i64, now_ms i64)
--   exec
UPDATE issue SET deleted_ms = $2, version = version + 1, updated_ms = $2 WHERE id = $1;

-- # Frees the hashes of a buried issue, so that a later event makes a new one. The suffix
-- # keeps them unique and is cut off again by undo (issue_restore.c); events stay with their fingerprint.
-- fingerprint_release(issue_id i64, suffix blob)
--   exec
--@sqlite
UPDATE fingerprint SET hash = CAST(hash || $2 AS BLOB) WHERE issue_id = $1 AND length(hash) = 16;
--@postgres
UPDATE fingerprint SET hash = hash || $2 WHERE issue_id = $1 AND length(hash) = 16;
