-- 0024_finding.sql - lists of issues read an index, not the issues.

--@sqlite
-- All that lists filter and sort by, so that only rows that are shown are read: of 10,000
-- issues 2 ms instead of 20. It begins with what grows with time; an issue that gets events
-- moves among those that just got some.
DROP INDEX issue_recent;
CREATE INDEX issue_list ON issue (
    project_id, last_seen_ms, status, level, priority, assigned_to, first_seen_ms, platform,
    is_unhandled, first_release, event_count, user_count, trend
) WHERE merged_into IS NULL AND deleted_ms = 0;
-- Parts of titles are looked for in here.
CREATE INDEX issue_title ON issue (project_id, title_folded);
--@all

CREATE INDEX issue_jira ON issue (jira_ticket_key) WHERE jira_ticket_key IS NOT NULL;
CREATE INDEX issue_github ON issue (github_issue_number) WHERE github_issue_number IS NOT NULL;

DROP INDEX issue_label_key;
CREATE INDEX issue_label_value ON issue_label (key, value, issue_id);
