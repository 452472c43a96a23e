-- issue.sql - issues as people list, read and change them.

-- # The issues of a list: their ids alone, so that no row is read that is not shown.
-- # SQLite would choose by rows it cannot count; issue_list holds all that is asked.
-- issue_ids list (id i64)
--@sqlite
SELECT i.id FROM issue i INDEXED BY issue_list WHERE i.deleted_ms = 0 AND i.merged_into IS NULL;
--@postgres
SELECT i.id FROM issue i WHERE i.deleted_ms = 0 AND i.merged_into IS NULL;

-- # Of all projects, newest first.
-- issue_ids_recent list (id i64)
--@sqlite
SELECT i.id FROM issue i INDEXED BY issue_all_recent
WHERE i.deleted_ms = 0 AND i.merged_into IS NULL;
--@postgres
SELECT i.id FROM issue i WHERE i.deleted_ms = 0 AND i.merged_into IS NULL;

-- # Known by their ids.
-- issue_ids_any list (id i64)
SELECT i.id FROM issue i WHERE i.deleted_ms = 0 AND i.merged_into IS NULL;

-- # What is shown of the issues in a JSON list of ids; `me` is the reader (0 = nobody).
-- issue_rows(me i64, ids text)
--   many (id i64, uuid text, project_id i64, project_uuid text, short_prefix text, short_no i64, hash blob?, title text, type text, culprit text, location text, level text, platform text, is_unhandled bool, status text, priority i64, first_seen_ms i64, last_seen_ms i64, event_count i64, user_count i64, trend i64, first_release text, last_release text, assigned_to text?, resolved_ms i64, cooldown_until_ms i64, resolved_in_release text?, snooze_until_ms i64, snooze_event_threshold i64?, snooze_events_at_start i64, resolve_pending text, snooze_user_threshold i64?, snooze_users_at_start i64, snooze_rate_events i64?, snooze_rate_minutes i64?, snooze_escalation i64?, jira_ticket_key text?, jira_ticket_url text?, github_issue_number i64?, github_issue_url text?, version i64, created_ms i64, updated_ms i64, follower_id i64?)
--@sqlite
SELECT i.id, i.uuid, i.project_id, p.uuid AS project_uuid, p.short_prefix, i.short_no,
       (SELECT h.hash FROM fingerprint h WHERE h.issue_id = i.id ORDER BY h.id LIMIT 1) AS hash,
       i.title, i.type, i.culprit, i.location, i.level, i.platform, i.is_unhandled, i.status,
       i.priority, i.first_seen_ms, i.last_seen_ms, i.event_count, i.user_count, i.trend,
       i.first_release, i.last_release, a.uuid AS assigned_to, i.resolved_ms,
       i.cooldown_until_ms, i.resolved_in_release, i.snooze_until_ms, i.snooze_event_threshold,
       i.snooze_events_at_start, i.resolve_pending, i.snooze_user_threshold,
       i.snooze_users_at_start, i.snooze_rate_events, i.snooze_rate_minutes, i.snooze_escalation,
       i.jira_ticket_key, i.jira_ticket_url, i.github_issue_number,
       i.github_issue_url, i.version, i.created_ms, i.updated_ms, f.user_id AS follower_id
FROM issue i
JOIN project p ON p.id = i.project_id
LEFT JOIN user_account a ON a.id = i.assigned_to
LEFT JOIN issue_follow f ON f.issue_id = i.id AND f.user_id = $1
WHERE i.id IN (SELECT value FROM json_each($2)) AND i.deleted_ms = 0 LIMIT 100;
--@postgres
SELECT i.id, i.uuid, i.project_id, p.uuid AS project_uuid, p.short_prefix, i.short_no,
       (SELECT h.hash FROM fingerprint h WHERE h.issue_id = i.id ORDER BY h.id LIMIT 1) AS hash,
       i.title, i.type, i.culprit, i.location, i.level, i.platform, i.is_unhandled, i.status,
       i.priority, i.first_seen_ms, i.last_seen_ms, i.event_count, i.user_count, i.trend,
       i.first_release, i.last_release, a.uuid AS assigned_to, i.resolved_ms,
       i.cooldown_until_ms, i.resolved_in_release, i.snooze_until_ms, i.snooze_event_threshold,
       i.snooze_events_at_start, i.resolve_pending, i.snooze_user_threshold,
       i.snooze_users_at_start, i.snooze_rate_events, i.snooze_rate_minutes, i.snooze_escalation,
       i.jira_ticket_key, i.jira_ticket_url, i.github_issue_number,
       i.github_issue_url, i.version, i.created_ms, i.updated_ms, f.user_id AS follower_id
