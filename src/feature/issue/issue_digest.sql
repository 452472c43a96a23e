-- # A fingerprint and the issue it belongs to, as the digest needs them.
-- issue_of_hash(project_id i64, hash blob)
--   maybe (fingerprint_id i64, issue_id i64, exemplar_id i64?, fingerprint_stored i64)
SELECT id AS fingerprint_id, issue_id, exemplar_id, stored_count AS fingerprint_stored
FROM fingerprint WHERE project_id = $1 AND hash = $2;

-- # The columns that decide what an event does to an issue.
-- issue_for_digest(issue_id i64)
--   one (uuid text, status text, title text, type text, culprit text, location text, level text, platform text, is_unhandled bool, event_count i64, stored_count i64, user_count i64, priority i64, first_seen_ms i64, last_seen_ms i64, first_release text, assigned_to i64?, is_priority_manual bool, resolved_ms i64, cooldown_until_ms i64, resolved_in_release text?, snooze_until_ms i64, snooze_event_threshold i64?, snooze_events_at_start i64, resolve_pending text, resolve_base_release i64, snooze_user_threshold i64?, snooze_users_at_start i64, snooze_rate_events i64?, snooze_rate_minutes i64?, snooze_window blob?, snooze_escalation i64?, version i64)
SELECT uuid, status, title, type, culprit, location, level, platform, is_unhandled, event_count,
       stored_count, user_count, priority, first_seen_ms, last_seen_ms, first_release,
       assigned_to, is_priority_manual, resolved_ms, cooldown_until_ms, resolved_in_release, snooze_until_ms,
       snooze_event_threshold, snooze_events_at_start, resolve_pending, resolve_base_release,
       snooze_user_threshold, snooze_users_at_start, snooze_rate_events, snooze_rate_minutes,
       snooze_window, snooze_escalation, version
FROM issue WHERE id = $1;

-- # Keeps others from making issues in this project; none: it was deleted.
-- issue_numbers_lock(project_id i64)
--   maybe (short_next i64)
--@sqlite
SELECT short_next FROM project WHERE id = $1;
--@postgres
SELECT short_next FROM project WHERE id = $1 FOR NO KEY UPDATE;

-- # Takes the project's next short number.
-- issue_take_short_no(project_id i64)
--   one (short_no i64)
UPDATE project SET short_next = short_next + 1 WHERE id = $1 RETURNING short_next - 1 AS short_no;

-- # What issue_numbers_lock told, and how many were taken since.
-- issue_numbers_set(project_id i64, short_next i64)
--   exec
UPDATE project SET short_next = $2 WHERE id = $1;

-- issue_insert(uuid text, project_id i64, short_no i64, title text, title_folded text, type text, culprit text, location text, level text, platform text, is_unhandled bool, priority i64, now_ms i64, first_release text)
--   one (id i64)
INSERT INTO issue (uuid, project_id, short_no, title, title_folded, type, culprit, location, level,
                   platform, is_unhandled, status, priority, first_seen_ms, last_seen_ms,
                   last_seen_minute, event_count, stored_count, user_count, first_release,
                   last_release, version, created_ms, updated_ms)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 'open', $12, $13, $13, 0, 0, 0, 0, $14, $14,
        1, $13, $13)
RETURNING id;

-- # The first activity of new issues.
-- issue_first_seen_add(uuid text, project_id i64, issue_id i64, now_ms i64)
--   batch
--@sqlite
INSERT INTO issue_activity (uuid, project_id, issue_id, origin_issue_id, action, new_value,
                            created_ms)
VALUES ($1, $2, $3, $3, 'first_seen', 'open', $4);
--@postgres
INSERT INTO issue_activity (uuid, project_id, issue_id, origin_issue_id, action, new_value,
                            created_ms)
SELECT uuid, project_id, issue_id, issue_id, 'first_seen', 'open', now_ms
FROM unnest($1::text[], $2::bigint[], $3::bigint[], $4::bigint[])
     AS n (uuid, project_id, issue_id, now_ms);

