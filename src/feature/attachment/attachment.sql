-- attachment.sql - files of events.

-- attachment_of_event(project_id i64, event_id blob)
--   many (day i64, id blob, received_ms i64, name text, content_type text, kind text, size i64, sum i64, refused text)
SELECT a.day, a.id, a.received_ms, a.name, a.content_type, a.kind, a.size, a.sum, a.refused
FROM attachment_day d
JOIN attachment a ON a.day = d.day AND a.project_id = $1 AND a.event_id = $2
ORDER BY a.received_ms, a.name, a.id LIMIT 100;

-- # Nothing when the project is gone.
-- attachment_insert(day i64, project_id i64, event_id blob, id blob, received_ms i64, name text, content_type text, kind text, size i64, sum i64, refused text)
--   exec changed
INSERT INTO attachment (day, project_id, event_id, id, received_ms, name, content_type, kind, size,
                        sum, refused)
SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11
WHERE EXISTS (SELECT 1 FROM project WHERE id = $2);

-- attachment_day_touch(day i64)
--   exec
INSERT INTO attachment_day (day, is_checked) VALUES ($1, FALSE)
ON CONFLICT (day) DO NOTHING;

-- attachment_usage_add(project_id i64, files i64, bytes i64)
--   exec
INSERT INTO attachment_usage (project_id, files, bytes) VALUES ($1, $2, $3)
ON CONFLICT (project_id) DO UPDATE
SET files = attachment_usage.files + excluded.files, bytes = attachment_usage.bytes + excluded.bytes;

-- attachment_usage_get(project_id i64)
--   maybe (files i64, bytes i64)
SELECT files, bytes FROM attachment_usage WHERE project_id = $1;

-- attachment_is_there(day i64, project_id i64, event_id blob, id blob)
--   maybe (day i64)
SELECT day FROM attachment WHERE day = $1 AND project_id = $2 AND event_id = $3 AND id = $4;

-- # Oldest first, for what goes with age.
-- attachment_oldest(before_day i64, limit i64)
--   many (day i64, project_id i64, event_id blob, id blob, size i64, refused text)
SELECT day, project_id, event_id, id, size, refused FROM attachment WHERE day < $1
ORDER BY day, project_id, event_id, id LIMIT $2;

-- # One day in pages, behind a key.
-- attachment_page(day i64, project_id i64, event_id blob, id blob, limit i64)
--   many (day i64, project_id i64, event_id blob, id blob, size i64, refused text)
SELECT day, project_id, event_id, id, size, refused FROM attachment
WHERE day = $1 AND (project_id, event_id, id) > ($2, $3, $4)
ORDER BY project_id, event_id, id LIMIT $5;

-- attachment_delete(day i64, project_id i64, event_id blob, id blob)
--   exec changed
DELETE FROM attachment WHERE day = $1 AND project_id = $2 AND event_id = $3 AND id = $4;

-- attachment_days_delete(before_day i64)
--   exec
DELETE FROM attachment_day WHERE day < $1;

-- attachment_day_unchecked(before_day i64)
--   maybe (day i64)
SELECT day FROM attachment_day WHERE day < $1 AND NOT is_checked ORDER BY day LIMIT 1;

-- attachment_day_check(day i64)
--   exec
UPDATE attachment_day SET is_checked = TRUE WHERE day = $1;
