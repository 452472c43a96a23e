-- issue_machine.sql - moving issues between statuses.

-- # All status columns at once; what a status does not imply is cleared. Not when it has
-- # another status meanwhile.
-- issue_set_status(id i64, was text, status text, now_ms i64, resolved_ms i64, cooldown_until_ms i64, resolved_in_release text?, resolve_pending text, resolve_base_release i64, snooze_until_ms i64, snooze_event_threshold i64?, snooze_events_at_start i64, snooze_user_threshold i64?, snooze_users_at_start i64, snooze_rate_events i64?, snooze_rate_minutes i64?, snooze_escalation i64?)
--   exec changed
UPDATE issue
SET status = $3, resolved_ms = $5, cooldown_until_ms = $6, resolved_in_release = $7,
    resolve_pending = $8, resolve_base_release = $9, snooze_until_ms = $10,
    snooze_event_threshold = $11, snooze_events_at_start = $12, snooze_user_threshold = $13,
    snooze_users_at_start = $14, snooze_rate_events = $15, snooze_rate_minutes = $16,
    snooze_escalation = $17, snooze_window = NULL, version = version + 1, updated_ms = $4
WHERE id = $1 AND status = $2;

-- # The next release has come: the issue is resolved in it.
-- issue_settle_release(id i64, version text)
--   exec
UPDATE issue SET resolved_in_release = $2, resolve_pending = '' WHERE id = $1;

-- # The window of "so many events within some minutes", as the batch left it.
-- issue_set_window(id i64, snooze_window blob)
--   exec
UPDATE issue SET snooze_window = $2 WHERE id = $1;

-- # Accepted events of an issue in a stretch of hours.
-- issue_events_of_hours(issue_id i64, first_hour i64, last_hour i64)
--   one (events i64)
--@sqlite
WITH RECURSIVE hours (hour) AS (
    SELECT $2 UNION ALL SELECT hour + 1 FROM hours WHERE hour < $3
)
SELECT COALESCE(sum(fh.events), 0) AS events
FROM fingerprint f
CROSS JOIN hours h
CROSS JOIN fingerprint_hour fh
    ON fh.hour = h.hour AND fh.project_id = f.project_id AND fh.fingerprint_id = f.id
WHERE f.issue_id = $1;
--@postgres
SELECT CAST(COALESCE(sum(fh.events), 0) AS BIGINT) AS events
FROM fingerprint f
CROSS JOIN generate_series($2, $3) h
JOIN fingerprint_hour fh
    ON fh.hour = h AND fh.project_id = f.project_id AND fh.fingerprint_id = f.id
WHERE f.issue_id = $1;

-- # Issues whose snooze, or whose cooldown, is over.
-- issue_snooze_due(now_ms i64)
--   many (id i64, project_id i64)
SELECT id, project_id FROM issue
WHERE snooze_until_ms > 0 AND snooze_until_ms <= $1 ORDER BY snooze_until_ms LIMIT 200;

-- issue_cooldown_due(now_ms i64)
--   many (id i64, project_id i64)
SELECT id, project_id FROM issue
WHERE cooldown_until_ms > 0 AND cooldown_until_ms <= $1 ORDER BY cooldown_until_ms LIMIT 200;

-- # One issue as people change it, locked until the end of the transaction.
-- issue_lock(id i64)
--   maybe (version i64, assigned_to i64?, priority i64, is_priority_manual bool, is_here bool)
--@sqlite
SELECT version, assigned_to, priority, is_priority_manual,
       deleted_ms = 0 AND merged_into IS NULL AS is_here
FROM issue WHERE id = $1;
--@postgres
SELECT version, assigned_to, priority, is_priority_manual,
       deleted_ms = 0 AND merged_into IS NULL AS is_here
FROM issue WHERE id = $1 FOR UPDATE;

-- issue_set_priority(id i64, priority i64, is_manual bool, now_ms i64)
--   exec
UPDATE issue SET priority = $2, is_priority_manual = $3, version = version + 1, updated_ms = $4
WHERE id = $1;

-- # Something of it that has a table of its own was changed by people.
-- issue_touch(id i64, now_ms i64)
--   exec
UPDATE issue SET version = version + 1, updated_ms = $2 WHERE id = $1;
