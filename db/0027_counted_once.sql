-- 0027_counted_once.sql - what a process counted is added once, also when the answer to a
-- commit was lost; where the file of a record in quarantine lies.

CREATE TABLE outcome_flush (
    spool_id TEXT PRIMARY KEY,
    number   BIGINT NOT NULL                     -- of the last one that was written
);

-- The spool beside which the file of the record's body lies, and its name; '' = it has none.
ALTER TABLE quarantine ADD COLUMN file_spool TEXT NOT NULL DEFAULT '';
ALTER TABLE quarantine ADD COLUMN file_name TEXT NOT NULL DEFAULT '';
-- Byte 63 of a record is its kind; the name stands 33 bytes before its end.
--@sqlite
UPDATE quarantine SET file_spool = spool_id,
    file_name = CAST(substr(record, length(record) - 32, 25) AS TEXT)
WHERE substr(record, 64, 1) = x'03';
--@postgres
UPDATE quarantine SET file_spool = spool_id,
    file_name = encode(substr(record, length(record) - 32, 25), 'escape')
WHERE substr(record, 64, 1) = decode('03', 'hex');
