-- issue_recount.sql - events that an issue counts beside its own.

-- issue_recount_fingerprint(id i64, issue_id i64, events i64, last_seen_ms i64)
--   exec changed
UPDATE fingerprint
SET event_count = event_count + $3,
    last_seen_ms = CASE WHEN last_seen_ms < $4 THEN $4 ELSE last_seen_ms END
WHERE id = $1 AND issue_id = $2;

-- issue_recount_issue(id i64, events i64, last_seen_ms i64, last_seen_minute i64)
--   exec
UPDATE issue
SET event_count = event_count + $2,
    last_seen_ms = CASE WHEN last_seen_ms < $3 THEN $3 ELSE last_seen_ms END,
    last_seen_minute = CASE WHEN last_seen_minute < $4 THEN $4 ELSE last_seen_minute END
WHERE id = $1;

-- issue_recount_hour(hour i64, project_id i64, fingerprint_id i64, events i64)
--   exec
INSERT INTO fingerprint_hour (hour, project_id, fingerprint_id, events) VALUES ($1, $2, $3, $4)
ON CONFLICT (hour, project_id, fingerprint_id)
DO UPDATE SET events = fingerprint_hour.events + excluded.events;
