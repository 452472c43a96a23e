-- 0030_work_result.sql - what long work has to tell beside numbers (work.h).
ALTER TABLE work ADD COLUMN result TEXT NOT NULL DEFAULT ''; -- JSON object, its kind's own
