-- 0037_deploy.sql - deploys: when a version went live, where, and made of which commit.

CREATE TABLE deploy (
    id          $ID,
    uuid        TEXT NOT NULL UNIQUE,
    project_id  BIGINT NOT NULL,
    version     TEXT NOT NULL,                -- as sent
    commit_sha  TEXT,
    environment TEXT NOT NULL,
    url         TEXT,
    deployed_ms BIGINT NOT NULL,
    created_ms  BIGINT NOT NULL
);
CREATE INDEX deploy_project ON deploy (project_id, id);
CREATE INDEX deploy_version ON deploy (project_id, version, deployed_ms);
CREATE INDEX deploy_time ON deploy (project_id, deployed_ms);

-- The commit a version was made of, as the last deploy that named one said.
CREATE TABLE release_commit (
    project_id BIGINT NOT NULL,
    version    TEXT NOT NULL,
    commit_sha TEXT NOT NULL,
    updated_ms BIGINT NOT NULL,
    PRIMARY KEY (project_id, version)
);
