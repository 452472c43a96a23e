-- 0041_alert_gather.sql - alerts that gather what rang into one message.

-- '' = a message of its own; 'next' = waits for the next one; else the message that told it:
-- the uuid of its row in the outbox.
ALTER TABLE alert_delivery ADD COLUMN batch TEXT NOT NULL DEFAULT '';
CREATE INDEX alert_delivery_batch ON alert_delivery (project_id, rule_id, batch)
    WHERE batch <> '';
CREATE INDEX alert_delivery_next ON alert_delivery (project_id) WHERE batch = 'next';
