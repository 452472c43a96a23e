-- deploy_insert(project_id i64, uuid text, version text, commit_sha text?, environment text, url text?, now_ms i64)
--   exec
INSERT INTO deploy (project_id, uuid, version, commit_sha, environment, url, deployed_ms, created_ms)
VALUES ($1, $2, $3, $4, $5, $6, $7, $7);

-- # Those older than the newest 1,000.
-- deploy_forget(project_id i64)
--   exec
DELETE FROM deploy WHERE project_id = $1 AND id <=
    (SELECT id FROM deploy WHERE project_id = $1 ORDER BY id DESC LIMIT 1 OFFSET 1000);

-- deploy_commit_set(project_id i64, version text, commit_sha text, now_ms i64)
--   exec
INSERT INTO release_commit (project_id, version, commit_sha, updated_ms)
VALUES ($1, $2, $3, $4)
ON CONFLICT (project_id, version)
DO UPDATE SET commit_sha = excluded.commit_sha, updated_ms = excluded.updated_ms;

-- deploy_commit_of(project_id i64, version text)
--   maybe (commit_sha text)
SELECT commit_sha FROM release_commit WHERE project_id = $1 AND version = $2;

-- deploy_page(project_id i64, max i64)
--   many (uuid text, version text, commit_sha text?, environment text, url text?, deployed_ms i64, created_ms i64)
SELECT uuid, version, commit_sha, environment, url, deployed_ms, created_ms
FROM deploy WHERE project_id = $1 ORDER BY id DESC LIMIT $2;

-- deploy_between(project_id i64, from_ms i64, until_ms i64)
--   many (version text, environment text, deployed_ms i64)
SELECT version, environment, deployed_ms FROM deploy
WHERE project_id = $1 AND deployed_ms >= $2 AND deployed_ms < $3
ORDER BY deployed_ms DESC, id DESC LIMIT 200;

-- deploy_latest_of(project_id i64, version text)
--   maybe (environment text, deployed_ms i64)
SELECT environment, deployed_ms FROM deploy
WHERE project_id = $1 AND version = $2 ORDER BY deployed_ms DESC, id DESC LIMIT 1;

-- deploy_repository(project_id i64)
--   maybe (provider text, owner text, name text)
SELECT repo_provider AS provider, repo_owner AS owner, repo_name AS name
FROM project WHERE id = $1;
