-- 0004_issue_triage.sql - more ways to resolve and to snooze, and merging.

-- Resolved in a release that is not there yet: 'next', or 'commit:' and the commit's id.
-- resolve_base_release: the latest release when it was resolved; 0 = there was none.
ALTER TABLE issue ADD COLUMN resolve_pending TEXT NOT NULL DEFAULT '';
ALTER TABLE issue ADD COLUMN resolve_base_release BIGINT NOT NULL DEFAULT 0;

-- Snoozed until so many more users, so many events within some minutes, or an hour with
-- so many events (three times its mean when it was snoozed).
ALTER TABLE issue ADD COLUMN snooze_user_threshold BIGINT;
ALTER TABLE issue ADD COLUMN snooze_users_at_start BIGINT NOT NULL DEFAULT 0;
ALTER TABLE issue ADD COLUMN snooze_rate_events BIGINT;
ALTER TABLE issue ADD COLUMN snooze_rate_minutes BIGINT;
ALTER TABLE issue ADD COLUMN snooze_window $BLOB;       -- counts of the last minutes (issue_window.h)
ALTER TABLE issue ADD COLUMN snooze_escalation BIGINT;  -- events in an hour

-- What timers look for.
CREATE INDEX issue_snooze_due ON issue (snooze_until_ms) WHERE snooze_until_ms > 0;
CREATE INDEX issue_cooldown_due ON issue (cooldown_until_ms) WHERE cooldown_until_ms > 0;

-- Where labels and follows of a merged issue came from, so that unmerging
-- takes them out again. 0 = put on this issue itself.
ALTER TABLE issue_label ADD COLUMN origin_issue_id BIGINT NOT NULL DEFAULT 0;
ALTER TABLE issue_follow ADD COLUMN origin_issue_id BIGINT NOT NULL DEFAULT 0;
CREATE INDEX issue_merged ON issue (merged_into) WHERE merged_into IS NOT NULL;