FROM issue i
JOIN project p ON p.id = i.project_id
LEFT JOIN user_account a ON a.id = i.assigned_to
LEFT JOIN issue_follow f ON f.issue_id = i.id AND f.user_id = $1
WHERE i.id IN (SELECT CAST(v AS BIGINT) FROM json_array_elements_text(CAST($2 AS JSON)) v)
  AND i.deleted_ms = 0 LIMIT 100;

-- # The reader sees the projects in a JSON list.
-- issue_in_visible fragment
--@sqlite
i.project_id IN (SELECT value FROM json_each(?));
--@postgres
i.project_id IN (SELECT CAST(v AS BIGINT) FROM json_array_elements_text(CAST(? AS JSON)) v);

-- issue_in_project fragment
i.project_id = ?;

-- # In a JSON list of uuids.
-- issue_has_uuid fragment
--@sqlite
i.id IN (SELECT u.id FROM issue u WHERE u.uuid IN (SELECT value FROM json_each(?)));
--@postgres
i.uuid IN (SELECT v FROM json_array_elements_text(CAST(? AS JSON)) v);

-- issue_has_id fragment
i.id = ?;

-- # In a JSON list of ids.
-- issue_is_one_of fragment
--@sqlite
i.id IN (SELECT value FROM json_each(?));
--@postgres
i.id IN (SELECT CAST(v AS BIGINT) FROM json_array_elements_text(CAST(? AS JSON)) v);

-- issue_has_status fragment
i.status = ?;

-- issue_has_level fragment
i.level = ?;

