<<<<<<<< HEAD:db/0039_tracker.sql
-- 0039_tracker.sql - tickets that issues have in trackers of others.
========
-- 0038_tracker.sql - tickets that issues have in trackers of others.
>>>>>>>> h/track:db/0038_tracker.sql

-- What a project says beside its own columns; settings: JSON, box: secrets, sealed.
CREATE TABLE project_tracker (
    project_id BIGINT NOT NULL,
    tracker    TEXT NOT NULL,                 -- jira, github, gitlab, gitea
    settings   TEXT NOT NULL,
    box        TEXT NOT NULL,
    polled_ms  BIGINT NOT NULL,
    version    BIGINT NOT NULL,
    updated_ms BIGINT NOT NULL,
    PRIMARY KEY (project_id, tracker)
);

-- One ticket per issue and tracker: the intent first, then what became of it.
CREATE TABLE issue_tracker (
    project_id     BIGINT NOT NULL,
    issue_id       BIGINT NOT NULL,
    tracker        TEXT NOT NULL,
    marker         TEXT NOT NULL,             -- stands in the ticket's text; '' = not made by us
    state          TEXT NOT NULL,             -- wanted, linked, failed
    origin         TEXT NOT NULL,             -- person, rule, link
    rule_id        BIGINT NOT NULL,           -- 0 = no rule
    is_unsure      $BOOL NOT NULL,            -- a call went out whose outcome is not known
    tried_ms       BIGINT NOT NULL,           -- when it did; 0 = never
    lease_until_ms BIGINT NOT NULL,           -- somebody is making it
    remote_key     TEXT NOT NULL,             -- SHOP-12, 12
    remote_url     TEXT NOT NULL,
    is_closed      $BOOL NOT NULL,            -- over there, as heard last
    error          TEXT NOT NULL,
    checked_ms     BIGINT NOT NULL,
    created_ms     BIGINT NOT NULL,
    updated_ms     BIGINT NOT NULL,
    PRIMARY KEY (project_id, issue_id, tracker)
);
CREATE INDEX issue_tracker_remote ON issue_tracker (project_id, tracker, remote_key);

INSERT INTO issue_tracker (project_id, issue_id, tracker, marker, state, origin, rule_id, is_unsure,
                           tried_ms, lease_until_ms, remote_key, remote_url, is_closed, error,
                           checked_ms, created_ms, updated_ms)
SELECT project_id, id, 'jira', '', 'linked', 'link', 0, FALSE, 0, 0, jira_ticket_key,
       COALESCE(jira_ticket_url, ''), FALSE, '', 0, updated_ms, updated_ms
FROM issue WHERE jira_ticket_key IS NOT NULL;
INSERT INTO issue_tracker (project_id, issue_id, tracker, marker, state, origin, rule_id, is_unsure,
                           tried_ms, lease_until_ms, remote_key, remote_url, is_closed, error,
                           checked_ms, created_ms, updated_ms)
SELECT project_id, id, 'github', '', 'linked', 'link', 0, FALSE, 0, 0,
       CAST(github_issue_number AS TEXT), COALESCE(github_issue_url, ''), FALSE, '', 0, updated_ms,
       updated_ms
FROM issue WHERE github_issue_number IS NOT NULL;
