-- auth.sql - who a cookie or a token belongs to.

-- auth_session(token_hash blob)
--   maybe (user_id i64, expires_ms i64, uuid text, email text, name text, role text, status text, last_seen_ms i64)
SELECT s.user_id, s.expires_ms, u.uuid, u.email, u.name, u.role, u.status, u.last_seen_ms
FROM session s JOIN user_account u ON u.id = s.user_id
WHERE s.token_hash = $1;

-- auth_session_delete(token_hash blob)
--   exec
DELETE FROM session WHERE token_hash = $1;

-- # A token with whose it is; the user's columns are NULL for project tokens.
-- auth_token(token_hash blob)
--   maybe (id i64, scope text, project_id i64?, permission text, expires_ms i64, last_used_ms i64, user_id i64?, uuid text?, email text?, name text?, role text?, status text?)
SELECT t.id, t.scope, t.project_id, t.permission, t.expires_ms, t.last_used_ms,
       u.id AS user_id, u.uuid, u.email, u.name, u.role, u.status
FROM api_token t LEFT JOIN user_account u ON u.id = t.user_id
WHERE t.token_hash = $1;

-- auth_token_used(id i64, now_ms i64)
--   exec
UPDATE api_token SET last_used_ms = $2 WHERE id = $1;

-- auth_user_seen(id i64, now_ms i64)
--   exec
UPDATE user_account SET last_seen_ms = $2 WHERE id = $1;

-- # What a token may, by its id; the user's columns are NULL for project tokens.
-- auth_token_rights(id i64)
--   maybe (permission text, expires_ms i64, role text?, status text?)
SELECT t.permission, t.expires_ms, u.role, u.status
FROM api_token t LEFT JOIN user_account u ON u.id = t.user_id
WHERE t.id = $1;
