-- 0031_rule.sql - what the product does by itself: rules of all kinds, and what they need.

-- kind: priority, tag. tree: what is judged, "" = never true; conditions: as they
-- were set, "" = none, then tree is made of the rule's own fields (settings, JSON).
CREATE TABLE rule (
    id            $ID,
    uuid          TEXT NOT NULL UNIQUE,
    project_id    BIGINT NOT NULL,
    kind          TEXT NOT NULL,
    name          TEXT NOT NULL,
    is_enabled    $BOOL NOT NULL,
    position      BIGINT NOT NULL,
    points        BIGINT NOT NULL,
    conditions    TEXT NOT NULL,
    tree          TEXT NOT NULL,
    data_patterns BIGINT NOT NULL,               -- that look at events' data
    settings      TEXT NOT NULL,
    version       BIGINT NOT NULL,
    created_ms    BIGINT NOT NULL,
    updated_ms    BIGINT NOT NULL
);
CREATE INDEX rule_project ON rule (project_id, kind);

-- Why an issue has its priority: JSON, written with it.
CREATE TABLE issue_score (
    project_id BIGINT NOT NULL,
    issue_id   BIGINT NOT NULL,
    score      BIGINT NOT NULL,
    reasons    TEXT NOT NULL,
    scored_ms  BIGINT NOT NULL,
    PRIMARY KEY (project_id, issue_id)
);

-- The rule that put a label on; 0 = a person, or a rule that is gone.
ALTER TABLE issue_label ADD COLUMN rule_id BIGINT NOT NULL DEFAULT 0;
CREATE INDEX issue_label_rule ON issue_label (rule_id) WHERE rule_id <> 0;

-- Events per minute of the last hour, in projects whose rules ask for them.
--@sqlite
CREATE TABLE fingerprint_minute (
    minute         BIGINT NOT NULL,
    project_id     BIGINT NOT NULL,
    fingerprint_id BIGINT NOT NULL,
    events         BIGINT NOT NULL,
    PRIMARY KEY (minute, project_id, fingerprint_id)
) WITHOUT ROWID;
--@postgres
CREATE TABLE fingerprint_minute (
    minute         BIGINT NOT NULL,
    project_id     BIGINT NOT NULL,
    fingerprint_id BIGINT NOT NULL,
    events         BIGINT NOT NULL,
    PRIMARY KEY (minute, project_id, fingerprint_id)
);
