-- 0022_work.sql - what takes longer than an answer (work.h), and what is dropped unseen.

CREATE TABLE work (
    id         $ID,
    uuid       TEXT NOT NULL UNIQUE,
    kind       TEXT NOT NULL,                    -- who takes the steps
    user_id    BIGINT NOT NULL,                  -- who asked for it
    argument   TEXT NOT NULL,                    -- JSON, its kind's own
    state      TEXT NOT NULL,                    -- JSON, what a step leaves to the next
    status     TEXT NOT NULL,                    -- running, done, failed, stopped
    done       BIGINT NOT NULL,
    total      BIGINT NOT NULL,
    affected   BIGINT NOT NULL,
    skipped    BIGINT NOT NULL,
    undo       TEXT NOT NULL,                    -- token; '' = none
    error      TEXT NOT NULL,
    created_ms BIGINT NOT NULL,
    updated_ms BIGINT NOT NULL,
    ended_ms   BIGINT NOT NULL                   -- 0 = it goes on
);
CREATE INDEX work_ended ON work (ended_ms) WHERE ended_ms > 0;

-- Events of these fingerprints are dropped by the digest (outcome filtered:discarded).
CREATE TABLE discarded_fingerprint (
    project_id BIGINT NOT NULL,
    hash       $BLOB NOT NULL,
    issue_id   BIGINT NOT NULL,                  -- the one they were deleted with
    title      TEXT NOT NULL,
    user_id    BIGINT NOT NULL,                  -- 0 = a token of the project
    created_ms BIGINT NOT NULL,
    PRIMARY KEY (project_id, hash)
);
