-- 0041_label_off_origin.sql - what was taken off an issue goes along when it is merged, and
-- comes home when it is taken out again.

ALTER TABLE issue_label_off ADD COLUMN origin_issue_id BIGINT NOT NULL DEFAULT 0;
