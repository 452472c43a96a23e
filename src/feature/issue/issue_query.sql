-- issue_query.sql - fragments of the query language, and what completion asks.

-- # What these fragments are conditions of, here and in issue.sql.
-- query_issues list (id i64)
SELECT i.id FROM issue i WHERE i.deleted_ms = 0 AND i.merged_into IS NULL;

-- query_status fragment
i.status = ?;

-- query_level fragment
i.level = ?;

-- query_unhandled fragment
i.is_unhandled;

-- query_followed fragment
i.id IN (SELECT f.issue_id FROM issue_follow f WHERE f.user_id = ?);

-- query_has_assignee fragment
i.assigned_to IS NOT NULL;

-- query_has_jira fragment
i.id IN (SELECT j.id FROM issue j WHERE j.jira_ticket_key IS NOT NULL);

-- query_has_github fragment
i.id IN (SELECT g.id FROM issue g WHERE g.github_issue_number IS NOT NULL);

-- query_assignee fragment
i.assigned_to IS NOT NULL AND i.assigned_to = ?;

-- query_unassigned fragment
i.assigned_to IS NULL;

-- query_first_release fragment
i.first_release = ?;

-- query_first_release_like fragment
i.first_release LIKE ? ESCAPE '\';

-- query_platform fragment
i.platform = ?;

-- query_platform_like fragment
i.platform LIKE ? ESCAPE '\';

-- query_events_eq fragment
i.event_count = ?;

-- query_events_gt fragment
i.event_count > ?;

-- query_events_ge fragment
i.event_count >= ?;

-- query_events_lt fragment
i.event_count < ?;

-- query_events_le fragment
i.event_count <= ?;

-- query_events_between fragment
i.event_count BETWEEN ? AND ?;

-- query_users_eq fragment
i.user_count = ?;

-- query_users_gt fragment
i.user_count > ?;

-- query_users_ge fragment
i.user_count >= ?;

-- query_users_lt fragment
i.user_count < ?;

-- query_users_le fragment
i.user_count <= ?;

-- query_users_between fragment
i.user_count BETWEEN ? AND ?;

-- query_priority_eq fragment
i.priority = ?;

-- query_priority_gt fragment
i.priority > ?;

-- query_priority_ge fragment
i.priority >= ?;

-- query_priority_lt fragment
i.priority < ?;

-- query_priority_le fragment
i.priority <= ?;

-- query_priority_between fragment
i.priority BETWEEN ? AND ?;

-- query_first_gt fragment
i.first_seen_ms > ?;

-- query_first_ge fragment
i.first_seen_ms >= ?;

-- query_first_lt fragment
i.first_seen_ms < ?;

-- query_first_le fragment
i.first_seen_ms <= ?;

-- query_first_between fragment
i.first_seen_ms BETWEEN ? AND ?;

-- query_last_gt fragment
i.last_seen_ms > ?;

-- query_last_ge fragment
i.last_seen_ms >= ?;

-- query_last_lt fragment
i.last_seen_ms < ?;

-- query_last_le fragment
i.last_seen_ms <= ?;

-- query_last_between fragment
i.last_seen_ms BETWEEN ? AND ?;

-- query_first_seen_since fragment
i.first_seen_ms >= ?;

-- # Tags that its events have shown or people put on it, in a project (0 = any).
-- query_tag fragment
i.id IN (SELECT t.issue_id FROM issue_tag t
         WHERE t.project_id IN (SELECT p.id FROM project p WHERE ? IN (0, p.id))
           AND t.key = ? AND t.value = ?)
OR i.id IN (SELECT l.issue_id FROM issue_label l WHERE l.key = ? AND l.value = ?);

