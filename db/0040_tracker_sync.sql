-- 0040_tracker_sync.sql - what trackers tell of their tickets.

-- hook_box: the secret of their webhook, sealed; poll_minutes: 0 = they are not asked.
ALTER TABLE project_tracker ADD COLUMN hook_box TEXT NOT NULL DEFAULT '';
ALTER TABLE project_tracker ADD COLUMN poll_minutes BIGINT NOT NULL DEFAULT 0;
CREATE INDEX project_tracker_poll ON project_tracker (polled_ms) WHERE poll_minutes > 0;
