-- token.sql - API tokens: personal (scope global) and of a project.

-- token_insert(uuid text, token_hash blob, name text, scope text, project_id i64?, user_id i64?, created_by i64?, permission text, now_ms i64, expires_ms i64)
--   exec
INSERT INTO api_token (uuid, token_hash, name, scope, project_id, user_id, created_by, permission,
                       created_ms, expires_ms)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10);

-- token_list_user(user_id i64)
--   many (uuid text, name text, permission text, created_ms i64, expires_ms i64, last_used_ms i64)
SELECT uuid, name, permission, created_ms, expires_ms, last_used_ms FROM api_token
WHERE user_id = $1 AND scope = 'global'
ORDER BY created_ms DESC, id DESC
LIMIT 1000;

-- token_list_project(project_id i64)
--   many (uuid text, name text, permission text, created_ms i64, expires_ms i64, last_used_ms i64)
SELECT uuid, name, permission, created_ms, expires_ms, last_used_ms FROM api_token
WHERE project_id = $1 AND scope = 'project'
ORDER BY created_ms DESC, id DESC
LIMIT 1000;

-- # How long the token lives that makes another.
-- token_expiry(id i64)
--   maybe (expires_ms i64)
SELECT expires_ms FROM api_token WHERE id = $1;

-- token_delete_user(uuid text, user_id i64)
--   exec changed
DELETE FROM api_token WHERE uuid = $1 AND user_id = $2 AND scope = 'global';

-- token_delete_project(uuid text, project_id i64)
--   exec changed
DELETE FROM api_token WHERE uuid = $1 AND project_id = $2 AND scope = 'project';
