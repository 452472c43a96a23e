-- # A project by its number, as in the DSN.
-- project_by_number(id i64)
--   maybe (id i64, uuid text, slug text)
SELECT id, uuid, slug FROM project WHERE id = $1;

-- project_by_uuid(uuid text)
--   maybe (id i64, uuid text, slug text)
SELECT id, uuid, slug FROM project WHERE uuid = $1;

-- # By its slug of today or a former one.
-- project_by_slug(slug text)
--   maybe (id i64, uuid text, slug text)
SELECT p.id, p.uuid, p.slug
FROM project_alias a
JOIN project p ON p.id = a.project_id
WHERE a.kind = 'slug' AND a.name = $1;

-- # All columns of a project but its counters; group_uuid and group_name of its group.
-- project_list list (id i64, uuid text, name text, slug text, short_prefix text, position i64, group_uuid text?, group_name text?, icon text, color text, default_cooldown_minutes i64, warning_as_error bool, max_events_per_issue i64, max_info_issues i64, error_grouping_mode text, warning_grouping_mode text, info_grouping_mode text, issue_display_mode text, workflow_mode text, framework text, route_grouping_enabled bool, jira_base_url text, jira_email text, jira_api_token_box text, jira_project_key text, jira_issue_type text, github_token_box text, github_owner text, github_repo text, github_labels text, repo_provider text, repo_owner text, repo_name text, repo_default_branch text, repo_token_box text, repo_path_strip text, ai_enabled bool, ai_merge_suggestions bool, ai_auto_merge bool, ai_anomaly_detection bool, ai_ticket_description bool, ai_root_cause bool, ai_triage bool, ai_model text, stacktrace_rules text, analysis_db_enabled bool, analysis_db_driver text, analysis_db_dsn_box text, analysis_db_name text, analysis_db_schema text, analysis_db_notes text, version i64, last_event_ms i64, created_ms i64, updated_ms i64)
SELECT p.id, p.uuid, p.name, p.slug, p.short_prefix, p.position, g.uuid AS group_uuid,
       g.name AS group_name, p.icon, p.color, p.default_cooldown_minutes, p.warning_as_error,
       p.max_events_per_issue, p.max_info_issues, p.error_grouping_mode, p.warning_grouping_mode,
       p.info_grouping_mode, p.issue_display_mode, p.workflow_mode, p.framework,
       p.route_grouping_enabled, p.jira_base_url, p.jira_email, p.jira_api_token_box,
       p.jira_project_key, p.jira_issue_type, p.github_token_box, p.github_owner, p.github_repo,
       p.github_labels, p.repo_provider, p.repo_owner, p.repo_name, p.repo_default_branch,
       p.repo_token_box, p.repo_path_strip, p.ai_enabled, p.ai_merge_suggestions, p.ai_auto_merge,
       p.ai_anomaly_detection, p.ai_ticket_description, p.ai_root_cause, p.ai_triage, p.ai_model,
       p.stacktrace_rules, p.analysis_db_enabled, p.analysis_db_driver, p.analysis_db_dsn_box,
       p.analysis_db_name, p.analysis_db_schema, p.analysis_db_notes, p.version,
       COALESCE(s.last_event_ms, 0) AS last_event_ms, p.created_ms, p.updated_ms
FROM project p LEFT JOIN project_group g ON g.id = p.group_id
LEFT JOIN project_seen s ON s.project_id = p.id;

-- project_with_id fragment
p.id = ?;

-- # The actor's set: everything, or a JSON array of numbers.
-- project_visible fragment
--@sqlite
p.id IN (SELECT value FROM json_each(?));
--@postgres
p.id IN (SELECT CAST(value AS BIGINT) FROM json_array_elements_text(CAST(? AS json)));

-- project_in_order fragment
ORDER BY p.position, p.created_ms DESC, p.id DESC LIMIT ?;

-- # Numbers are never used twice, also not that of a deleted project: its events may
-- # still be there, and SQLite gives the highest rowid again.
-- project_take_number()
--   one (id i64)
INSERT INTO meta (key, value) VALUES ('project_last', '1')
ON CONFLICT (key) DO UPDATE SET value = CAST(CAST(meta.value AS BIGINT) + 1 AS TEXT)
RETURNING CAST(value AS BIGINT) AS id;

