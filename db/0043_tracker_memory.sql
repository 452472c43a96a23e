-- 0041_tracker_memory.sql - what is remembered of a ticket while it is made and afterwards.

-- title: as who asked for it wrote it; '' = the issue's. told_ms: the newest change over there
-- that was heard of, by the tracker's clock. not_before_ms: so long it asked to be left in peace.
ALTER TABLE issue_tracker ADD COLUMN title TEXT NOT NULL DEFAULT '';
ALTER TABLE issue_tracker ADD COLUMN told_ms BIGINT NOT NULL DEFAULT 0;
ALTER TABLE issue_tracker ADD COLUMN not_before_ms BIGINT NOT NULL DEFAULT 0;
CREATE INDEX issue_tracker_failed ON issue_tracker (updated_ms) WHERE state = 'failed';
