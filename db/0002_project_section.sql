-- 0002_project_section.sql - what a project takes: settings in sections, limits of keys.

-- Settings of a project that came after the row `project`: one JSON object a section
-- ("filters", "limits", "scrubbing"); no row = the defaults.
CREATE TABLE project_section (
    project_id BIGINT NOT NULL,
    name       TEXT NOT NULL,
    version    BIGINT NOT NULL,
    body       TEXT NOT NULL,
    updated_ms BIGINT NOT NULL,
    PRIMARY KEY (project_id, name)
);

-- Requests a key may send; 0 = no limit of its own.
ALTER TABLE project_key ADD COLUMN per_minute BIGINT NOT NULL DEFAULT 0;
ALTER TABLE project_key ADD COLUMN per_hour BIGINT NOT NULL DEFAULT 0;
ALTER TABLE project_key ADD COLUMN per_day BIGINT NOT NULL DEFAULT 0;