-- query_tag_like fragment
i.id IN (SELECT t.issue_id FROM issue_tag t
         WHERE t.project_id IN (SELECT p.id FROM project p WHERE ? IN (0, p.id))
           AND t.key = ? AND t.value LIKE ? ESCAPE '\')
OR i.id IN (SELECT l.issue_id FROM issue_label l WHERE l.key = ? AND l.value LIKE ? ESCAPE '\');

-- # Asked issue by issue: a key that most issues have would make a large set.
-- query_has_tag fragment
EXISTS (SELECT 1 FROM issue_tag t WHERE t.issue_id = i.id AND t.key = ?)
OR i.id IN (SELECT l.issue_id FROM issue_label l WHERE l.key = ?);

-- query_words fragment
--@sqlite
i.id IN (SELECT rowid FROM issue_word WHERE issue_word MATCH ?);
--@postgres
i.id IN (SELECT w.issue_id FROM issue_word w WHERE w.words @@ CAST(? AS tsquery));

-- # As it stands, in the title or the place.
-- query_substring fragment
i.title_folded LIKE ? ESCAPE '\' OR lower(i.culprit) LIKE ? ESCAPE '\';

-- query_words_as_written fragment
--@sqlite
i.id IN (SELECT n.id FROM issue n
         WHERE n.id IN (SELECT rowid FROM issue_word WHERE issue_word MATCH ?)
           AND (n.title_folded LIKE ? ESCAPE '\' OR lower(n.culprit) LIKE ? ESCAPE '\'));
--@postgres
i.id IN (SELECT w.issue_id FROM issue_word w WHERE w.words @@ CAST(? AS tsquery))
AND (i.title_folded LIKE ? ESCAPE '\' OR lower(i.culprit) LIKE ? ESCAPE '\');

-- # Has this project (0 = any) a tag of this name, of its events or of people?
-- query_tag_is_known(project_id i64, key text)
--   maybe (key text)
SELECT key FROM (
    SELECT t.key FROM issue_tag t WHERE t.key = $2 AND ($1 = 0 OR t.project_id = $1)
    UNION ALL
    SELECT l.key FROM issue_label l JOIN issue i ON i.id = l.issue_id
    WHERE l.key = $2 AND ($1 = 0 OR i.project_id = $1)
) k LIMIT 1;

-- query_person(text text)
--   maybe (id i64)
SELECT id FROM user_account
WHERE email_folded = $1 OR lower(name) = $1 ORDER BY id LIMIT 1;

-- # Tag keys and values of a project that begin with a text.
-- query_tag_keys(project_id i64, pattern text)
--   many (key text)
SELECT DISTINCT key FROM issue_tag
WHERE project_id = $1 AND key LIKE $2 ESCAPE '\' ORDER BY key LIMIT 10;

-- query_tag_values(project_id i64, key text, pattern text)
--   many (value text)
SELECT DISTINCT value FROM issue_tag
WHERE project_id = $1 AND key = $2 AND value LIKE $3 ESCAPE '\' ORDER BY value LIMIT 10;

-- # Releases that issues were seen in, or first seen in; what appeared last comes first.
-- query_releases(project_id i64, pattern text, is_first bool)
--   many (version text)
SELECT r.version FROM release r
WHERE r.project_id = $1 AND r.version LIKE $2 ESCAPE '\'
AND (($3 AND EXISTS (SELECT 1 FROM issue i
                     WHERE i.project_id = $1 AND i.first_release = r.version))
  OR (NOT $3 AND EXISTS (SELECT 1 FROM issue_tag t
                         WHERE t.project_id = $1 AND t.key = 'release' AND t.value = r.version)))
ORDER BY r.id DESC LIMIT 10;

-- # The same over all projects that the reader sees, by the tags of each in turn.
-- query_all_tag_keys(pattern text, sees_all bool, visible text)
--   many (key text)
--@sqlite
SELECT DISTINCT t.key FROM project p CROSS JOIN issue_tag t ON t.project_id = p.id
WHERE ($2 OR p.id IN (SELECT value FROM json_each($3)))
AND t.key LIKE $1 ESCAPE '\' ORDER BY t.key LIMIT 10;
--@postgres
SELECT DISTINCT t.key FROM project p JOIN issue_tag t ON t.project_id = p.id
WHERE ($2 OR p.id IN (SELECT CAST(v AS bigint) FROM json_array_elements_text(CAST($3 AS json)) v))
AND t.key LIKE $1 ESCAPE '\' ORDER BY t.key LIMIT 10;

-- query_all_tag_values(key text, pattern text, sees_all bool, visible text)
--   many (value text)
--@sqlite
SELECT DISTINCT t.value FROM project p CROSS JOIN issue_tag t ON t.project_id = p.id
WHERE ($3 OR p.id IN (SELECT value FROM json_each($4)))
AND t.key = $1 AND t.value LIKE $2 ESCAPE '\' ORDER BY t.value LIMIT 10;
--@postgres
SELECT DISTINCT t.value FROM project p JOIN issue_tag t ON t.project_id = p.id
WHERE ($3 OR p.id IN (SELECT CAST(v AS bigint) FROM json_array_elements_text(CAST($4 AS json)) v))
AND t.key = $1 AND t.value LIKE $2 ESCAPE '\' ORDER BY t.value LIMIT 10;

-- query_all_releases(pattern text, sees_all bool, visible text)
--   many (version text)
--@sqlite
SELECT r.version FROM project p CROSS JOIN release r ON r.project_id = p.id
WHERE ($2 OR p.id IN (SELECT value FROM json_each($3)))
AND r.version LIKE $1 ESCAPE '\'
AND EXISTS (SELECT 1 FROM issue_tag t
            WHERE t.project_id = p.id AND t.key = 'release' AND t.value = r.version)
GROUP BY r.version ORDER BY max(r.id) DESC LIMIT 10;
--@postgres
SELECT r.version FROM project p JOIN release r ON r.project_id = p.id
WHERE ($2 OR p.id IN (SELECT CAST(v AS bigint) FROM json_array_elements_text(CAST($3 AS json)) v))
AND r.version LIKE $1 ESCAPE '\'
AND EXISTS (SELECT 1 FROM issue_tag t
            WHERE t.project_id = p.id AND t.key = 'release' AND t.value = r.version)
GROUP BY r.version ORDER BY max(r.id) DESC LIMIT 10;

-- query_people(pattern text)
--   many (email text, name text)
SELECT email, name FROM user_account
WHERE status = 'active' AND (email_folded LIKE $1 ESCAPE '\' OR lower(name) LIKE $1 ESCAPE '\')
ORDER BY email_folded LIMIT 10;
