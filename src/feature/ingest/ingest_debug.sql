-- quarantine_list()
--   many (uuid text, project_id i64, reason text, detail text, received_ms i64)
SELECT uuid, project_id, reason, detail, received_ms FROM quarantine ORDER BY id DESC LIMIT 1000;

-- quarantine_get(uuid text)
--   maybe (record blob)
SELECT record FROM quarantine WHERE uuid = $1;
