-- 0033.sql - a rule as schema 33 may hold it, before the memory of rules was counted.
INSERT INTO rule (uuid, project_id, kind, name, is_enabled, position, points, conditions, tree, data_patterns, settings, version, created_ms, updated_ms) VALUES
('01a20cff-7d00-7000-8000-000000000031', 1, 'priority', 'pay', TRUE, 0, 5, '', '{"type":"title","op":"contains","value":"pay"}', 0, '{"rule_type":"title_contains","pattern":"pay","operator":"","threshold":0}', 1, 1795514400000, 1795514400000);
