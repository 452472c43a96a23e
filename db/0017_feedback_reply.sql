-- 0017_feedback_reply.sql - what was answered to people who wrote.

CREATE TABLE feedback_reply (
    project_id  BIGINT NOT NULL,
    id          TEXT NOT NULL,                   -- uuid (v7): in order of writing
    feedback_id TEXT NOT NULL,
    user_id     BIGINT,                          -- NULL = a project's token
    body        TEXT NOT NULL,
    created_ms  BIGINT NOT NULL,
    PRIMARY KEY (project_id, id)
);
CREATE INDEX feedback_reply_of ON feedback_reply (project_id, feedback_id, id);
