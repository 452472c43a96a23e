-- 0016.sql - what people said of an issue, and who was told.
INSERT INTO comment (uuid, project_id, issue_id, origin_issue_id, parent_id, user_id, body, created_ms, updated_ms) VALUES
('01a20cff-7d00-7000-8000-00000000c001', 1, 1, 1, NULL, 1, 'It is the cart', 1795514400000, 1795514400000);
INSERT INTO notification (uuid, project_id, user_id, issue_id, kind, reason, action, detail, actor_id, count, first_ms, last_ms) VALUES
('01a20cff-7d00-7000-8000-00000000c002', 1, 1, 1, 'followed', 'follow', 'commented', 'It is the cart', NULL, 1, 1795514400000, 1795514400000);
