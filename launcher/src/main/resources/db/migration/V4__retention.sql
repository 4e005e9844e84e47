-- When the job directory was removed for its age; null while it is there.
ALTER TABLE job_groups ADD COLUMN files_removed_at BIGINT;
