-- notify.sql - inboxes, and what mails have to tell.

-- # Who follows an issue or has it on their desk, and can sign in.
-- notify_watchers(issue_id i64, actor_id i64)
--   many (user_id i64, reason text)
SELECT u.id AS user_id, 'follow' AS reason
FROM issue_follow f JOIN user_account u ON u.id = f.user_id
WHERE f.issue_id = $1 AND u.status = 'active' AND u.id <> $2
UNION ALL
SELECT u.id AS user_id, 'assigned' AS reason
FROM issue i JOIN user_account u ON u.id = i.assigned_to
WHERE i.id = $1 AND u.status = 'active' AND u.id <> $2
  AND NOT EXISTS (SELECT 1 FROM issue_follow f WHERE f.issue_id = $1 AND f.user_id = u.id)
ORDER BY 1 LIMIT 1000;

-- notify_admins()
--   many (id i64)
SELECT id FROM user_account WHERE role = 'admin' AND status = 'active' ORDER BY id LIMIT 200;

-- notify_person(user_id i64)
--   maybe (preferences text)
SELECT preferences FROM user_account WHERE id = $1 AND status = 'active';

-- notify_person_by_uuid(uuid text)
--   maybe (id i64)
SELECT id FROM user_account WHERE uuid = $1;

-- # One unread row of a kind per user and issue.
-- notification_add(uuid text, project_id i64, user_id i64, issue_id i64, kind text, reason text, action text, detail text, actor_id i64?, now_ms i64)
--   exec
INSERT INTO notification (uuid, project_id, user_id, issue_id, kind, reason, action, detail,
                          actor_id, count, first_ms, last_ms)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 1, $10, $10)
ON CONFLICT (project_id, user_id, issue_id, kind) WHERE read_ms = 0
DO UPDATE SET count = notification.count + 1, reason = excluded.reason, action = excluded.action,
              detail = excluded.detail, actor_id = excluded.actor_id, last_ms = excluded.last_ms;

-- # It is on somebody else's desk now, or on nobody's.
-- notification_unassign(issue_id i64)
--   exec
DELETE FROM notification WHERE issue_id = $1 AND kind = 'assigned' AND read_ms = 0;

-- # Unread first, then newest. sort: of the row before, as sort of a row; 0 = from the top.
-- notification_page(user_id i64, unread bool, sort i64, before i64, max i64)
--   many (id i64, sort i64, uuid text, kind text, reason text, action text, detail text, count i64, first_ms i64, last_ms i64, read_ms i64, actor_uuid text?, actor_name text?, project_uuid text, project_name text, issue_uuid text, short_prefix text, short_no i64, title text, status text, level text, followed bool)
SELECT n.id, n.last_ms + CASE WHEN n.read_ms = 0 THEN 4503599627370496 ELSE 0 END AS sort, n.uuid,
       n.kind, n.reason, n.action, n.detail, n.count, n.first_ms, n.last_ms, n.read_ms,
       a.uuid AS actor_uuid, a.name AS actor_name, p.uuid AS project_uuid, p.name AS project_name,
       i.uuid AS issue_uuid, p.short_prefix, i.short_no, i.title, i.status, i.level,
       EXISTS (SELECT 1 FROM issue_follow f WHERE f.issue_id = i.id AND f.user_id = $1) AS followed
FROM notification n
JOIN issue i ON i.id = n.issue_id AND i.deleted_ms = 0
JOIN project p ON p.id = i.project_id
LEFT JOIN user_account a ON a.id = n.actor_id
WHERE n.user_id = $1 AND (NOT $2 OR n.read_ms = 0)
  AND ($3 = 0 OR n.last_ms + CASE WHEN n.read_ms = 0 THEN 4503599627370496 ELSE 0 END < $3
       OR (n.last_ms + CASE WHEN n.read_ms = 0 THEN 4503599627370496 ELSE 0 END = $3
           AND n.id < $4))
ORDER BY 2 DESC, 1 DESC LIMIT $5;

-- notification_counts(user_id i64)
--   one (total i64, unread i64)
SELECT count(*) AS total,
       CAST(COALESCE(sum(CASE WHEN n.read_ms = 0 THEN 1 ELSE 0 END), 0) AS BIGINT) AS unread
FROM notification n JOIN issue i ON i.id = n.issue_id AND i.deleted_ms = 0
WHERE n.user_id = $1;

-- # ids: a JSON list of uuids; issue: a uuid; '' and '[]' leave that out, all takes everything.
-- notification_read(user_id i64, ids text, issue text, all bool, before_ms i64, now_ms i64)
--   exec changed
--@sqlite
UPDATE notification SET read_ms = $6
WHERE user_id = $1 AND read_ms = 0 AND last_ms <= $5
  AND ($4 OR uuid IN (SELECT value FROM json_each($2))
       OR issue_id IN (SELECT id FROM issue WHERE uuid = $3));
