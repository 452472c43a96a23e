-- 0001_init.sql - the schema. Laws and measurements: docs/architecture.md ("Store").
--
-- $ID    a number the store hands out         $BLOB bytes        $BOOL truth
-- *_ms   milliseconds since 1970 UTC           hour, day: whole ones since 1970 UTC
--
-- Low-volume objects have an integer id inside and a uuid (v7) on the wire.
-- High-volume tables begin with something that grows with time, and every unique
-- key of theirs holds project_id.

CREATE TABLE meta (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
);

-- People ---------------------------------------------------------------------

CREATE TABLE user_account (
    id            $ID,
    uuid          TEXT NOT NULL UNIQUE,
    email         TEXT NOT NULL,
    email_folded  TEXT NOT NULL UNIQUE,
    name          TEXT NOT NULL,
    role          TEXT NOT NULL,                 -- admin, member, viewer
    status        TEXT NOT NULL,                 -- invited, active, disabled
    avatar_url    TEXT NOT NULL DEFAULT '',
    google_id     TEXT,
    password_hash TEXT,                          -- argon2id, PHC string
    preferences   TEXT NOT NULL DEFAULT '{}',    -- JSON, the page's own
    created_ms    BIGINT NOT NULL,
    updated_ms    BIGINT NOT NULL,
    last_seen_ms  BIGINT NOT NULL DEFAULT 0
);

CREATE TABLE session (
    token_hash $BLOB PRIMARY KEY,                -- SHA-256 of the cookie
    user_id    BIGINT NOT NULL,
    created_ms BIGINT NOT NULL,
    expires_ms BIGINT NOT NULL,
    user_agent TEXT NOT NULL,
    address    TEXT NOT NULL
);
CREATE INDEX session_by_user ON session (user_id);
CREATE INDEX session_expires ON session (expires_ms);

-- Links that work once: setup, invite, reset.
CREATE TABLE one_time_link (
    token_hash $BLOB PRIMARY KEY,
    kind       TEXT NOT NULL,
    user_id    BIGINT,                           -- NULL for setup
    created_ms BIGINT NOT NULL,
    expires_ms BIGINT NOT NULL
);

CREATE TABLE api_token (
    id           $ID,
    uuid         TEXT NOT NULL UNIQUE,
    token_hash   $BLOB NOT NULL UNIQUE,
    name         TEXT NOT NULL,
    scope        TEXT NOT NULL,                  -- global, project
    project_id   BIGINT,
    user_id      BIGINT,                         -- whose it is; NULL for project tokens
    created_by   BIGINT,
    permission   TEXT NOT NULL,                  -- read, readwrite
    created_ms   BIGINT NOT NULL,
    expires_ms   BIGINT NOT NULL DEFAULT 0,      -- 0 = never
    last_used_ms BIGINT NOT NULL DEFAULT 0
);
CREATE INDEX api_token_user ON api_token (user_id);
CREATE INDEX api_token_project ON api_token (project_id);

-- Projects -------------------------------------------------------------------

CREATE TABLE project_group (
    id                $ID,
    uuid              TEXT NOT NULL UNIQUE,
    name              TEXT NOT NULL UNIQUE,
    position          BIGINT NOT NULL,
    slack_webhook_box TEXT NOT NULL DEFAULT '',  -- sealed
    created_ms        BIGINT NOT NULL
);

