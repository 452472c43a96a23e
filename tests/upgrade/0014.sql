-- 0014.sql - what an administrator did.
INSERT INTO audit_entry (at_ms, made_by, user_uuid, user_name, user_email, token_name, address, action, object_kind, object_id, detail) VALUES
(1795514400000, 'session', '', 'Ana', 'ana@example.com', '', '192.0.2.7', 'user.role', 'user', 'x', 'member');