--@postgres
UPDATE notification SET read_ms = $6
WHERE user_id = $1 AND read_ms = 0 AND last_ms <= $5
  AND ($4 OR uuid IN (SELECT v FROM json_array_elements_text(CAST($2 AS JSON)) v)
       OR issue_id IN (SELECT id FROM issue WHERE uuid = $3));

-- notification_forget(before_ms i64)
--   exec
DELETE FROM notification WHERE last_ms < $1;

-- # Whose inbox holds more than is kept.
-- notification_crowded(max i64)
--   many (user_id i64, n i64)
SELECT user_id, count(*) AS n FROM notification GROUP BY user_id HAVING count(*) > $1
ORDER BY user_id LIMIT 1000;

-- notification_trim(user_id i64, keep i64)
--   exec
DELETE FROM notification WHERE user_id = $1 AND id NOT IN
    (SELECT id FROM notification WHERE user_id = $1 ORDER BY last_ms DESC, id DESC LIMIT $2);

-- notice_insert(project_id i64, user_id i64, issue_id i64, kind text, reason text, action text, old_value text?, new_value text?, words text, actor_id i64?, now_ms i64)
--   exec
INSERT INTO notice (project_id, user_id, issue_id, kind, reason, action, old_value, new_value,
                    words, actor_id, created_ms)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11);

-- notice_list(user_id i64, issue_id i64)
--   many (id i64, kind text, reason text, action text, old_value text?, new_value text?, words text, actor_name text?, created_ms i64)
SELECT n.id, n.kind, n.reason, n.action, n.old_value, n.new_value, n.words,
       u.name AS actor_name, n.created_ms
FROM notice n LEFT JOIN user_account u ON u.id = n.actor_id
WHERE n.user_id = $1 AND n.issue_id = $2
ORDER BY n.id LIMIT 200;

-- # Up to the last one a mail has told.
-- notice_told(user_id i64, issue_id i64, last_id i64)
--   exec
DELETE FROM notice WHERE user_id = $1 AND issue_id = $2 AND id <= $3;

-- notice_left(user_id i64, issue_id i64)
--   one (n i64)
SELECT count(*) AS n FROM notice WHERE user_id = $1 AND issue_id = $2;

-- notice_forget(before_ms i64)
--   exec
DELETE FROM notice WHERE created_ms < $1;

-- notice_state_get(project_id i64, user_id i64, issue_id i64)
--   maybe (last_mail_ms i64, muted_ms i64, is_followed bool)
SELECT s.last_mail_ms, s.muted_ms,
       EXISTS (SELECT 1 FROM issue_follow f
               WHERE f.issue_id = s.issue_id AND f.user_id = s.user_id) AS is_followed
FROM notice_state s WHERE s.project_id = $1 AND s.user_id = $2 AND s.issue_id = $3;

-- notice_mailed(project_id i64, user_id i64, issue_id i64, now_ms i64)
--   exec
INSERT INTO notice_state (project_id, user_id, issue_id, last_mail_ms) VALUES ($1, $2, $3, $4)
ON CONFLICT (project_id, user_id, issue_id) DO UPDATE SET last_mail_ms = excluded.last_mail_ms;

-- notice_mute(project_id i64, user_id i64, issue_id i64, now_ms i64)
--   exec
INSERT INTO notice_state (project_id, user_id, issue_id, muted_ms) VALUES ($1, $2, $3, $4)
ON CONFLICT (project_id, user_id, issue_id) DO UPDATE SET muted_ms = excluded.muted_ms;

-- notice_unfollow(user_id i64, issue_id i64)
--   exec
DELETE FROM issue_follow WHERE user_id = $1 AND issue_id = $2;

-- notice_drop(user_id i64, issue_id i64)
--   exec
DELETE FROM notice WHERE user_id = $1 AND issue_id = $2;

-- notice_drop_all(user_id i64)
--   exec
DELETE FROM notice WHERE user_id = $1;

-- # What the mail says about its issue and its reader.
-- notice_scene(user_id i64, issue_id i64)
--   maybe (email text, name text, user_status text, user_uuid text, preferences text, issue_uuid text, title text, short_prefix text, short_no i64, status text, level text, culprit text, assignee_id i64?, deleted_ms i64, project_uuid text, project_name text)
SELECT u.email, u.name, u.status AS user_status, u.uuid AS user_uuid, u.preferences,
       i.uuid AS issue_uuid, i.title, p.short_prefix, i.short_no, i.status, i.level, i.culprit,
       i.assigned_to AS assignee_id, i.deleted_ms, p.uuid AS project_uuid, p.name AS project_name
FROM user_account u, issue i JOIN project p ON p.id = i.project_id
WHERE u.id = $1 AND i.id = $2;

-- notify_set_preferences(user_id i64, preferences text)
--   exec
UPDATE user_account SET preferences = $2 WHERE id = $1;