-- # Followed by project_update, which makes it version 1.
-- project_insert(id i64, uuid text, name text, slug text, short_prefix text, default_cooldown_minutes i64, now_ms i64)
--   exec
INSERT INTO project (id, uuid, name, slug, short_prefix, default_cooldown_minutes, warning_as_error,
                     route_grouping_enabled, ai_enabled, ai_merge_suggestions, ai_auto_merge,
                     ai_anomaly_detection, ai_ticket_description, ai_root_cause, ai_triage,
                     analysis_db_enabled, version, created_ms, updated_ms)
VALUES ($1, $2, $3, $4, $5, $6, FALSE, FALSE, FALSE, FALSE, FALSE, FALSE, FALSE, FALSE, FALSE,
        FALSE, 0, $7, $7);

-- # NULL keeps a column; group_id is set when has_group; changed = 0: the project is gone or
-- # its version is another.
-- project_update(id i64, version i64, now_ms i64, has_group bool, group_id i64?, name text?, slug text?, short_prefix text?, icon text?, color text?, default_cooldown_minutes i64?, warning_as_error bool?, max_events_per_issue i64?, max_info_issues i64?, error_grouping_mode text?, warning_grouping_mode text?, info_grouping_mode text?, issue_display_mode text?, workflow_mode text?, framework text?, route_grouping_enabled bool?, jira_base_url text?, jira_email text?, jira_api_token_box text?, jira_project_key text?, jira_issue_type text?, github_token_box text?, github_owner text?, github_repo text?, github_labels text?, repo_provider text?, repo_owner text?, repo_name text?, repo_default_branch text?, repo_token_box text?, repo_path_strip text?, ai_enabled bool?, ai_merge_suggestions bool?, ai_auto_merge bool?, ai_anomaly_detection bool?, ai_ticket_description bool?, ai_root_cause bool?, ai_triage bool?, ai_model text?, stacktrace_rules text?, analysis_db_enabled bool?, analysis_db_driver text?, analysis_db_dsn_box text?, analysis_db_name text?, analysis_db_schema text?, analysis_db_notes text?)
--   exec changed
UPDATE project SET
    version = version + 1,
    updated_ms = $3,
    group_id = CASE WHEN $4 THEN $5 ELSE group_id END,
    name = COALESCE($6, name),
    slug = COALESCE($7, slug),
    short_prefix = COALESCE($8, short_prefix),
    icon = COALESCE($9, icon),
    color = COALESCE($10, color),
    default_cooldown_minutes = COALESCE($11, default_cooldown_minutes),
    warning_as_error = COALESCE($12, warning_as_error),
    max_events_per_issue = COALESCE($13, max_events_per_issue),
    max_info_issues = COALESCE($14, max_info_issues),
    error_grouping_mode = COALESCE($15, error_grouping_mode),
    warning_grouping_mode = COALESCE($16, warning_grouping_mode),
    info_grouping_mode = COALESCE($17, info_grouping_mode),
    issue_display_mode = COALESCE($18, issue_display_mode),
    workflow_mode = COALESCE($19, workflow_mode),
    framework = COALESCE($20, framework),
    route_grouping_enabled = COALESCE($21, route_grouping_enabled),
    jira_base_url = COALESCE($22, jira_base_url),
    jira_email = COALESCE($23, jira_email),
    jira_api_token_box = COALESCE($24, jira_api_token_box),
    jira_project_key = COALESCE($25, jira_project_key),
    jira_issue_type = COALESCE($26, jira_issue_type),
    github_token_box = COALESCE($27, github_token_box),
    github_owner = COALESCE($28, github_owner),
    github_repo = COALESCE($29, github_repo),
    github_labels = COALESCE($30, github_labels),
    repo_provider = COALESCE($31, repo_provider),
    repo_owner = COALESCE($32, repo_owner),
    repo_name = COALESCE($33, repo_name),
    repo_default_branch = COALESCE($34, repo_default_branch),
    repo_token_box = COALESCE($35, repo_token_box),
    repo_path_strip = COALESCE($36, repo_path_strip),
    ai_enabled = COALESCE($37, ai_enabled),
    ai_merge_suggestions = COALESCE($38, ai_merge_suggestions),
    ai_auto_merge = COALESCE($39, ai_auto_merge),
    ai_anomaly_detection = COALESCE($40, ai_anomaly_detection),
    ai_ticket_description = COALESCE($41, ai_ticket_description),
    ai_root_cause = COALESCE($42, ai_root_cause),
    ai_triage = COALESCE($43, ai_triage),
    ai_model = COALESCE($44, ai_model),
    stacktrace_rules = COALESCE($45, stacktrace_rules),
    analysis_db_enabled = COALESCE($46, analysis_db_enabled),
    analysis_db_driver = COALESCE($47, analysis_db_driver),
    analysis_db_dsn_box = COALESCE($48, analysis_db_dsn_box),
    analysis_db_name = COALESCE($49, analysis_db_name),
    analysis_db_schema = COALESCE($50, analysis_db_schema),
    analysis_db_notes = COALESCE($51, analysis_db_notes)