CREATE TABLE project (
    id                       $ID,                -- numeric_id, the one in the DSN
    uuid                     TEXT NOT NULL UNIQUE,
    name                     TEXT NOT NULL,
    slug                     TEXT NOT NULL UNIQUE,
    short_prefix             TEXT NOT NULL UNIQUE,
    short_next               BIGINT NOT NULL DEFAULT 1,
    position                 BIGINT NOT NULL DEFAULT 0,
    group_id                 BIGINT,
    icon                     TEXT NOT NULL DEFAULT '',
    color                    TEXT NOT NULL DEFAULT '',
    default_cooldown_minutes BIGINT NOT NULL DEFAULT 30,
    warning_as_error         $BOOL NOT NULL,
    max_events_per_issue     BIGINT NOT NULL DEFAULT 1000, -- stored rows; negative = unlimited
    max_info_issues          BIGINT NOT NULL DEFAULT 0,
    error_grouping_mode      TEXT NOT NULL DEFAULT 'normal',
    warning_grouping_mode    TEXT NOT NULL DEFAULT 'normal',
    info_grouping_mode       TEXT NOT NULL DEFAULT 'normal',
    issue_display_mode       TEXT NOT NULL DEFAULT 'classic',
    workflow_mode            TEXT NOT NULL DEFAULT 'simple',
    framework                TEXT NOT NULL DEFAULT 'generic',
    route_grouping_enabled   $BOOL NOT NULL,
    jira_base_url            TEXT NOT NULL DEFAULT '',
    jira_email               TEXT NOT NULL DEFAULT '',
    jira_api_token_box       TEXT NOT NULL DEFAULT '',
    jira_project_key         TEXT NOT NULL DEFAULT '',
    jira_issue_type          TEXT NOT NULL DEFAULT 'Bug',
    github_token_box         TEXT NOT NULL DEFAULT '',
    github_owner             TEXT NOT NULL DEFAULT '',
    github_repo              TEXT NOT NULL DEFAULT '',
    github_labels            TEXT NOT NULL DEFAULT 'bug',
    repo_provider            TEXT NOT NULL DEFAULT '',
    repo_owner               TEXT NOT NULL DEFAULT '',
    repo_name                TEXT NOT NULL DEFAULT '',
    repo_default_branch      TEXT NOT NULL DEFAULT 'main',
    repo_token_box           TEXT NOT NULL DEFAULT '',
    repo_path_strip          TEXT NOT NULL DEFAULT '',
    ai_enabled               $BOOL NOT NULL,
    ai_merge_suggestions     $BOOL NOT NULL,
    ai_auto_merge            $BOOL NOT NULL,
    ai_anomaly_detection     $BOOL NOT NULL,
    ai_ticket_description    $BOOL NOT NULL,
    ai_root_cause            $BOOL NOT NULL,
    ai_triage                $BOOL NOT NULL,
    ai_model                 TEXT NOT NULL DEFAULT '',
    stacktrace_rules         TEXT NOT NULL DEFAULT '{}',   -- JSON
    analysis_db_enabled      $BOOL NOT NULL,
    analysis_db_driver       TEXT NOT NULL DEFAULT '',
    analysis_db_dsn_box      TEXT NOT NULL DEFAULT '',
    analysis_db_name         TEXT NOT NULL DEFAULT '',
    analysis_db_schema       TEXT NOT NULL DEFAULT '',
    analysis_db_notes        TEXT NOT NULL DEFAULT '',
    version                  BIGINT NOT NULL DEFAULT 1,
    last_event_ms            BIGINT NOT NULL DEFAULT 0,
    created_ms               BIGINT NOT NULL,
    updated_ms               BIGINT NOT NULL
);

-- Slugs and short prefixes, today's and former ones: they keep resolving and are never
-- given to another project. kind: slug, prefix.
CREATE TABLE project_alias (
    kind       TEXT NOT NULL,
    name       TEXT NOT NULL,
    project_id BIGINT NOT NULL,
    PRIMARY KEY (kind, name)
);

CREATE TABLE project_key (
    id           $ID,
    uuid         TEXT NOT NULL UNIQUE,
    project_id   BIGINT NOT NULL,
    public_key   TEXT NOT NULL UNIQUE,           -- 32 hex
    label        TEXT NOT NULL,
    is_enabled   $BOOL NOT NULL,
    created_ms   BIGINT NOT NULL,
    last_used_ms BIGINT NOT NULL DEFAULT 0
);
CREATE INDEX project_key_project ON project_key (project_id);

CREATE TABLE project_favorite (
    user_id    BIGINT NOT NULL,
    project_id BIGINT NOT NULL,
    PRIMARY KEY (user_id, project_id)
);

-- Small dictionaries that event rows point into.
CREATE TABLE environment (
    id         $ID,
    project_id BIGINT NOT NULL,
    name       TEXT NOT NULL,
    UNIQUE (project_id, name)
);