-- fingerprint_insert(project_id i64, hash blob, grouping_version i64, issue_id i64, now_ms i64, how text)
--   one (id i64)
INSERT INTO fingerprint (project_id, hash, grouping_version, issue_id, home_issue_id, first_seen_ms,
                         last_seen_ms, event_count, stored_count, how)
VALUES ($1, $2, $3, $4, $4, $5, $5, 0, 0, $6)
RETURNING id;

-- # While it is locked nobody merges it away. Nothing changed: it was removed, or is
-- # another issue's now.
-- fingerprint_count(id i64, issue_id i64, exemplar_id i64?, last_seen_ms i64, events i64, stored i64)
--   exec changed
UPDATE fingerprint
SET exemplar_id = $3, last_seen_ms = CASE WHEN last_seen_ms < $4 THEN $4 ELSE last_seen_ms END,
    event_count = event_count + $5, stored_count = stored_count + $6
WHERE id = $1 AND issue_id = $2;

-- # One update per issue and batch. Users are at least those that this process knows of.
-- issue_count(id i64, last_seen_ms i64, last_seen_minute i64, events i64, stored i64, user_count i64, last_release text)
--   exec
UPDATE issue
SET last_seen_ms = CASE WHEN last_seen_ms < $2 THEN $2 ELSE last_seen_ms END,
    last_seen_minute = CASE WHEN last_seen_minute < $3 THEN $3 ELSE last_seen_minute END,
    event_count = event_count + $4, stored_count = stored_count + $5,
    user_count = CASE WHEN user_count < $6 THEN $6 ELSE user_count END,
    last_release = CASE WHEN $7 = '' THEN last_release ELSE $7 END
WHERE id = $1;

-- # The texts of the newest event, when they are not what stands there: SQLite writes the
-- # indices over columns that are named here anew, changed or not.
-- issue_describe(id i64, title text, title_folded text, type text, culprit text, location text, level text, platform text, is_unhandled bool)
--   exec
UPDATE issue
SET title = $2, title_folded = $3, type = $4, culprit = $5, location = $6, level = $7,
    platform = $8, is_unhandled = $9
WHERE id = $1;

-- issue_fingerprints(issue_id i64)
--   many (id i64)
SELECT id FROM fingerprint WHERE issue_id = $1 ORDER BY id LIMIT 200;

-- # In order of key.
-- issue_tag_add(project_id i64, key text, value text, issue_id i64)
--   batch
--@sqlite
INSERT INTO issue_tag (project_id, key, value, issue_id) VALUES ($1, $2, $3, $4)
ON CONFLICT (project_id, key, value, issue_id) DO NOTHING;
--@postgres
INSERT INTO issue_tag (project_id, key, value, issue_id)
SELECT unnest($1::bigint[]), unnest($2::text[]), unnest($3::text[]), unnest($4::bigint[])
ON CONFLICT (project_id, key, value, issue_id) DO NOTHING;

-- activity_insert(uuid text, project_id i64, issue_id i64, user_id i64?, action text, old_value text?, new_value text?, metadata text?, now_ms i64)
--   exec
INSERT INTO issue_activity (uuid, project_id, issue_id, origin_issue_id, user_id, action, old_value,
                            new_value, metadata, created_ms)
VALUES ($1, $2, $3, $3, $4, $5, $6, $7, $8, $9);

-- # Issues of an hour, counted up to max.
-- issue_count_new(project_id i64, since_ms i64, until_ms i64, max i64)
--   one (n i64)
SELECT count(*) AS n FROM
    (SELECT 1 FROM issue WHERE project_id = $1 AND first_seen_ms >= $2 AND first_seen_ms < $3
     LIMIT $4) i;

-- # Issues that only inform, counted up to max.
-- issue_count_info(project_id i64, max i64)
--   one (n i64)
SELECT count(*) AS n FROM
    (SELECT 1 FROM issue
     WHERE project_id = $1 AND level IN ('info', 'debug') AND merged_into IS NULL
       AND deleted_ms = 0
     LIMIT $2) i;
