-- 0007_by_project.sql - every unique key of a table that grows with events holds
-- project_id, so that the schema can be spread over machines by it (db/distribution).
-- SQLite, which lives on one machine, keeps its shorter keys.

--@postgres
ALTER TABLE exemplar DROP CONSTRAINT exemplar_pkey, ADD PRIMARY KEY (project_id, id);
ALTER TABLE fingerprint_latest DROP CONSTRAINT fingerprint_latest_pkey,
    ADD PRIMARY KEY (project_id, fingerprint_id);
ALTER TABLE fingerprint_stat DROP CONSTRAINT fingerprint_stat_pkey,
    ADD PRIMARY KEY (project_id, fingerprint_id);
--@all
