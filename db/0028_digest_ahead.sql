-- 0028_digest_ahead.sql - records beyond the mark that are in the store all the same: those of
-- quiet projects, taken ahead of a flood.

ALTER TABLE digest_mark ADD COLUMN ahead $BLOB NOT NULL DEFAULT ''; -- 8 bytes each, little-endian, ascending
