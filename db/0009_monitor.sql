-- 0009_monitor.sql - cron monitors and their check-ins.
--
-- Neither tree grows with what is sent: a monitor and environment keep their newest runs
-- only (a ring, MONITOR_RUNS_KEPT), so these may begin with project and monitor. Every
-- unique key holds project_id.

CREATE TABLE monitor (
    project_id         BIGINT NOT NULL,
    id                 BIGINT NOT NULL,          -- 63 random bits; a UUIDv8 on the wire
    slug               TEXT NOT NULL,
    name               TEXT NOT NULL,
    schedule_kind      TEXT NOT NULL,            -- crontab, interval
    schedule           TEXT NOT NULL,            -- "0 3 * * *", "5 minute"
    timezone           TEXT NOT NULL,            -- IANA
    margin_min         BIGINT NOT NULL,
    max_runtime_min    BIGINT NOT NULL,
    failure_threshold  BIGINT NOT NULL,
    recovery_threshold BIGINT NOT NULL,
    note               TEXT NOT NULL,            -- what is wrong with its configuration
    is_enabled         $BOOL NOT NULL,
    is_muted           $BOOL NOT NULL,
    version            BIGINT NOT NULL DEFAULT 1,
    created_ms         BIGINT NOT NULL,
    updated_ms         BIGINT NOT NULL,
    PRIMARY KEY (project_id, id),
    UNIQUE (project_id, slug)
);

-- How a monitor fares in one environment.
CREATE TABLE monitor_environment (
    project_id     BIGINT NOT NULL,
    monitor_id     BIGINT NOT NULL,
    environment_id BIGINT NOT NULL,
    status         TEXT NOT NULL,                -- waiting, in_progress, ok, error, missed, timeout
    seq            BIGINT NOT NULL,              -- number of its last run
    ok_seq         BIGINT NOT NULL,              -- the last that went well
    failed_seq     BIGINT NOT NULL,              -- the last that was reported as failed
    incident_seq   BIGINT NOT NULL,              -- the failure that opened the issue; 0 = none open
    failures       BIGINT NOT NULL,              -- one after the other, up to now
    successes      BIGINT NOT NULL,              -- since the last failure
    last_ms        BIGINT NOT NULL,              -- of the last check-in
    expected_ms    BIGINT NOT NULL,              -- next run; 0 = none is expected
    late_ms        BIGINT NOT NULL,              -- when it counts as missed
    missed_ms      BIGINT NOT NULL,              -- a missed run that may still come; 0 = none
    PRIMARY KEY (project_id, monitor_id, environment_id)
);
CREATE INDEX monitor_environment_late ON monitor_environment (late_ms) WHERE late_ms > 0;

--@sqlite
CREATE TABLE check_in (
    project_id     BIGINT NOT NULL,
    monitor_id     BIGINT NOT NULL,
    environment_id BIGINT NOT NULL,
    seq            BIGINT NOT NULL,
    check_in_id    BLOB NOT NULL,                -- 16 bytes
    status         TEXT NOT NULL,                -- in_progress, ok, error, missed, timeout
    is_late        BOOLEAN NOT NULL,
    expected_ms    BIGINT NOT NULL,              -- 0 = not known
    started_ms     BIGINT NOT NULL,              -- 0 = never
    finished_ms    BIGINT NOT NULL,              -- 0 = not yet
    duration_ms    BIGINT,
    timeout_ms     BIGINT NOT NULL,              -- 0 = not in progress
    release        TEXT NOT NULL,
    PRIMARY KEY (project_id, monitor_id, environment_id, seq)
) WITHOUT ROWID;
--@postgres
CREATE TABLE check_in (
    project_id     BIGINT NOT NULL,
    monitor_id     BIGINT NOT NULL,
    environment_id BIGINT NOT NULL,
    seq            BIGINT NOT NULL,
    check_in_id    BYTEA NOT NULL,
    status         TEXT NOT NULL,
    is_late        BOOLEAN NOT NULL,
    expected_ms    BIGINT NOT NULL,
    started_ms     BIGINT NOT NULL,
    finished_ms    BIGINT NOT NULL,
    duration_ms    BIGINT,
    timeout_ms     BIGINT NOT NULL,
    release        TEXT NOT NULL,
    PRIMARY KEY (project_id, monitor_id, environment_id, seq)
);
--@all
CREATE INDEX check_in_id ON check_in (project_id, monitor_id, environment_id, check_in_id);
CREATE INDEX check_in_timeout ON check_in (timeout_ms) WHERE timeout_ms > 0;