WHERE id = $1 AND ($2 = 0 OR version = $2);

-- project_set_position(uuid text, position i64, now_ms i64)
--   exec
UPDATE project SET position = $2, updated_ms = $3 WHERE uuid = $1;

-- project_alias_owner(kind text, name text)
--   maybe (project_id i64)
SELECT project_id FROM project_alias WHERE kind = $1 AND name = $2;

-- project_alias_insert(kind text, name text, project_id i64)
--   exec
INSERT INTO project_alias (kind, name, project_id) VALUES ($1, $2, $3)
ON CONFLICT (kind, name) DO NOTHING;

-- # Its version, locked until the end of the transaction.
-- project_version_lock(id i64)
--   maybe (version i64)
--@sqlite
SELECT version FROM project WHERE id = $1;
--@postgres
SELECT version FROM project WHERE id = $1 FOR UPDATE;

-- # Deleting: what is small goes at once; issues are hidden, events go with retention.
-- project_delete(id i64)
--   exec
DELETE FROM project WHERE id = $1;

-- project_delete_aliases(id i64)
--   exec
DELETE FROM project_alias WHERE project_id = $1;

-- project_delete_views(id i64)
--   exec
DELETE FROM saved_view WHERE project_id = $1;

-- project_delete_favorites(id i64)
--   exec
DELETE FROM project_favorite WHERE project_id = $1;

-- project_delete_tokens(id i64)
--   exec
DELETE FROM api_token WHERE project_id = $1;

-- project_delete_environments(id i64)
--   exec
DELETE FROM environment WHERE project_id = $1;

-- project_delete_releases(id i64)
--   exec
DELETE FROM release WHERE project_id = $1;

-- project_delete_deploys(id i64)
--   exec
DELETE FROM deploy WHERE project_id = $1;

-- project_delete_commits(id i64)
--   exec
DELETE FROM release_commit WHERE project_id = $1;

-- project_delete_seen(id i64)
--   exec
DELETE FROM project_seen WHERE project_id = $1;

-- project_delete_rules(id i64)
--   exec
DELETE FROM rule WHERE project_id = $1;

-- project_delete_patterns(id i64)
--   exec
DELETE FROM query_pattern WHERE project_id = $1;

-- project_delete_findings(id i64)
--   exec
DELETE FROM query_finding WHERE project_id = $1;

-- project_delete_trackers(id i64)
--   exec
DELETE FROM project_tracker WHERE project_id = $1;

-- project_hide_issues(id i64, now_ms i64)
--   exec
UPDATE issue SET deleted_ms = $2 WHERE project_id = $1 AND deleted_ms = 0;

-- # What waits in somebody's inbox.
-- bootstrap_unread(user_id i64)
--   one (n i64)
SELECT count(*) AS n FROM notification n JOIN issue i ON i.id = n.issue_id AND i.deleted_ms = 0
WHERE n.user_id = $1 AND n.read_ms = 0;