CREATE TABLE release (
    id            $ID,
    uuid          TEXT NOT NULL UNIQUE,
    project_id    BIGINT NOT NULL,
    version       TEXT NOT NULL,
    first_seen_ms BIGINT NOT NULL,
    last_seen_ms  BIGINT NOT NULL,
    UNIQUE (project_id, version)
);

-- Issues ---------------------------------------------------------------------

-- An issue is a set of 1 to 200 fingerprints; its figures are their sums. Narrow columns
-- that lists sort and filter by.
CREATE TABLE issue (
    id                       $ID,
    uuid                     TEXT NOT NULL UNIQUE,
    project_id               BIGINT NOT NULL,
    short_no                 BIGINT NOT NULL,    -- SHOP-42
    title                    TEXT NOT NULL,
    title_folded             TEXT NOT NULL,      -- for case-blind search
    type                     TEXT NOT NULL,      -- exception type, "" for messages
    culprit                  TEXT NOT NULL,
    location                 TEXT NOT NULL,
    level                    TEXT NOT NULL,
    platform                 TEXT NOT NULL,
    is_unhandled             $BOOL NOT NULL,
    status                   TEXT NOT NULL,      -- open, resolved, reopened, ignored, snoozed
    priority                 BIGINT NOT NULL DEFAULT 50,
    first_seen_ms            BIGINT NOT NULL,
    last_seen_ms             BIGINT NOT NULL,
    last_seen_minute         BIGINT NOT NULL,    -- what the index sorts by
    event_count              BIGINT NOT NULL,
    stored_count             BIGINT NOT NULL,
    user_count               BIGINT NOT NULL,
    trend                    BIGINT NOT NULL DEFAULT 0, -- percent, 24 h against the 24 h before
    first_release            TEXT NOT NULL,
    last_release             TEXT NOT NULL,
    assigned_to              BIGINT,
    resolved_ms              BIGINT NOT NULL DEFAULT 0,
    cooldown_until_ms        BIGINT NOT NULL DEFAULT 0,
    resolved_in_release      TEXT,
    snooze_until_ms          BIGINT NOT NULL DEFAULT 0,
    snooze_event_threshold   BIGINT,
    snooze_events_at_start   BIGINT NOT NULL DEFAULT 0,
    jira_ticket_key          TEXT,
    jira_ticket_url          TEXT,
    github_issue_number      BIGINT,
    github_issue_url         TEXT,
    merged_into              BIGINT,             -- the survivor; reads are led there
    deleted_ms               BIGINT NOT NULL DEFAULT 0,
    version                  BIGINT NOT NULL DEFAULT 1,
    created_ms               BIGINT NOT NULL,
    updated_ms               BIGINT NOT NULL,
    UNIQUE (project_id, short_no)
);
CREATE INDEX issue_recent ON issue (project_id, last_seen_minute);
CREATE INDEX issue_all_recent ON issue (last_seen_minute);
CREATE INDEX issue_first_seen ON issue (project_id, first_seen_ms);
-- Figures of the project list and of people's desks, from the index alone.
CREATE INDEX issue_figures ON issue (project_id, status, level, deleted_ms, merged_into)
    WHERE merged_into IS NULL AND deleted_ms = 0;
CREATE INDEX issue_assigned ON issue (assigned_to, status) WHERE assigned_to IS NOT NULL;

-- A hash picks the fingerprint, the fingerprint the issue. Events are keyed by it and are
-- never re-keyed: merge points issue_id elsewhere, unmerge back to home_issue_id.
CREATE TABLE fingerprint (
    id                $ID,
    project_id        BIGINT NOT NULL,
    hash              $BLOB NOT NULL,            -- 16 bytes
    grouping_version  BIGINT NOT NULL,
    issue_id          BIGINT NOT NULL,
    home_issue_id     BIGINT NOT NULL,
    exemplar_id       BIGINT,
    first_seen_ms     BIGINT NOT NULL,
    last_seen_ms      BIGINT NOT NULL,
    event_count       BIGINT NOT NULL,           -- accepted
    stored_count      BIGINT NOT NULL,           -- rows in event
    UNIQUE (project_id, hash)
);
CREATE INDEX fingerprint_issue ON fingerprint (issue_id);

