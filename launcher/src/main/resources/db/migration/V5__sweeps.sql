-- When it is looked whether the attempts of a group that is over have left something staged; null when nothing is left, or
-- it was given up. How often that has been tried.
ALTER TABLE job_groups ADD COLUMN sweep_at BIGINT;
ALTER TABLE job_groups ADD COLUMN sweep_tries INTEGER NOT NULL DEFAULT 0;
CREATE INDEX job_groups_sweep ON job_groups (sweep_at);
