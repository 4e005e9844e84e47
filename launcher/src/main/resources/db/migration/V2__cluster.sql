-- Which launcher's ids these are, where several share a cluster.
CREATE TABLE instance (
    id VARCHAR(36) NOT NULL
);

-- URI of the job directory if it is not below the home.
ALTER TABLE job_groups ADD COLUMN directory TEXT;
-- JSON object of Spark settings that were asked for.
ALTER TABLE job_groups ADD COLUMN spark_options TEXT;