-- A row the first time an issue shows a tag value (not for high-cardinality keys).
CREATE TABLE issue_tag (
    project_id BIGINT NOT NULL,
    key        TEXT NOT NULL,
    value      TEXT NOT NULL,
    issue_id   BIGINT NOT NULL,
    PRIMARY KEY (project_id, key, value, issue_id)
);
CREATE INDEX issue_tag_issue ON issue_tag (issue_id);

-- What people and rules put on an issue by hand.
CREATE TABLE issue_label (
    issue_id   BIGINT NOT NULL,
    key        TEXT NOT NULL,
    value      TEXT NOT NULL,
    uuid       TEXT NOT NULL UNIQUE,
    created_ms BIGINT NOT NULL,
    PRIMARY KEY (issue_id, key, value)
);

CREATE TABLE issue_follow (
    user_id    BIGINT NOT NULL,
    issue_id   BIGINT NOT NULL,
    created_ms BIGINT NOT NULL,
    PRIMARY KEY (user_id, issue_id)
);
CREATE INDEX issue_follow_issue ON issue_follow (issue_id);

CREATE TABLE issue_activity (
    id              $ID,
    uuid            TEXT NOT NULL UNIQUE,
    project_id      BIGINT NOT NULL,
    issue_id        BIGINT NOT NULL,
    origin_issue_id BIGINT NOT NULL,             -- goes back by it on unmerge
    user_id         BIGINT,
    action          TEXT NOT NULL,
    old_value       TEXT,
    new_value       TEXT,
    metadata        TEXT,                        -- JSON
    created_ms      BIGINT NOT NULL
);
CREATE INDEX issue_activity_issue ON issue_activity (issue_id, id);

-- Events (high volume) -------------------------------------------------------

-- event.id = segment << 16 | ordinal. A segment ends at 65,536 events or with the UTC day.
CREATE TABLE segment (
    id        $ID,
    day       BIGINT NOT NULL,                   -- of receipt
    first_ms  BIGINT NOT NULL,
    last_ms   BIGINT NOT NULL,
    events    BIGINT NOT NULL,
    bytes     BIGINT NOT NULL,
    is_closed $BOOL NOT NULL
);

CREATE TABLE exemplar (
    id             $ID,
    project_id     BIGINT NOT NULL,
    fingerprint_id BIGINT NOT NULL,
    payload        $BLOB NOT NULL,               -- zstd, no prefix
    created_ms     BIGINT NOT NULL,
    last_segment   BIGINT NOT NULL               -- goes when this segment goes
);

