-- 0019_erasure.sql - what is known of one end user is taken out of a project.

CREATE TABLE erasure (
    id             $ID,
    uuid           TEXT NOT NULL UNIQUE,
    project_id     BIGINT NOT NULL,
    value_box      TEXT NOT NULL,                -- sealed; '' once all is done
    phase          TEXT NOT NULL,                -- events, latest, feedback, templates, waiting, done
    segment        BIGINT NOT NULL DEFAULT 0,    -- how far the phase is
    fingerprint_id BIGINT NOT NULL DEFAULT 0,
    ordinal        BIGINT NOT NULL DEFAULT -1,
    searched       BIGINT NOT NULL DEFAULT 0,
    events         BIGINT NOT NULL DEFAULT 0,
    files          BIGINT NOT NULL DEFAULT 0,
    feedback       BIGINT NOT NULL DEFAULT 0,
    due_ms         BIGINT NOT NULL,              -- waiting: when it goes on
    created_ms     BIGINT NOT NULL,
    done_ms        BIGINT NOT NULL DEFAULT 0
);
CREATE INDEX erasure_open ON erasure (due_ms) WHERE done_ms = 0;
CREATE INDEX erasure_project ON erasure (project_id, id);

-- Documents of theirs that others are compressed with: taken out when no digest packs with
-- them any more.
CREATE TABLE erasure_template (
    erasure_id     BIGINT NOT NULL,
    project_id     BIGINT NOT NULL,
    exemplar_id    BIGINT NOT NULL,
    fingerprint_id BIGINT NOT NULL,
    due_ms         BIGINT NOT NULL,
    PRIMARY KEY (erasure_id, exemplar_id)
);
