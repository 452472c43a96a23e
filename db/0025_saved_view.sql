-- 0025_saved_view.sql - lists of issues that people keep, and when they last looked.

CREATE TABLE saved_view (
    id         $ID,
    uuid       TEXT NOT NULL UNIQUE,
    owner_id   BIGINT NOT NULL,
    project_id BIGINT,                           -- NULL = all projects
    is_shared  $BOOL NOT NULL,
    name       TEXT NOT NULL,
    q          TEXT NOT NULL,
    since      TEXT NOT NULL,                    -- as the page writes it: 14d
    sort       TEXT NOT NULL,
    columns    TEXT NOT NULL,                    -- JSON list of names
    density    TEXT NOT NULL,
    position   BIGINT NOT NULL,
    version    BIGINT NOT NULL DEFAULT 1,
    created_ms BIGINT NOT NULL,
    updated_ms BIGINT NOT NULL
);
CREATE INDEX saved_view_owner ON saved_view (owner_id);
CREATE INDEX saved_view_shared ON saved_view (project_id) WHERE is_shared;

-- When a person last looked at a list: "since your last visit".
CREATE TABLE user_visit (
    user_id BIGINT NOT NULL,
    scope   TEXT NOT NULL,
    at_ms   BIGINT NOT NULL,
    PRIMARY KEY (user_id, scope)
);
