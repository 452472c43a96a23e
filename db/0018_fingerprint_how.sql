-- How a fingerprint's hash was chosen (grouping.h, "how"); '' = made before this was kept.
ALTER TABLE fingerprint ADD COLUMN how TEXT NOT NULL DEFAULT '';
