-- 0006_cluster.sql - processes that share one PostgreSQL, and what they tell each other.

-- One row a process. beat moves while it lives; topics: what the streams open there listen
-- to, a line each.
CREATE TABLE process (
    id         TEXT PRIMARY KEY,
    host       TEXT NOT NULL,
    started_ms BIGINT NOT NULL,
    beat       BIGINT NOT NULL,
    beat_ms    BIGINT NOT NULL,
    topics     TEXT NOT NULL DEFAULT ''
);

-- Messages of the live stream of the last minutes; written only where several processes
-- have to hear them. Ids are handed out and committed in one order.
CREATE TABLE live_log (
    id    $ID,
    at_ms BIGINT NOT NULL,
    topic TEXT NOT NULL,
    text  TEXT NOT NULL
);
