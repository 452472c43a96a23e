-- group.sql - groups of projects, and everybody's favourites.

-- group_list()
--   many (id i64, uuid text, name text, position i64, slack_webhook_box text, created_ms i64)
SELECT id, uuid, name, position, slack_webhook_box, created_ms FROM project_group
ORDER BY position, name
LIMIT 1000;

-- group_find(uuid text)
--   maybe (id i64, uuid text, name text, position i64, slack_webhook_box text, created_ms i64)
SELECT id, uuid, name, position, slack_webhook_box, created_ms FROM project_group
WHERE uuid = $1;

-- group_by_name(name text)
--   maybe (id i64)
SELECT id FROM project_group WHERE name = $1;

-- group_insert(uuid text, name text, slack_webhook_box text, now_ms i64)
--   exec
INSERT INTO project_group (uuid, name, position, slack_webhook_box, created_ms)
SELECT $1, $2, COALESCE(MAX(position) + 1, 0), $3, $4 FROM project_group;

-- group_update(id i64, name text, slack_webhook_box text)
--   exec
UPDATE project_group SET name = $2, slack_webhook_box = $3 WHERE id = $1;

-- group_empty(id i64)
--   exec
UPDATE project SET group_id = NULL WHERE group_id = $1;

-- group_delete(id i64)
--   exec
DELETE FROM project_group WHERE id = $1;

-- favorite_list(user_id i64, sees_all bool, visible text)
--   many (uuid text)
--@sqlite
SELECT p.uuid FROM project_favorite f JOIN project p ON p.id = f.project_id
WHERE f.user_id = $1 AND ($2 OR p.id IN (SELECT value FROM json_each($3)))
ORDER BY p.position, p.id
LIMIT 10000;
--@postgres
SELECT p.uuid FROM project_favorite f JOIN project p ON p.id = f.project_id
WHERE f.user_id = $1
  AND ($2 OR p.id IN (SELECT CAST(value AS BIGINT) FROM json_array_elements_text(CAST($3 AS json))))
ORDER BY p.position, p.id
LIMIT 10000;

-- favorite_add(user_id i64, project_id i64)
--   exec
INSERT INTO project_favorite (user_id, project_id) VALUES ($1, $2)
ON CONFLICT (user_id, project_id) DO NOTHING;

-- favorite_remove(user_id i64, project_id i64)
--   exec
DELETE FROM project_favorite WHERE user_id = $1 AND project_id = $2;

-- group_webhook_of(project_id i64)
--   maybe (slack_webhook_box text)
SELECT g.slack_webhook_box FROM project p JOIN project_group g ON g.id = p.group_id
WHERE p.id = $1;
