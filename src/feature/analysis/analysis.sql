-- analysis_settings(project_id i64)
--   maybe (is_enabled bool, driver text, dsn_box text, database text, schema text)
SELECT analysis_db_enabled AS is_enabled, analysis_db_driver AS driver,
       analysis_db_dsn_box AS dsn_box, analysis_db_name AS database, analysis_db_schema AS schema
FROM project WHERE id = $1;