--@sqlite
CREATE TABLE event (
    id             INTEGER PRIMARY KEY,
    project_id     BIGINT NOT NULL,
    fingerprint_id BIGINT NOT NULL,
    exemplar_id    BIGINT NOT NULL,              -- 0 = packed without prefix
    received_ms    BIGINT NOT NULL,
    timestamp_delta_ms BIGINT NOT NULL,          -- received_ms - timestamp
    level          BIGINT NOT NULL,              -- enum event_level
    environment_id BIGINT NOT NULL,              -- 0 = none
    release_id     BIGINT NOT NULL,              -- 0 = none
    user_hash      BIGINT NOT NULL,              -- 0 = none
    flags          BIGINT NOT NULL,
    payload        BLOB NOT NULL
);
-- Every accepted event. place >= 0: ordinal of the stored row; < 0: minus the id of the
-- fingerprint it was only counted for.
CREATE TABLE event_key (
    segment    BIGINT NOT NULL,
    project_id BIGINT NOT NULL,
    event_id   BLOB NOT NULL,
    place      BIGINT NOT NULL,
    PRIMARY KEY (segment, project_id, event_id)
) WITHOUT ROWID;
CREATE TABLE event_fingerprint (
    segment        BIGINT NOT NULL,
    project_id     BIGINT NOT NULL,
    fingerprint_id BIGINT NOT NULL,
    ordinal        BIGINT NOT NULL,
    PRIMARY KEY (segment, project_id, fingerprint_id, ordinal)
) WITHOUT ROWID;
CREATE TABLE fingerprint_hour (
    hour           BIGINT NOT NULL,
    project_id     BIGINT NOT NULL,
    fingerprint_id BIGINT NOT NULL,
    events         BIGINT NOT NULL,
    PRIMARY KEY (hour, project_id, fingerprint_id)
) WITHOUT ROWID;
CREATE TABLE project_hour (
    hour       BIGINT NOT NULL,
    project_id BIGINT NOT NULL,
    level      BIGINT NOT NULL,
    accepted   BIGINT NOT NULL,
    stored     BIGINT NOT NULL,
    PRIMARY KEY (hour, project_id, level)
) WITHOUT ROWID;
CREATE TABLE outcome_hour (
    hour       BIGINT NOT NULL,
    project_id BIGINT NOT NULL,
    category   TEXT NOT NULL,
    reason     TEXT NOT NULL,
    quantity   BIGINT NOT NULL,
    PRIMARY KEY (hour, project_id, category, reason)
) WITHOUT ROWID;
CREATE TABLE stat_log (
    segment BIGINT NOT NULL,
    seq     BIGINT NOT NULL,
    deltas  BLOB NOT NULL,
    PRIMARY KEY (segment, seq)
) WITHOUT ROWID;
--@postgres
CREATE TABLE event (
    id             BIGINT NOT NULL,
    day            BIGINT NOT NULL,
    project_id     BIGINT NOT NULL,
    fingerprint_id BIGINT NOT NULL,
    exemplar_id    BIGINT NOT NULL,
    received_ms    BIGINT NOT NULL,
    timestamp_delta_ms BIGINT NOT NULL,
    level          BIGINT NOT NULL,
    environment_id BIGINT NOT NULL,
    release_id     BIGINT NOT NULL,
    user_hash      BIGINT NOT NULL,
    flags          BIGINT NOT NULL,
    payload        BYTEA NOT NULL,
    PRIMARY KEY (day, project_id, id)
) PARTITION BY RANGE (day);
CREATE TABLE event_key (
    day        BIGINT NOT NULL,
    segment    BIGINT NOT NULL,
    project_id BIGINT NOT NULL,
    event_id   BYTEA NOT NULL,
    place      BIGINT NOT NULL,
    PRIMARY KEY (day, project_id, event_id)
) PARTITION BY RANGE (day);
CREATE TABLE event_fingerprint (
    day            BIGINT NOT NULL,
    segment        BIGINT NOT NULL,
    project_id     BIGINT NOT NULL,
    fingerprint_id BIGINT NOT NULL,
    ordinal        BIGINT NOT NULL,
    PRIMARY KEY (day, segment, project_id, fingerprint_id, ordinal)
) PARTITION BY RANGE (day);
CREATE TABLE fingerprint_hour (
    hour           BIGINT NOT NULL,
    project_id     BIGINT NOT NULL,
    fingerprint_id BIGINT NOT NULL,
    events         BIGINT NOT NULL,
    PRIMARY KEY (hour, project_id, fingerprint_id)
) WITH (fillfactor = 80);
CREATE TABLE project_hour (
    hour       BIGINT NOT NULL,
    project_id BIGINT NOT NULL,
    level      BIGINT NOT NULL,
    accepted   BIGINT NOT NULL,
    stored     BIGINT NOT NULL,
    PRIMARY KEY (hour, project_id, level)
) WITH (fillfactor = 80);
CREATE TABLE outcome_hour (
    hour       BIGINT NOT NULL,
    project_id BIGINT NOT NULL,
    category   TEXT NOT NULL,
    reason     TEXT NOT NULL,
    quantity   BIGINT NOT NULL,
    PRIMARY KEY (hour, project_id, category, reason)
) WITH (fillfactor = 80);
CREATE TABLE stat_log (
    segment BIGINT NOT NULL,
    seq     BIGINT NOT NULL,
    deltas  BYTEA NOT NULL,
    PRIMARY KEY (segment, seq)
);
-- Makes the partitions of one day where they are missing.
CREATE FUNCTION make_partitions(for_day BIGINT) RETURNS BIGINT LANGUAGE plpgsql AS '
DECLARE
    parent TEXT;
