-- 0012_feedback.sql - what people who met an error, or just use the program, wrote.

CREATE TABLE feedback (
    project_id     BIGINT NOT NULL,
    id             TEXT NOT NULL,                -- uuid (v7): in order of receipt
    received_ms    BIGINT NOT NULL,
    own_id         $BLOB NOT NULL,               -- of the feedback itself: its files hang on it
    event_id       $BLOB NOT NULL,               -- the error it is about; empty = none
    fingerprint_id BIGINT NOT NULL,              -- of that event; 0 = not seen yet, -1 = never
    source         TEXT NOT NULL,                -- user_report, feedback
    name           TEXT NOT NULL,
    email          TEXT NOT NULL,
    comments       TEXT NOT NULL,
    url            TEXT NOT NULL,
    status         TEXT NOT NULL,                -- new, resolved, spam
    version        BIGINT NOT NULL DEFAULT 1,
    updated_ms     BIGINT NOT NULL,
    PRIMARY KEY (project_id, id)
);
CREATE INDEX feedback_own ON feedback (project_id, own_id);
CREATE INDEX feedback_fingerprint ON feedback (project_id, fingerprint_id) WHERE fingerprint_id > 0;
-- Those whose event may still come.
CREATE INDEX feedback_unlinked ON feedback (received_ms) WHERE fingerprint_id = 0;
