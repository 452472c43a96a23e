-- feedback.sql - what people wrote about errors.

-- # Nothing when the project is gone.
-- feedback_insert(project_id i64, id text, received_ms i64, own_id blob, event_id blob, fingerprint_id i64, source text, name text, email text, comments text, url text)
--   exec
INSERT INTO feedback (project_id, id, received_ms, own_id, event_id, fingerprint_id, source, name,
                      email, comments, url, status, updated_ms)
SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 'new', $3
WHERE EXISTS (SELECT 1 FROM project WHERE id = $1);

-- feedback_of_own(project_id i64, own_id blob)
--   many (id text, name text, email text, comments text)
SELECT id, name, email, comments FROM feedback WHERE project_id = $1 AND own_id = $2 LIMIT 100;

-- feedback_page(project_id i64, status text, before text, limit i64)
--   many (id text, received_ms i64, own_id blob, event_id blob, source text, name text, email text, comments text, url text, status text, version i64, updated_ms i64, issue_id text?, issue_title text?)
SELECT f.id, f.received_ms, f.own_id, f.event_id, f.source, f.name, f.email, f.comments, f.url,
       f.status, f.version, f.updated_ms, i.uuid AS issue_id, i.title AS issue_title
FROM feedback f
LEFT JOIN fingerprint p ON p.id = f.fingerprint_id
LEFT JOIN issue i ON i.id = p.issue_id AND i.deleted_ms = 0
WHERE f.project_id = $1 AND ($2 = '' OR f.status = $2) AND ($3 = '' OR f.id < $3)
ORDER BY f.id DESC LIMIT $4;

-- feedback_count(project_id i64, status text, limit i64)
--   one (n i64)
SELECT count(*) AS n FROM
    (SELECT 1 AS x FROM feedback WHERE project_id = $1 AND ($2 = '' OR status = $2) LIMIT $3) c;

-- feedback_get(project_id i64, id text)
--   maybe (id text, received_ms i64, own_id blob, event_id blob, source text, name text, email text, comments text, url text, status text, version i64, updated_ms i64, issue_id text?, issue_title text?)
SELECT f.id, f.received_ms, f.own_id, f.event_id, f.source, f.name, f.email, f.comments, f.url,
       f.status, f.version, f.updated_ms, i.uuid AS issue_id, i.title AS issue_title
FROM feedback f
LEFT JOIN fingerprint p ON p.id = f.fingerprint_id
LEFT JOIN issue i ON i.id = p.issue_id AND i.deleted_ms = 0
WHERE f.project_id = $1 AND f.id = $2;

-- feedback_of_issue(project_id i64, issue_id i64)
--   many (id text, received_ms i64, own_id blob, event_id blob, source text, name text, email text, comments text, url text, status text, version i64, updated_ms i64)
SELECT f.id, f.received_ms, f.own_id, f.event_id, f.source, f.name, f.email, f.comments, f.url,
       f.status, f.version, f.updated_ms
FROM fingerprint p
JOIN feedback f ON f.project_id = $1 AND f.fingerprint_id = p.id
WHERE p.issue_id = $2
ORDER BY f.id DESC LIMIT 100;

-- feedback_status(project_id i64, id text, status text, now_ms i64, version i64?)
--   exec changed
UPDATE feedback SET status = $3, updated_ms = $4, version = version + 1
WHERE project_id = $1 AND id = $2 AND ($5 IS NULL OR version = $5);

-- # In order of receipt, behind the last one that was looked at.
-- feedback_unlinked(since_ms i64, after_id text, limit i64)
--   many (project_id i64, id text, received_ms i64, event_id blob)
SELECT project_id, id, received_ms, event_id FROM feedback
WHERE fingerprint_id = 0 AND (received_ms > $1 OR (received_ms = $1 AND id > $2))
ORDER BY received_ms, id LIMIT $3;

-- feedback_link(project_id i64, id text, fingerprint_id i64)
--   exec
UPDATE feedback SET fingerprint_id = $3 WHERE project_id = $1 AND id = $2;

-- # Their events will not come any more.
-- feedback_give_up(before_ms i64)
--   exec
UPDATE feedback SET fingerprint_id = -1 WHERE fingerprint_id = 0 AND received_ms < $1;

-- feedback_reply_insert(project_id i64, id text, feedback_id text, user_id i64?, body text, now_ms i64)
--   exec
INSERT INTO feedback_reply (project_id, id, feedback_id, user_id, body, created_ms)
VALUES ($1, $2, $3, $4, $5, $6);

-- feedback_replies(project_id i64, feedback_id text)
--   many (id text, user_uuid text?, user_name text?, body text, created_ms i64)
SELECT r.id, u.uuid AS user_uuid, u.name AS user_name, r.body, r.created_ms
FROM feedback_reply r LEFT JOIN user_account u ON u.id = r.user_id
WHERE r.project_id = $1 AND r.feedback_id = $2
ORDER BY r.id LIMIT 200;

-- feedback_project(project_id i64)
--   one (name text)
SELECT name FROM project WHERE id = $1;
