-- 0003_processes.sql - several processes on one PostgreSQL: nothing that all of them
-- write with every batch may be held through a whole batch, and every row that grows has
-- one owner.

-- Which spool fills this segment: a process goes on with its own open one only.
ALTER TABLE segment ADD COLUMN owner TEXT NOT NULL DEFAULT '';

-- When a project's newest event came. A table of its own: whoever makes an issue locks the
-- project's row for its short number, and a batch that makes none must not wait for it.
CREATE TABLE project_seen (
    project_id    BIGINT PRIMARY KEY,
    last_event_ms BIGINT NOT NULL
);
INSERT INTO project_seen (project_id, last_event_ms)
SELECT id, last_event_ms FROM project WHERE last_event_ms > 0;
ALTER TABLE project DROP COLUMN last_event_ms;

--@postgres
ALTER TABLE project_seen SET (fillfactor = 50);

-- Makes the partitions of one day where they are missing. Attached rather than created in
-- place: that does not wait for, nor hold up, whoever reads or writes the other days.
CREATE OR REPLACE FUNCTION make_partitions(for_day BIGINT) RETURNS BIGINT LANGUAGE plpgsql AS '
DECLARE
    parent TEXT;
    child TEXT;
BEGIN
    FOREACH parent IN ARRAY ARRAY[''event'', ''event_key'', ''event_fingerprint''] LOOP
        child := parent || ''_d'' || for_day;
        CONTINUE WHEN to_regclass(child) IS NOT NULL;
        PERFORM pg_advisory_xact_lock(7305804, 1);
        -- A look into the catalog: to_regclass may answer from before the wait.
        CONTINUE WHEN EXISTS (SELECT 1 FROM pg_class WHERE relname = child
                              AND relnamespace = current_schema()::regnamespace);
        EXECUTE format(''CREATE TABLE %I (LIKE %I INCLUDING DEFAULTS INCLUDING STORAGE)'', child, parent);
        EXECUTE format(''ALTER TABLE %I ATTACH PARTITION %I FOR VALUES FROM (%s) TO (%s)'',
                       parent, child, for_day, for_day + 1);
    END LOOP;
    RETURN for_day;
END
';
--@all
