-- 0034_rule_memory.sql - what judging a rule takes, so that a project's rules together are bounded.

-- Bytes of its tree and compiled patterns, measured when it is saved; 0 = saved before that.
ALTER TABLE rule ADD COLUMN memory_bytes BIGINT NOT NULL DEFAULT 0;
