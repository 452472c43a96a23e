-- 0039.sql - a tracker as schema 39 may hold it, before it could tell of its tickets.
INSERT INTO project_tracker (project_id, tracker, settings, box, polled_ms, version, updated_ms) VALUES
(1, 'gitea', '{"base_url":"https://git.example.com","owner":"o","repo":"r","labels":""}', '', 0, 3, 1795514400000);