-- # Of a project (0 = any); SQLite reads the titles in their own index.
-- issue_has_title fragment
--@sqlite
i.id IN (SELECT n.id FROM issue n INDEXED BY issue_title
         WHERE n.project_id IN (SELECT p.id FROM project p WHERE ? IN (0, p.id))
           AND n.title_folded LIKE ? ESCAPE '\');
--@postgres
? IN (0, i.project_id) AND i.title_folded LIKE ? ESCAPE '\';

-- issue_has_first_release fragment
i.first_release = ?;

-- issue_seen_first_since fragment
i.first_seen_ms >= ?;

-- issue_seen_first_until fragment
i.first_seen_ms <= ?;

-- issue_seen_last_since fragment
i.last_seen_ms >= ?;

-- issue_assigned_to fragment
i.assigned_to = ?;

-- issue_is_assigned fragment
i.assigned_to IS NOT NULL;

-- # What people put on it, or what its events have shown, in a project (0 = any).
-- issue_has_tag fragment
i.id IN (SELECT l.issue_id FROM issue_label l WHERE l.key = ? AND l.value = ?)
OR i.id IN (SELECT t.issue_id FROM issue_tag t
            WHERE t.project_id IN (SELECT p.id FROM project p WHERE ? IN (0, p.id))
              AND t.key = ? AND t.value = ?);

-- # GoSnag's order: what the reader follows first.
-- issue_order_followed fragment
ORDER BY i.id IN (SELECT f.issue_id FROM issue_follow f WHERE f.user_id = ?) DESC,
         i.last_seen_ms DESC, i.id DESC LIMIT ? OFFSET ?;

-- issue_is_not_followed fragment
i.id NOT IN (SELECT f.issue_id FROM issue_follow f WHERE f.user_id = ?);

-- issue_after_followed fragment
i.id NOT IN (SELECT f.issue_id FROM issue_follow f WHERE f.user_id = ?)
OR (i.last_seen_ms, i.id) < (?, ?);

-- issue_follows_any(me i64)
--   one (is_so bool)
SELECT EXISTS (SELECT 1 FROM issue_follow f WHERE f.user_id = $1) AS is_so;

-- issue_order_last_seen fragment
--@sqlite
ORDER BY i.last_seen_ms DESC, i.id DESC LIMIT ? OFFSET ?;
--@postgres
ORDER BY i.last_seen_minute DESC, i.last_seen_ms DESC, i.id DESC LIMIT ? OFFSET ?;

-- # Of all projects; by the index on minutes.
-- issue_order_last_minute fragment
ORDER BY i.last_seen_minute DESC, i.last_seen_ms DESC, i.id DESC LIMIT ? OFFSET ?;

-- issue_until_minute fragment
i.last_seen_minute <= ?;

-- issue_after_last_seen fragment
(i.last_seen_ms, i.id) < (?, ?);

-- issue_order_first_seen fragment
ORDER BY i.first_seen_ms DESC, i.id DESC LIMIT ? OFFSET ?;

-- issue_after_first_seen fragment
(i.first_seen_ms, i.id) < (?, ?);

-- issue_order_events fragment
ORDER BY i.event_count DESC, i.id DESC LIMIT ? OFFSET ?;

-- issue_after_events fragment
(i.event_count, i.id) < (?, ?);

-- issue_order_users fragment
ORDER BY i.user_count DESC, i.id DESC LIMIT ? OFFSET ?;

-- issue_after_users fragment
(i.user_count, i.id) < (?, ?);

-- issue_order_priority fragment
ORDER BY i.priority DESC, i.id DESC LIMIT ? OFFSET ?;

-- issue_after_priority fragment
(i.priority, i.id) < (?, ?);

-- issue_order_trend fragment
ORDER BY i.trend DESC, i.id DESC LIMIT ? OFFSET ?;

-- issue_after_trend fragment
(i.trend, i.id) < (?, ?);

-- # Events of some hours; an issue's own life bounds what is read.
-- issue_window(first_hour i64, last_hour i64, ids text)
--   many (issue_id i64, events i64)
--@sqlite
WITH RECURSIVE hours (id, hour, last) AS (
    SELECT i.id, max($1, i.first_seen_ms / 3600000), min($2, i.last_seen_ms / 3600000)
    FROM json_each($3) j CROSS JOIN issue i ON i.id = j.value
    UNION ALL SELECT id, hour + 1, last FROM hours WHERE hour < last
)
SELECT h.id AS issue_id, sum(fh.events) AS events
FROM hours h
CROSS JOIN fingerprint f ON f.issue_id = h.id
CROSS JOIN fingerprint_hour fh
    ON fh.hour = h.hour AND fh.project_id = f.project_id AND fh.fingerprint_id = f.id
GROUP BY h.id LIMIT 100;
--@postgres
SELECT i.id AS issue_id, CAST(sum(fh.events) AS BIGINT) AS events
FROM json_array_elements_text(CAST($3 AS JSON)) j
JOIN issue i ON i.id = CAST(j AS BIGINT)
JOIN fingerprint f ON f.issue_id = i.id
CROSS JOIN generate_series(GREATEST($1, i.first_seen_ms / 3600000),
                           LEAST($2, i.last_seen_ms / 3600000)) h
JOIN fingerprint_hour fh
    ON fh.hour = h AND fh.project_id = f.project_id AND fh.fingerprint_id = f.id
GROUP BY i.id LIMIT 100;

-- # Events per hour of the issues in a JSON list of ids; hours without events are missing.
-- issue_hours(first_hour i64, last_hour i64, ids text)
--   many (issue_id i64, hour i64, events i64)
--@sqlite
WITH RECURSIVE hours (hour) AS (
    SELECT $1 UNION ALL SELECT hour + 1 FROM hours WHERE hour < $2
)
SELECT f.issue_id, h.hour, sum(fh.events) AS events
FROM json_each($3) j
CROSS JOIN fingerprint f ON f.issue_id = j.value
CROSS JOIN hours h
CROSS JOIN fingerprint_hour fh
    ON fh.hour = h.hour AND fh.project_id = f.project_id AND fh.fingerprint_id = f.id
GROUP BY f.issue_id, h.hour LIMIT 200000;
--@postgres
SELECT f.issue_id, fh.hour, CAST(sum(fh.events) AS BIGINT) AS events
FROM json_array_elements_text(CAST($3 AS JSON)) j
JOIN fingerprint f ON f.issue_id = CAST(j AS BIGINT)
CROSS JOIN generate_series($1, $2) h
JOIN fingerprint_hour fh
    ON fh.hour = h AND fh.project_id = f.project_id AND fh.fingerprint_id = f.id
GROUP BY f.issue_id, fh.hour LIMIT 200000;

-- # Labels of the issues in a JSON list of ids.
-- issue_labels(ids text)
--   many (issue_id i64, key text, value text)
--@sqlite
SELECT l.issue_id, l.key, l.value FROM issue_label l
WHERE l.issue_id IN (SELECT value FROM json_each($1))
ORDER BY l.issue_id, l.key, l.value LIMIT 10000;
--@postgres
SELECT l.issue_id, l.key, l.value FROM issue_label l
WHERE l.issue_id IN (SELECT CAST(v AS BIGINT) FROM json_array_elements_text(CAST($1 AS JSON)) v)
ORDER BY l.issue_id, l.key, l.value LIMIT 10000;

-- issue_followers(issue_id i64)
--   many (uuid text, name text, email text)
SELECT u.uuid, u.name, u.email
FROM issue_follow f
JOIN user_account u ON u.id = f.user_id
WHERE f.issue_id = $1 ORDER BY f.created_ms, u.id LIMIT 1000;

-- # An issue by its uuid, merged and deleted ones too.
-- issue_by_uuid(uuid text)
--   maybe (id i64, uuid text, project_id i64, merged_into i64?, deleted_ms i64)
SELECT id, uuid, project_id, merged_into, deleted_ms FROM issue WHERE uuid = $1;

-- # Several, whatever became of them.
-- issues_by_uuids(uuids text)
--   many (id i64, uuid text, project_id i64, merged_into i64?, deleted_ms i64)
--@sqlite
SELECT id, uuid, project_id, merged_into, deleted_ms FROM issue
WHERE uuid IN (SELECT value FROM json_each($1)) LIMIT 10000;
--@postgres
SELECT id, uuid, project_id, merged_into, deleted_ms FROM issue
WHERE uuid IN (SELECT v FROM json_array_elements_text(CAST($1 AS JSON)) v) LIMIT 10000;

-- # What the live stream tells of several.
-- issues_to_publish(ids text)
--   many (uuid text, project_id i64, project_uuid text, status text, assigned_to text?, version i64)
--@sqlite
SELECT i.uuid, i.project_id, p.uuid AS project_uuid, i.status, a.uuid AS assigned_to, i.version
FROM issue i
JOIN project p ON p.id = i.project_id
LEFT JOIN user_account a ON a.id = i.assigned_to
WHERE i.id IN (SELECT value FROM json_each($1)) ORDER BY i.id LIMIT 10000;
--@postgres
SELECT i.uuid, i.project_id, p.uuid AS project_uuid, i.status, a.uuid AS assigned_to, i.version
FROM issue i
JOIN project p ON p.id = i.project_id
LEFT JOIN user_account a ON a.id = i.assigned_to
WHERE i.id IN (SELECT CAST(v AS BIGINT) FROM json_array_elements_text(CAST($1 AS JSON)) v)
ORDER BY i.id LIMIT 10000;

-- issue_for_merge(id i64)
--   one (event_count i64)
SELECT event_count FROM issue WHERE id = $1;

-- # Only which, of all that the conditions find.
-- issue_refs list (id i64, uuid text, project_id i64)
SELECT i.id, i.uuid, i.project_id FROM issue i
WHERE i.deleted_ms = 0 AND i.merged_into IS NULL;

-- issue_order_id fragment
ORDER BY i.id LIMIT ?;

-- # By its short id: a prefix of today or a former one, and the number.
-- issue_by_short_id(prefix text, short_no i64)
--   maybe (id i64, uuid text, project_id i64, merged_into i64?, deleted_ms i64)
SELECT i.id, i.uuid, i.project_id, i.merged_into, i.deleted_ms
FROM project_alias a
JOIN issue i ON i.project_id = a.project_id AND i.short_no = $2
WHERE a.kind = 'prefix' AND a.name = $1;

-- issue_by_id(id i64)
--   maybe (id i64, uuid text, project_id i64, merged_into i64?, deleted_ms i64)
SELECT id, uuid, project_id, merged_into, deleted_ms FROM issue WHERE id = $1;

-- issue_by_fingerprint(project_id i64, fingerprint_id i64)
--   maybe (id i64, uuid text)
SELECT i.id, i.uuid FROM fingerprint f
JOIN issue i ON i.id = f.issue_id
WHERE f.project_id = $1 AND f.id = $2 AND i.deleted_ms = 0;

-- # Distinct first releases of a project's issues.
-- issue_first_releases(project_id i64)
--   many (version text)
SELECT DISTINCT first_release AS version FROM issue
WHERE project_id = $1 AND first_release <> '' AND deleted_ms = 0
ORDER BY first_release LIMIT 1000;

-- issue_set_assignee(id i64, user_id i64?, now_ms i64)
--   exec
UPDATE issue SET assigned_to = $2, version = version + 1, updated_ms = $3 WHERE id = $1;

-- issue_user_by_uuid(uuid text)
--   maybe (id i64)
SELECT id FROM user_account WHERE uuid = $1 AND status <> 'disabled';

-- issue_user_by_id(id i64)
--   maybe (uuid text)
SELECT uuid FROM user_account WHERE id = $1 AND status <> 'disabled';

-- issue_project_cooldown(project_id i64)
--   one (default_cooldown_minutes i64)
SELECT default_cooldown_minutes FROM project WHERE id = $1;

-- issue_follow_add(user_id i64, issue_id i64, now_ms i64)
--   exec changed
INSERT INTO issue_follow (user_id, issue_id, created_ms) VALUES ($1, $2, $3)
ON CONFLICT (user_id, issue_id) DO NOTHING;

-- issue_follow_remove(user_id i64, issue_id i64)
--   exec changed
DELETE FROM issue_follow WHERE user_id = $1 AND issue_id = $2;

-- issue_activity_page(issue_id i64, max i64, skip i64)
--   many (uuid text, user_uuid text?, user_name text?, user_email text?, user_avatar text?, action text, old_value text?, new_value text?, metadata text?, created_ms i64)
SELECT v.uuid, u.uuid AS user_uuid, u.name AS user_name, u.email AS user_email,
       u.avatar_url AS user_avatar, v.action, v.old_value, v.new_value, v.metadata, v.created_ms
FROM issue_activity v
LEFT JOIN user_account u ON u.id = v.user_id
WHERE v.issue_id = $1
ORDER BY v.id DESC LIMIT $2 OFFSET $3;

-- issue_activity_count(issue_id i64)
--   one (n i64)
SELECT count(*) AS n FROM issue_activity WHERE issue_id = $1;

-- # Figures of the views by status: those of today, the reader's, anybody's.
-- issue_figures list (status text, n i64, today i64, mine i64, assigned i64)
--@sqlite
SELECT i.status, count(*) AS n, sum(i.first_seen_ms >= ?) AS today,
       sum(i.assigned_to IS NOT NULL AND i.assigned_to = ?) AS mine,
       sum(i.assigned_to IS NOT NULL) AS assigned
FROM issue i INDEXED BY issue_list WHERE i.deleted_ms = 0 AND i.merged_into IS NULL;
--@postgres
SELECT i.status, count(*) AS n, count(*) FILTER (WHERE i.first_seen_ms >= ?) AS today,
       count(*) FILTER (WHERE i.assigned_to = ?) AS mine,
       count(*) FILTER (WHERE i.assigned_to IS NOT NULL) AS assigned
FROM issue i WHERE i.deleted_ms = 0 AND i.merged_into IS NULL;

-- issue_by_status fragment
GROUP BY i.status LIMIT 100;

-- # What facets count, newest first.
-- issue_facet_rows list (id i64, project_id i64, status text, level text, platform text, assigned_to i64?, first_release text)
--@sqlite
SELECT i.id, i.project_id, i.status, i.level, i.platform, i.assigned_to, i.first_release
FROM issue i INDEXED BY issue_list WHERE i.deleted_ms = 0 AND i.merged_into IS NULL;
--@postgres
SELECT i.id, i.project_id, i.status, i.level, i.platform, i.assigned_to, i.first_release
FROM issue i WHERE i.deleted_ms = 0 AND i.merged_into IS NULL;

-- # How many of the issues in a JSON list of ids have shown each value.
-- issue_tag_counts(ids text)
--   many (key text, value text, n i64)
--@sqlite
SELECT t.key, t.value, count(*) AS n
FROM json_each($1) j CROSS JOIN issue_tag t ON t.issue_id = j.value
GROUP BY t.key, t.value ORDER BY n DESC, t.key, t.value LIMIT 2000;
--@postgres
SELECT t.key, t.value, count(*) AS n
FROM json_array_elements_text(CAST($1 AS JSON)) j
JOIN issue_tag t ON t.issue_id = CAST(j AS BIGINT)
GROUP BY t.key, t.value ORDER BY n DESC, t.key, t.value LIMIT 2000;

-- # Names of projects and of people, by number.
-- issue_facet_projects(ids text)
--   many (id i64, slug text, name text)
--@sqlite
SELECT id, slug, name FROM project WHERE id IN (SELECT value FROM json_each($1)) LIMIT 10000;
--@postgres
SELECT id, slug, name FROM project
WHERE id IN (SELECT CAST(v AS BIGINT) FROM json_array_elements_text(CAST($1 AS JSON)) v)
LIMIT 10000;

-- issue_facet_people(ids text)
--   many (id i64, email text, name text)
--@sqlite
SELECT id, email, name FROM user_account WHERE id IN (SELECT value FROM json_each($1)) LIMIT 10000;
--@postgres
SELECT id, email, name FROM user_account
WHERE id IN (SELECT CAST(v AS BIGINT) FROM json_array_elements_text(CAST($1 AS JSON)) v)
LIMIT 10000;

-- # Labels that people put on issues; changed = 0: it has it.
-- label_put(issue_id i64, key text, value text, uuid text, now_ms i64)
--   exec changed
INSERT INTO issue_label (issue_id, key, value, uuid, created_ms) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (issue_id, key, value) DO NOTHING;

-- label_take(issue_id i64, key text, value text)
--   maybe (uuid text, source text, rule_id i64, created_ms i64, origin_issue_id i64)
DELETE FROM issue_label WHERE issue_id = $1 AND key = $2 AND value = $3
RETURNING uuid, source, rule_id, created_ms, origin_issue_id;

-- # Whether rules may put it on.
-- label_forbid(issue_id i64, key text, value text)
--   exec
INSERT INTO issue_label_off (issue_id, key, value) VALUES ($1, $2, $3)
ON CONFLICT (issue_id, key, value) DO NOTHING;

-- # changed = 1: somebody had taken it off.
-- label_allow(issue_id i64, key text, value text)
--   exec changed
DELETE FROM issue_label_off WHERE issue_id = $1 AND key = $2 AND value = $3;

-- # As it was before it was taken off.
-- label_restore(issue_id i64, key text, value text, uuid text, source text, rule_id i64, created_ms i64, origin_issue_id i64)
--   exec
INSERT INTO issue_label (issue_id, key, value, uuid, source, rule_id, created_ms, origin_issue_id)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (issue_id, key, value) DO NOTHING;

-- # Labels of one issue, and all that a project uses.
-- issue_label_list(issue_id i64)
--   many (uuid text, key text, value text, source text, created_ms i64)
SELECT uuid, key, value, source, created_ms FROM issue_label
WHERE issue_id = $1 ORDER BY key, value LIMIT 1000;

-- project_labels(project_id i64)
--   many (key text, value text)
SELECT DISTINCT l.key, l.value FROM issue_label l
JOIN issue i ON i.id = l.issue_id
WHERE i.project_id = $1 AND i.deleted_ms = 0 AND i.merged_into IS NULL
ORDER BY l.key, l.value LIMIT 10000;
