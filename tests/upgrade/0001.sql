-- 0001.sql - a store of schema 1 as that program left it: a project with two issues of three
-- events, an admin and somebody invited, a token, a group. #…# is a blob. Written once;
-- src/app/upgrade_test.c brings it to today's schema.
--@all
INSERT INTO api_token (id, uuid, token_hash, name, scope, project_id, user_id, created_by, permission, created_ms, expires_ms, last_used_ms) VALUES
(1, '01a20cff-7d00-7e0b-bbab-ae7a2041cf25', #59ca4d7b7e38d397a4c6ed66a23bd25cb26233b44756fec4625cba07be1aeeb9#, 'ci', 'global', NULL, 1, 1, 'read', 1795514400000, 0, 0);
INSERT INTO digest_mark (spool_id, last_seq, updated_ms) VALUES
('01a20cff-7d00-76db-a6fd-1bb179f22930', 3, 1795514400000);
INSERT INTO environment (id, project_id, name) VALUES
(1, 1, 'prod');
--@sqlite
INSERT INTO event (id, project_id, fingerprint_id, exemplar_id, received_ms, timestamp_delta_ms, level, environment_id, release_id, user_hash, flags, payload) VALUES
(65536, 1, 1, 1, 1795514400000, 0, 4, 1, 1, -4262079866591392927, 0, #28b52ffd64eb00450000000100e8eeea0202d485abae#),
(65537, 1, 1, 1, 1795514400000, 0, 4, 1, 1, -7027755341138786878, 0, #28b52ffd64eb008d00001832323204007e408982e91626cedd5c56e63eb105#),
(65538, 1, 2, 2, 1795514400000, 0, 4, 1, 1, -4262079866591392927, 0, #28b52ffd64e900450000000100e6ecea02020b130cdf#);
--@postgres
SELECT make_partitions(20781);
INSERT INTO event (day, id, project_id, fingerprint_id, exemplar_id, received_ms, timestamp_delta_ms, level, environment_id, release_id, user_hash, flags, payload) VALUES
(20781, 65536, 1, 1, 1, 1795514400000, 0, 4, 1, 1, -4262079866591392927, 0, #28b52ffd64eb00450000000100e8eeea0202d485abae#),
(20781, 65537, 1, 1, 1, 1795514400000, 0, 4, 1, 1, -7027755341138786878, 0, #28b52ffd64eb008d00001832323204007e408982e91626cedd5c56e63eb105#),
(20781, 65538, 1, 2, 2, 1795514400000, 0, 4, 1, 1, -4262079866591392927, 0, #28b52ffd64e900450000000100e6ecea02020b130cdf#);
--@all
--@sqlite
INSERT INTO event_fingerprint (segment, project_id, fingerprint_id, ordinal) VALUES
(1, 1, 1, 0),
(1, 1, 1, 1),
(1, 1, 2, 2);
--@postgres
INSERT INTO event_fingerprint (day, segment, project_id, fingerprint_id, ordinal) VALUES
(20781, 1, 1, 1, 0),
(20781, 1, 1, 1, 1),
(20781, 1, 1, 2, 2);
--@all
--@sqlite
INSERT INTO event_key (segment, project_id, event_id, place) VALUES
(1, 1, #00000000000000000000000000000001#, 0),
(1, 1, #00000000000000000000000000000002#, 1),
(1, 1, #00000000000000000000000000000003#, 2);
--@postgres
INSERT INTO event_key (day, segment, project_id, event_id, place) VALUES
(20781, 1, 1, #00000000000000000000000000000001#, 0),
(20781, 1, 1, #00000000000000000000000000000002#, 1),
(20781, 1, 1, #00000000000000000000000000000003#, 2);
--@all
INSERT INTO exemplar (id, project_id, fingerprint_id, payload, created_ms, last_segment) VALUES
(1, 1, 1, #28b52ffd64eb0075080036933721408956637626ccd85ea24537c60b3e810a9abe7a6d8f965791141a91750cc3eb022b002c002d006c47a70342e05a039e2fd45dfb46bff6de9eaf6d768d66ad111fee7c794d89badc68249d339422b26d7627af7bc49d841c2eb3b4d9c95953d16db2b0c950335d6e27870a1a47cfc84efe1632a319edb9f3c87661eda92628206f6c995aa39513c628a31feea0e7bb28dba594459fb2936fa22f3a128d70f43ada5b0044755eb0ccd28333cfafbdb78c6dd4260829654a991003018401410c03888438778b46b88b8aa327f13c89a711d529e04247cbbc983ba70aa60e10005a9381a2b6406d89e2ae846063080c214968b34d9a7b61082263803c3e78e203322470e9ac163097290225d485abae#, 1795514400000, 1),
(2, 1, 2, #28b52ffd64e9006d08001653372150699c31a51beb2eb3bbadbf182fdd08415c1c628b8a4753c49d78e030aaaa06062b002c002d004e4fabc331005f8339576669d33dbd6f57cf9b3ada4ebbd7880f3c5ff6297135783aa1ce13b6884e1d1d0a2b7ce21042ce68d3963394bbc7225464413361bbd5e050ce24ac788a3e86f255a6399dbc85e7d1e9e2de3227ec94c89f53c7da6965c435cae9071ed6b92ecb6963cab25619ca15591b15901599d3aaf0960110d939c1a30567d1fb763551872972a0542a95ea300840188ec32080508873b8acc8e8c2e229524491226ac405170c639db4d99843b8162e1000589381a2b6006d89e2ae8450630804210968b33b9a7b61082263803c3e78e203322470e9ac1630972902250b130cdf#, 1795514400000, 1);
INSERT INTO fingerprint (id, project_id, hash, grouping_version, issue_id, home_issue_id, exemplar_id, first_seen_ms, last_seen_ms, event_count, stored_count) VALUES
(1, 1, #bfe721c858f928dd1fb8b901bd1b605d#, 1, 1, 1, 1, 1795514400000, 1795514400000, 2, 2),
(2, 1, #d0b15c063667dab581af0a422cdbfaf8#, 1, 2, 2, 2, 1795514400000, 1795514400000, 1, 1);
INSERT INTO fingerprint_hour (hour, project_id, fingerprint_id, events) VALUES
(498754, 1, 1, 2),
(498754, 1, 2, 1);
INSERT INTO fingerprint_stat (fingerprint_id, project_id, stats) VALUES
(2, 1, #01018080d0efbf86a203000161cb795bf10cdac40504757365720100010469643a31010772656c656173650100010873686f7040312e30010b656e7669726f6e6d656e740100010470726f6401056c6576656c010001056572726f720104706c616e0100010370726f01#),
(1, 1, #01018080d0efbf86a2030002c285117bc065789e61cb795bf10cdac40504757365720200020469643a32010469643a31010772656c656173650200010873686f7040312e30020b656e7669726f6e6d656e740200010470726f6402056c6576656c020001056572726f720204706c616e0200010370726f02#);
INSERT INTO issue (id, uuid, project_id, short_no, title, title_folded, type, culprit, location, level, platform, is_unhandled, status, priority, first_seen_ms, last_seen_ms, last_seen_minute, event_count, stored_count, user_count, trend, first_release, last_release, assigned_to, resolved_ms, cooldown_until_ms, resolved_in_release, snooze_until_ms, snooze_event_threshold, snooze_events_at_start, jira_ticket_key, jira_ticket_url, github_issue_number, github_issue_url, merged_into, deleted_ms, version, created_ms, updated_ms) VALUES
(1, '01a20cff-7d00-7d4f-ab38-d438f59746fd', 1, 1, 'ValueError: it broke', 'valueerror: it broke', 'ValueError', 'a.py in f', 'a.py', 'error', 'python', FALSE, 'open', 50, 1795514400000, 1795514400000, 29925240, 2, 2, 2, 0, 'shop@1.0', 'shop@1.0', 1, 0, 0, NULL, 0, NULL, 0, NULL, NULL, NULL, NULL, NULL, 0, 2, 1795514400000, 1795514400000),
(2, '01a20cff-7d00-7f4c-a8bc-f4178161aabd', 1, 2, 'KeyError: it broke', 'keyerror: it broke', 'KeyError', 'a.py in f', 'a.py', 'error', 'python', FALSE, 'resolved', 50, 1795514400000, 1795514400000, 29925240, 1, 1, 1, 0, 'shop@1.0', 'shop@1.0', NULL, 1795514400000, 1795516200000, NULL, 0, NULL, 0, NULL, NULL, NULL, NULL, NULL, 0, 2, 1795514400000, 1795514400000);
INSERT INTO issue_activity (id, uuid, project_id, issue_id, origin_issue_id, user_id, action, old_value, new_value, metadata, created_ms) VALUES
(1, '01a20cff-7d00-7118-9719-d6e6333d8900', 1, 1, 1, NULL, 'first_seen', NULL, 'open', NULL, 1795514400000),
(2, '01a20cff-7d00-7922-a30d-77460dea5710', 1, 2, 2, NULL, 'first_seen', NULL, 'open', NULL, 1795514400000),
(3, '01a20cff-7d00-7295-83b9-6e8fe5f6581a', 1, 2, 2, 1, 'status_changed', 'open', 'resolved', NULL, 1795514400000),
(4, '01a20cff-7d00-7cb7-8471-db6e1df805ae', 1, 1, 1, 1, 'assigned', NULL, '01a20cff-7d00-79fb-a955-872c5847f791', NULL, 1795514400000);
INSERT INTO issue_follow (user_id, issue_id, created_ms) VALUES
(1, 1, 1795514400000);
INSERT INTO issue_tag (project_id, key, value, issue_id) VALUES
(1, 'plan', 'pro', 1),
(1, 'level', 'error', 1),
(1, 'environment', 'prod', 1),
(1, 'release', 'shop@1.0', 1),
(1, 'user', 'id:1', 1),
(1, 'user', 'id:2', 1),
(1, 'plan', 'pro', 2),
(1, 'level', 'error', 2),
(1, 'environment', 'prod', 2),
(1, 'release', 'shop@1.0', 2),
(1, 'user', 'id:1', 2);
INSERT INTO meta (key, value) VALUES
('schema', '1'),
('store_id', '01a20cff-7d00-73dc-adc1-8fd9122a54c4'),
('secret_check', 'b4bd887f72f66ad1920ea810dd9b9e044f0caf0963e4da477347d04dfbbd479b'),
('project_last', '1');
INSERT INTO one_time_link (token_hash, kind, user_id, created_ms, expires_ms) VALUES
(#a355a92edef6abcc39d7904b8a16c93c4c8a70450628cb7e55b0cf89567849b1#, 'invite', 2, 1795514400000, 1796119200000);
INSERT INTO project (id, uuid, name, slug, short_prefix, short_next, position, group_id, icon, color, default_cooldown_minutes, warning_as_error, max_events_per_issue, max_info_issues, error_grouping_mode, warning_grouping_mode, info_grouping_mode, issue_display_mode, workflow_mode, framework, route_grouping_enabled, jira_base_url, jira_email, jira_api_token_box, jira_project_key, jira_issue_type, github_token_box, github_owner, github_repo, github_labels, repo_provider, repo_owner, repo_name, repo_default_branch, repo_token_box, repo_path_strip, ai_enabled, ai_merge_suggestions, ai_auto_merge, ai_anomaly_detection, ai_ticket_description, ai_root_cause, ai_triage, ai_model, stacktrace_rules, analysis_db_enabled, analysis_db_driver, analysis_db_dsn_box, analysis_db_name, analysis_db_schema, analysis_db_notes, version, last_event_ms, created_ms, updated_ms) VALUES
(1, '01a20cff-7d00-70f4-9d07-99e3d253d295', 'Shop', 'shop', 'SHOP', 3, 0, 1, '', '', 30, FALSE, 1000, 0, 'normal', 'normal', 'normal', 'classic', 'simple', 'generic', FALSE, '', '', '', '', 'Bug', '', '', '', 'bug', '', '', '', 'main', '', '', FALSE, FALSE, FALSE, FALSE, FALSE, FALSE, FALSE, '', '{}', FALSE, '', '', '', '', '', 2, 1795514400000, 1795514400000, 1795514400000);
INSERT INTO project_alias (kind, name, project_id) VALUES
('slug', 'shop', 1),
('prefix', 'SHOP', 1);
INSERT INTO project_favorite (user_id, project_id) VALUES
(1, 1);
INSERT INTO project_group (id, uuid, name, position, slack_webhook_box, created_ms) VALUES
(1, '01a20cff-7d00-7063-b426-1703993fd789', 'Team', 0, '', 1795514400000);
INSERT INTO project_hour (hour, project_id, level, accepted, stored) VALUES
(498754, 1, 4, 3, 3);
INSERT INTO project_key (id, uuid, project_id, public_key, label, is_enabled, created_ms, last_used_ms) VALUES
(1, '01a20cff-7d00-788e-b151-a46c1093a736', 1, '8298495db9c44f31818e90f8785b2638', 'Default', TRUE, 1795514400000, 0);
INSERT INTO release (id, uuid, project_id, version, first_seen_ms, last_seen_ms) VALUES
(1, '01a20cff-7d00-79fc-804b-f718a9596cf5', 1, 'shop@1.0', 1795514400000, 1795514400000);
INSERT INTO segment (id, day, first_ms, last_ms, events, bytes, is_closed) VALUES
(1, 20781, 1795514400000, 1795514400000, 3, 0, FALSE);
INSERT INTO session (token_hash, user_id, created_ms, expires_ms, user_agent, address) VALUES
(#d411e3c694188e1316314ea193d68f774a6aa6ff3178a48049bcf74130f3ced5#, 1, 1795514400000, 1796119200000, 'Python-urllib/3.11', '127.0.0.1');
INSERT INTO user_account (id, uuid, email, email_folded, name, role, status, avatar_url, google_id, password_hash, preferences, created_ms, updated_ms, last_seen_ms) VALUES
(1, '01a20cff-7d00-79fb-a955-872c5847f791', 'admin@example.com', 'admin@example.com', 'admin', 'admin', 'active', '', NULL, '$argon2id$v=19$m=19456,t=2,p=1$mqPtlMfrEDk1/1XH4lqMQw$7WjeW8yilOgKBdBvIXMAXBzh/x2c9Hi37hOIYPxhWBo', '{}', 1795514400000, 1795514400000, 1795514400000),
(2, '01a20cff-7d00-76ba-be67-76f98ab414b2', 'member@example.com', 'member@example.com', '', 'member', 'invited', '', NULL, NULL, '{}', 1795514400000, 1795514400000, 0);
INSERT INTO issue_label (issue_id, key, value, uuid, created_ms) VALUES
(1, 'team', 'blue', '01a20cff-7d00-7000-8000-00000000a001', 1795514400000);
