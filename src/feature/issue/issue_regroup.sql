-- issue_regroup.sql - fingerprints that change their issue.

-- regroup_fingerprints_of(issue_id i64)
--   one (n i64)
SELECT count(*) AS n FROM fingerprint WHERE issue_id = $1;

-- regroup_point(id i64, issue_id i64)
--   exec
UPDATE fingerprint SET issue_id = $2 WHERE id = $1;

-- regroup_issue_at(id i64)
--   maybe (uuid text, deleted_ms i64, merged_into i64?)
SELECT uuid, deleted_ms, merged_into FROM issue WHERE id = $1;

-- regroup_issue_of(id i64)
--   one (issue_id i64)
SELECT issue_id FROM fingerprint WHERE id = $1;

-- # While nothing was counted for it.
-- regroup_fingerprint_drop(project_id i64, id i64, issue_id i64)
--   exec changed
DELETE FROM fingerprint
WHERE project_id = $1 AND id = $2 AND issue_id = $3 AND event_count = 0;

-- # Does its history name a person who did more than let it come and go?
-- regroup_has_people(issue_id i64)
--   one (n i64)
SELECT count(*) AS n FROM
    (SELECT 1 FROM issue_activity WHERE issue_id = $1 AND user_id IS NOT NULL
     AND action NOT IN ('regrouped_in', 'regrouped_out', 'merged', 'merged_into', 'unmerged',
                        'unmerged_from') LIMIT 1) a;