BEGIN
    PERFORM pg_advisory_xact_lock(7305804, 1);
    FOREACH parent IN ARRAY ARRAY[''event'', ''event_key'', ''event_fingerprint''] LOOP
        EXECUTE format(''CREATE TABLE IF NOT EXISTS %I PARTITION OF %I FOR VALUES FROM (%s) TO (%s)'',
                       parent || ''_d'' || for_day, parent, for_day, for_day + 1);
    END LOOP;
    RETURN for_day;
END
';
ALTER TABLE issue SET (fillfactor = 80);
ALTER TABLE fingerprint SET (fillfactor = 80);
--@all

-- The newest event of a fingerprint that is over its cap (overwritten).
CREATE TABLE fingerprint_latest (
    fingerprint_id BIGINT PRIMARY KEY,
    project_id     BIGINT NOT NULL,
    event_id       $BLOB NOT NULL,
    received_ms    BIGINT NOT NULL,
    timestamp_delta_ms BIGINT NOT NULL,
    level          BIGINT NOT NULL,
    environment_id BIGINT NOT NULL,
    release_id     BIGINT NOT NULL,
    user_hash      BIGINT NOT NULL,
    payload        $BLOB NOT NULL                -- zstd, no prefix
);

-- Tag counts, distinct users, minute counters of a fingerprint; folded from stat_log.
CREATE TABLE fingerprint_stat (
    fingerprint_id BIGINT PRIMARY KEY,
    project_id     BIGINT NOT NULL,
    stats          $BLOB NOT NULL
);
CREATE TABLE project_stat (
    day        BIGINT NOT NULL,
    project_id BIGINT NOT NULL,
    stats      $BLOB NOT NULL,
    PRIMARY KEY (day, project_id)
);

-- Digest ---------------------------------------------------------------------

-- Last spool record this store holds, per spool; written in the batch's transaction.
CREATE TABLE digest_mark (
    spool_id TEXT PRIMARY KEY,
    last_seq BIGINT NOT NULL,
    updated_ms BIGINT NOT NULL
);

CREATE TABLE quarantine (
    id          $ID,
    uuid        TEXT NOT NULL UNIQUE,
    project_id  BIGINT NOT NULL,
    reason      TEXT NOT NULL,                   -- crash, invalid, internal, too_large
    detail      TEXT NOT NULL,
    spool_id    TEXT NOT NULL,
    seq         BIGINT NOT NULL,
    received_ms BIGINT NOT NULL,
    record      $BLOB NOT NULL,                  -- the spool record as it was
    created_ms  BIGINT NOT NULL,
    UNIQUE (spool_id, seq)
);

-- Background jobs ------------------------------------------------------------

-- One row per job name: who runs it now and when it is due, so that it runs once in a cluster.
CREATE TABLE job_state (
    name           TEXT PRIMARY KEY,
    due_ms         BIGINT NOT NULL,
    lease_until_ms BIGINT NOT NULL DEFAULT 0,
    lease_owner    TEXT NOT NULL DEFAULT '',
    last_start_ms  BIGINT NOT NULL DEFAULT 0,
    last_end_ms    BIGINT NOT NULL DEFAULT 0,
    last_error     TEXT NOT NULL DEFAULT ''
);

-- Work that a feature asked for by name, with an argument; tried again with backoff.
CREATE TABLE job_queue (
    id          $ID,
    name        TEXT NOT NULL,
    argument    TEXT NOT NULL,                   -- JSON
    due_ms      BIGINT NOT NULL,
    attempts    BIGINT NOT NULL DEFAULT 0,
    last_error  TEXT NOT NULL DEFAULT '',
    is_parked   $BOOL NOT NULL,
    created_ms  BIGINT NOT NULL
);
CREATE INDEX job_queue_due ON job_queue (is_parked, due_ms);
