-- 0010_session.sql - release health.
--
-- Sessions are counted, never kept: a row per hour, release and environment, and one per
-- release and environment over all hours. What must be counted once, distinct users and
-- sessions with an error, are sketches (feature/stats/sketch.h).

--@sqlite
CREATE TABLE session_hour (
    hour           BIGINT NOT NULL,              -- in which the session began
    project_id     BIGINT NOT NULL,
    release_id     BIGINT NOT NULL,
    environment_id BIGINT NOT NULL,              -- 0 = none
    started        BIGINT NOT NULL,
    crashed        BIGINT NOT NULL,
    abnormal       BIGINT NOT NULL,
    unhandled      BIGINT NOT NULL,
    bad            BIGINT NOT NULL,              -- errored in any way, of sums that clients sent
    users          BLOB NOT NULL,
    bad_ids        BLOB NOT NULL,                -- errored in any way, by session id
    PRIMARY KEY (hour, project_id, release_id, environment_id)
) WITHOUT ROWID;
--@postgres
CREATE TABLE session_hour (
    hour           BIGINT NOT NULL,
    project_id     BIGINT NOT NULL,
    release_id     BIGINT NOT NULL,
    environment_id BIGINT NOT NULL,
    started        BIGINT NOT NULL,
    crashed        BIGINT NOT NULL,
    abnormal       BIGINT NOT NULL,
    unhandled      BIGINT NOT NULL,
    bad            BIGINT NOT NULL,
    users          BYTEA NOT NULL,
    bad_ids        BYTEA NOT NULL,
    PRIMARY KEY (hour, project_id, release_id, environment_id)
) WITH (fillfactor = 80);
--@all

CREATE TABLE release_health (
    project_id     BIGINT NOT NULL,
    release_id     BIGINT NOT NULL,
    environment_id BIGINT NOT NULL,
    started        BIGINT NOT NULL,
    crashed        BIGINT NOT NULL,
    abnormal       BIGINT NOT NULL,
    unhandled      BIGINT NOT NULL,
    bad            BIGINT NOT NULL,
    last_ms        BIGINT NOT NULL,
    users          $BLOB NOT NULL,
    bad_ids        $BLOB NOT NULL,
    PRIMARY KEY (project_id, release_id, environment_id)
);

-- New issues of a release; an issue's first release never changes.
CREATE INDEX issue_first_release ON issue (project_id, first_release);
