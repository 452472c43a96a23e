-- 0016_comment.sql - what people say about issues, and what they are told.

CREATE TABLE comment (
    id              $ID,
    uuid            TEXT NOT NULL UNIQUE,
    project_id      BIGINT NOT NULL,
    issue_id        BIGINT NOT NULL,
    origin_issue_id BIGINT NOT NULL,             -- goes back by it on unmerge
    parent_id       BIGINT,                      -- the comment it answers
    user_id         BIGINT NOT NULL,
    body            TEXT NOT NULL,               -- Markdown, as written
    version         BIGINT NOT NULL DEFAULT 1,
    created_ms      BIGINT NOT NULL,
    updated_ms      BIGINT NOT NULL
);
CREATE INDEX comment_issue ON comment (issue_id, id);
CREATE INDEX comment_parent ON comment (parent_id) WHERE parent_id IS NOT NULL;

-- The inbox: one unread row of a kind per user and issue; later happenings raise its count.
CREATE TABLE notification (
    id         $ID,
    uuid       TEXT NOT NULL,
    project_id BIGINT NOT NULL,
    user_id    BIGINT NOT NULL,
    issue_id   BIGINT NOT NULL,
    kind       TEXT NOT NULL,                    -- mention, assigned, followed, reopened, …
    reason     TEXT NOT NULL,                    -- why this user: follow, assigned, mention
    action     TEXT NOT NULL,                    -- the last happening, as in the history
    detail     TEXT NOT NULL,                    -- its words
    actor_id   BIGINT,                           -- NULL = the program
    count      BIGINT NOT NULL,
    first_ms   BIGINT NOT NULL,
    last_ms    BIGINT NOT NULL,
    read_ms    BIGINT NOT NULL DEFAULT 0
);
CREATE UNIQUE INDEX notification_unread ON notification (project_id, user_id, issue_id, kind)
    WHERE read_ms = 0;
CREATE INDEX notification_inbox ON notification (user_id, last_ms);
CREATE INDEX notification_old ON notification (last_ms);

-- What a mail still has to tell somebody about an issue; gathered until it goes.
CREATE TABLE notice (
    id         $ID,
    project_id BIGINT NOT NULL,
    user_id    BIGINT NOT NULL,
    issue_id   BIGINT NOT NULL,
    kind       TEXT NOT NULL,
    reason     TEXT NOT NULL,
    action     TEXT NOT NULL,
    old_value  TEXT,
    new_value  TEXT,
    words      TEXT NOT NULL,
    actor_id   BIGINT,
    created_ms BIGINT NOT NULL
);
CREATE INDEX notice_of ON notice (user_id, issue_id, id);

-- When a user was last mailed about an issue, and since when they want none.
CREATE TABLE notice_state (
    project_id   BIGINT NOT NULL,
    user_id      BIGINT NOT NULL,
    issue_id     BIGINT NOT NULL,
    last_mail_ms BIGINT NOT NULL DEFAULT 0,
    muted_ms     BIGINT NOT NULL DEFAULT 0,      -- following again ends it
    PRIMARY KEY (project_id, user_id, issue_id)
);
