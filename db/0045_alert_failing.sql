-- 0042_alert_failing.sql - alerts whose messages are not taken.

-- Since its first failure after a success; gone with the next success.
CREATE TABLE alert_failing (
    project_id BIGINT NOT NULL,
    rule_id    BIGINT NOT NULL,
    since_ms   BIGINT NOT NULL,
    told_ms    BIGINT NOT NULL,                -- admins were told then; 0 = not yet
    error      TEXT NOT NULL,                  -- of the last try
    PRIMARY KEY (project_id, rule_id)
);
