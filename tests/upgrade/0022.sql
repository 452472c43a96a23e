-- 0022.sql - work that was done, and fingerprints whose events are dropped.
INSERT INTO work (uuid, kind, user_id, argument, state, status, done, total, affected, skipped, undo, error, created_ms, updated_ms, ended_ms) VALUES
('01a20cff-7d00-7000-8000-00000000e001', 'issue.bulk', 1, '{}', '', 'done', 700, 700, 699, 1, '', '', 1795514400000, 1795514400000, 1795514400000);
INSERT INTO discarded_fingerprint (project_id, hash, issue_id, title, user_id, created_ms) VALUES
(1, #0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f#, 9, 'Noise: dropped', 1, 1795514400000);
