-- 0025.sql - a list that somebody keeps.
INSERT INTO saved_view (uuid, owner_id, project_id, is_shared, name, q, since, sort, columns, density, position, created_ms, updated_ms) VALUES
('01a20cff-7d00-7000-8000-00000000f001', 1, 1, TRUE, 'Open errors', 'is:open', '14d', 'last_seen', '[]', 'compact', 0, 1795514400000, 1795514400000);
