-- 0002.sql - what schema 2 added to the store of 0001.sql: a section of settings, limits of a key.
--@all
INSERT INTO project_section (project_id, name, version, body, updated_ms) VALUES
(1, 'scrubbing', 1, '{"sensitive_fields":["salary"]}', 1795514400000);
UPDATE project_key SET per_minute = 100, per_day = 10000;
