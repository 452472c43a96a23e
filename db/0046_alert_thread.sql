-- 0046_alert_thread.sql - where an alert spoke of an issue first, in a chat that has threads.

CREATE TABLE alert_thread (
    project_id BIGINT NOT NULL,
    issue_id   BIGINT NOT NULL,
    rule_id    BIGINT NOT NULL,
    place      TEXT NOT NULL,                  -- the channel as the alert names it
    channel    TEXT NOT NULL,                  -- as the chat calls it
    ts         TEXT NOT NULL,                  -- of the first message there
    told_ms    BIGINT NOT NULL,                -- last
    PRIMARY KEY (project_id, issue_id, rule_id)
);
