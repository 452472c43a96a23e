-- 0013.sql - a mail that was given up, and one that waits.
INSERT INTO outbox (uuid, channel, kind, recipient, payload_box, merge_key, state, due_ms, attempts, last_error, created_ms, done_ms) VALUES
('01a20cff-7d00-7000-8000-00000000b001', 'mail', 'invite', 'gone@example.com', '', '', 'dead', 1795514400000, 8, '550 no such user', 1795514400000, 1795514400000),
('01a20cff-7d00-7000-8000-00000000b002', 'mail', 'reset', 'member@example.com', '', 'reset:1', 'waiting', 1795514500000, 0, '', 1795514400000, 0);
