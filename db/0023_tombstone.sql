-- 0023_tombstone.sql - deleted issues, for the job that purges them.
CREATE INDEX issue_deleted ON issue (deleted_ms) WHERE deleted_ms > 0;
