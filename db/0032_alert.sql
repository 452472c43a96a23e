-- 0032_alert.sql - alerts: when each rang last for an issue, and what became of it outside.

-- An alert is a row of rule (kind "alert"). Here: its window of each issue.
CREATE TABLE alert_ring (
    project_id BIGINT NOT NULL,
    issue_id   BIGINT NOT NULL,
    rule_id    BIGINT NOT NULL,
    rung_ms    BIGINT NOT NULL,
    PRIMARY KEY (project_id, issue_id, rule_id)
);

-- One message to one recipient; uuid begins with the time.
CREATE TABLE alert_delivery (
    project_id  BIGINT NOT NULL,
    uuid        TEXT NOT NULL,
    rule_id     BIGINT NOT NULL,
    issue_id    BIGINT NOT NULL,              -- 0: a test, before there are issues
    reason      TEXT NOT NULL,                -- new, reopened, regressed, threshold, test
    recipient   TEXT NOT NULL,                -- a mail address, a host
    state       TEXT NOT NULL,                -- waiting, sent, dead
    attempts    BIGINT NOT NULL,
    outbox_uuid TEXT NOT NULL,                -- known once it was tried
    created_ms  BIGINT NOT NULL,
    done_ms     BIGINT NOT NULL,
    PRIMARY KEY (project_id, uuid)
);
CREATE INDEX alert_delivery_rule ON alert_delivery (project_id, rule_id, uuid);
CREATE INDEX alert_delivery_created ON alert_delivery (created_ms);

-- Every try of it.
CREATE TABLE alert_try (
    project_id    BIGINT NOT NULL,
    delivery_uuid TEXT NOT NULL,
    no            BIGINT NOT NULL,             -- 1 = first
    at_ms         BIGINT NOT NULL,
    took_ms       BIGINT NOT NULL,
    status        BIGINT NOT NULL,             -- of HTTP; 0 = there was no answer, or it is mail
    error         TEXT NOT NULL,               -- '' = it was taken
    answer        TEXT NOT NULL,               -- how the answer begins
    PRIMARY KEY (project_id, delivery_uuid, no)
);
