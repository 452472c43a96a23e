-- 0020.sql - a write that can still be taken back.
INSERT INTO undo (id, token, user_id, expires_ms) VALUES (1, 'aa', 1, 1795515000000);
INSERT INTO undo_object (undo_id, place, kind, project_id, object_id, version, was) VALUES (1, 0, 'issue', 1, 1, 2, '{"verb":"assign"}');
