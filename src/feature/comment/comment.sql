-- comment.sql - what people say about issues.

-- comment_list(issue_id i64)
--   many (uuid text, parent_uuid text?, user_uuid text?, user_name text?, user_email text?, user_avatar text?, body text, version i64, created_ms i64, updated_ms i64)
SELECT c.uuid, p.uuid AS parent_uuid, u.uuid AS user_uuid, u.name AS user_name,
       u.email AS user_email, u.avatar_url AS user_avatar, c.body, c.version, c.created_ms,
       c.updated_ms
FROM comment c
LEFT JOIN comment p ON p.id = c.parent_id
LEFT JOIN user_account u ON u.id = c.user_id
WHERE c.issue_id = $1
ORDER BY c.created_ms, c.id LIMIT 10000;

-- comment_get(issue_id i64, uuid text)
--   maybe (id i64, uuid text, parent_id i64?, parent_uuid text?, user_id i64, user_uuid text?, user_name text?, user_email text?, user_avatar text?, body text, version i64, created_ms i64, updated_ms i64)
SELECT c.id, c.uuid, c.parent_id, p.uuid AS parent_uuid, c.user_id, u.uuid AS user_uuid,
       u.name AS user_name, u.email AS user_email, u.avatar_url AS user_avatar, c.body, c.version,
       c.created_ms, c.updated_ms
FROM comment c
LEFT JOIN comment p ON p.id = c.parent_id
LEFT JOIN user_account u ON u.id = c.user_id
WHERE c.issue_id = $1 AND c.uuid = $2;

-- comment_insert(uuid text, project_id i64, issue_id i64, parent_id i64?, user_id i64, body text, now_ms i64)
--   exec
INSERT INTO comment (uuid, project_id, issue_id, origin_issue_id, parent_id, user_id, body,
                     created_ms, updated_ms)
VALUES ($1, $2, $3, $3, $4, $5, $6, $7, $7);

-- comment_set_body(id i64, body text, now_ms i64, version i64?)
--   exec changed
UPDATE comment SET body = $2, updated_ms = $3, version = version + 1
WHERE id = $1 AND ($4 IS NULL OR version = $4);

-- # Answers to it stand for themselves from then on.
-- comment_orphan(parent_id i64)
--   exec
UPDATE comment SET parent_id = NULL WHERE parent_id = $1;

-- comment_delete(id i64)
--   exec
DELETE FROM comment WHERE id = $1;

-- # Who can sign in and has this name or address; or, when there is one only, an address
-- # that begins with it: what GoSnag's page puts into a text.
-- comment_mentioned(uuid text, name text, folded text)
--   many (id i64, is_exact bool)
SELECT id, uuid = $1 OR name = $2 OR email_folded = $3 AS is_exact FROM user_account
WHERE status = 'active'
  AND (uuid = $1 OR name = $2 OR email_folded = $3
       OR substr(email_folded, 1, length($3) + 1) = $3 || '@')
ORDER BY is_exact DESC, id LIMIT 10;

-- comment_follow(user_id i64, issue_id i64, now_ms i64)
--   exec
INSERT INTO issue_follow (user_id, issue_id, created_ms) VALUES ($1, $2, $3)
ON CONFLICT (user_id, issue_id) DO NOTHING;

-- comment_issue(issue_id i64)
--   one (version i64, comments i64)
SELECT i.version, (SELECT count(*) FROM comment c WHERE c.issue_id = i.id) AS comments
FROM issue i WHERE i.id = $1;
