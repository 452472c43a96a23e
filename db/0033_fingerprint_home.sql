-- 0033_fingerprint_home.sql - fingerprints that live elsewhere than where they were made: few.

CREATE INDEX fingerprint_home ON fingerprint (home_issue_id) WHERE home_issue_id <> issue_id;
