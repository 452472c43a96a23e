-- 0041_query.sql - SQL that events tell of, by shape and transaction, and what is wrong with it.
--
-- Neither tree grows with events: a project has PATTERNS_MAX patterns (feature/query/query.h).

CREATE TABLE query_pattern (
    project_id       BIGINT NOT NULL,
    id               BIGINT NOT NULL,         -- 63 random bits; a UUIDv8 on the wire
    query_hash       TEXT NOT NULL,           -- an agent's, or of the shape
    transaction_name TEXT NOT NULL,           -- '' = none
    normalized_query TEXT NOT NULL,
    table_name       TEXT NOT NULL,           -- '' = not known
    event_count      BIGINT NOT NULL,         -- how often it ran
    distinct_events  BIGINT NOT NULL,         -- in so many events
    timed_count      BIGINT NOT NULL,         -- runs whose time is known
    total_us         BIGINT NOT NULL,         -- of those
    max_us           BIGINT NOT NULL,
    is_muted         $BOOL NOT NULL,
    first_seen_ms    BIGINT NOT NULL,
    last_seen_ms     BIGINT NOT NULL,
    PRIMARY KEY (project_id, id),
    UNIQUE (project_id, query_hash, transaction_name)
);
CREATE INDEX query_pattern_seen ON query_pattern (last_seen_ms);

CREATE TABLE query_finding (
    project_id     BIGINT NOT NULL,
    pattern_id     BIGINT NOT NULL,
    kind           TEXT NOT NULL,             -- n_plus_one, slow
    events         BIGINT NOT NULL,           -- that showed it
    last_ms        BIGINT NOT NULL,           -- the last of them
    state          TEXT NOT NULL,             -- watched, open, quiet
    reports        BIGINT NOT NULL,           -- events made of it
    counted        BIGINT NOT NULL,           -- events added to its issue beside those
    fingerprint_id BIGINT NOT NULL,           -- of the last report; 0 = not known yet
    PRIMARY KEY (project_id, pattern_id, kind)
);
CREATE INDEX query_finding_open ON query_finding (last_ms) WHERE state = 'open';
