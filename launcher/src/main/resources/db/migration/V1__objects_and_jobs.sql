-- The same text runs on SQLite and PostgreSQL: ${id} is each one's identity column, instants are epoch milliseconds,
-- booleans are 0 or 1, documents are JSON text.

CREATE TABLE users (
    id ${id},
    email VARCHAR(255) NOT NULL,
    email_key VARCHAR(255) NOT NULL UNIQUE,
    name VARCHAR(255) NOT NULL,
    password_hash VARCHAR(255) NOT NULL,
    is_admin INTEGER NOT NULL,
    is_disabled INTEGER NOT NULL,
    allowed_paths TEXT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);

CREATE TABLE access_tokens (
    seq ${id},
    token_id VARCHAR(36) NOT NULL UNIQUE,
    user_id BIGINT NOT NULL REFERENCES users (id),
    token_hash VARCHAR(64) NOT NULL UNIQUE,
    description TEXT,
    expires_at BIGINT,
    last_used BIGINT,
    created_at BIGINT NOT NULL,
    deleted_at BIGINT
);

CREATE TABLE flows (
    id ${id},
    name TEXT NOT NULL,
    description TEXT,
    parameters TEXT NOT NULL,
    creator_id BIGINT NOT NULL REFERENCES users (id),
    updater_id BIGINT NOT NULL REFERENCES users (id),
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    deleted_at BIGINT
);

CREATE TABLE imported_datasets (
    id ${id},
    name TEXT NOT NULL,
    description TEXT,
    type VARCHAR(40) NOT NULL,
    uri TEXT NOT NULL,
    dynamic_path TEXT,
    run_parameters TEXT NOT NULL,
    parsing TEXT,
    types TEXT NOT NULL,
    size BIGINT NOT NULL,
    creator_id BIGINT NOT NULL REFERENCES users (id),
    updater_id BIGINT NOT NULL REFERENCES users (id),
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    deleted_at BIGINT
);

-- Everything that stands in a flow. A recipe's node id is its wrangledDataset id.
CREATE TABLE flow_nodes (
    id ${id},
    flow_id BIGINT NOT NULL REFERENCES flows (id),
    kind VARCHAR(10) NOT NULL,
    name TEXT NOT NULL,
    description TEXT,
    imported_dataset_id BIGINT REFERENCES imported_datasets (id),
    referenced_node_id BIGINT REFERENCES flow_nodes (id),
    input_dataset_id BIGINT REFERENCES imported_datasets (id),
    input_node_id BIGINT REFERENCES flow_nodes (id),
    script TEXT NOT NULL,
    creator_id BIGINT NOT NULL REFERENCES users (id),
    updater_id BIGINT NOT NULL REFERENCES users (id),
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    deleted_at BIGINT
);
CREATE INDEX flow_nodes_flow ON flow_nodes (flow_id);
CREATE INDEX flow_nodes_input ON flow_nodes (input_node_id);

CREATE TABLE output_objects (
    id ${id},
    node_id BIGINT NOT NULL REFERENCES flow_nodes (id),
    execution VARCHAR(40) NOT NULL,
    profiler INTEGER NOT NULL,
    is_adhoc INTEGER NOT NULL,
    name TEXT,
    description TEXT,
    creator_id BIGINT NOT NULL REFERENCES users (id),
    updater_id BIGINT NOT NULL REFERENCES users (id),
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    deleted_at BIGINT
);
CREATE UNIQUE INDEX output_objects_one ON output_objects (node_id, is_adhoc) WHERE deleted_at IS NULL;

CREATE TABLE flow_runs (
    id ${id},
    flow_id BIGINT NOT NULL REFERENCES flows (id),
    creator_id BIGINT NOT NULL REFERENCES users (id),
    created_at BIGINT NOT NULL
);

CREATE TABLE job_groups (
    id ${id},
    node_id BIGINT NOT NULL REFERENCES flow_nodes (id),
    flow_id BIGINT NOT NULL REFERENCES flows (id),
    flow_run_id BIGINT REFERENCES flow_runs (id),
    name TEXT,
    description TEXT,
    ranfrom VARCHAR(20),
    ranfor VARCHAR(30) NOT NULL,
    execution VARCHAR(40) NOT NULL,
    engine VARCHAR(20) NOT NULL,
    profiler INTEGER NOT NULL,
    session_id VARCHAR(36) NOT NULL,
    spec TEXT NOT NULL,
    reference_time BIGINT NOT NULL,
    status VARCHAR(20) NOT NULL,
    attempt INTEGER NOT NULL,
    request_hash VARCHAR(64) NOT NULL,
    response TEXT NOT NULL,
    unacknowledged_at BIGINT,
    cancel_requested_at BIGINT,
    cancel_delivered_at BIGINT,
    lease_owner VARCHAR(36),
    lease_until BIGINT,
    progress_at BIGINT,
    result_rows BIGINT,
    profile TEXT,
    warnings TEXT,
    creator_id BIGINT NOT NULL REFERENCES users (id),
    updater_id BIGINT NOT NULL REFERENCES users (id),
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    deleted_at BIGINT
);
CREATE INDEX job_groups_status ON job_groups (status);
CREATE INDEX job_groups_node ON job_groups (node_id);
CREATE INDEX job_groups_request ON job_groups (creator_id, request_hash);

-- Of an output object, or (the settings in force) of a job group.
CREATE TABLE write_settings (
    id ${id},
    output_object_id BIGINT REFERENCES output_objects (id),
    job_group_id BIGINT REFERENCES job_groups (id),
    path TEXT NOT NULL,
    action VARCHAR(20) NOT NULL,
    format VARCHAR(20) NOT NULL,
    compression VARCHAR(20) NOT NULL,
    header INTEGER NOT NULL,
    as_single_file INTEGER NOT NULL,
    delim TEXT NOT NULL,
    prefix TEXT,
    suffix TEXT,
    has_quotes INTEGER NOT NULL,
    include_mismatches INTEGER NOT NULL,
    creator_id BIGINT NOT NULL REFERENCES users (id),
    updater_id BIGINT NOT NULL REFERENCES users (id),
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    deleted_at BIGINT
);
CREATE INDEX write_settings_output ON write_settings (output_object_id);
CREATE INDEX write_settings_group ON write_settings (job_group_id);

CREATE TABLE publications (
    id ${id},
    output_object_id BIGINT NOT NULL REFERENCES output_objects (id),
    path TEXT NOT NULL,
    table_name TEXT NOT NULL,
    target_type VARCHAR(40) NOT NULL,
    action VARCHAR(20) NOT NULL,
    connection_id BIGINT,
    creator_id BIGINT NOT NULL REFERENCES users (id),
    updater_id BIGINT NOT NULL REFERENCES users (id),
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    deleted_at BIGINT
);

CREATE TABLE jobs (
    id ${id},
    job_group_id BIGINT NOT NULL REFERENCES job_groups (id),
    type VARCHAR(20) NOT NULL,
    position INTEGER NOT NULL,
    write_setting_id BIGINT REFERENCES write_settings (id),
    status VARCHAR(20) NOT NULL,
    percent INTEGER NOT NULL,
    heartbeat_at BIGINT,
    error_code VARCHAR(40),
    error_message TEXT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE INDEX jobs_group ON jobs (job_group_id);

-- One start of a driver. The row is there before the process is.
CREATE TABLE attempts (
    id ${id},
    job_group_id BIGINT NOT NULL REFERENCES job_groups (id),
    number INTEGER NOT NULL,
    tag VARCHAR(100) NOT NULL UNIQUE,
    state VARCHAR(20) NOT NULL,
    pid BIGINT,
    pid_started_at BIGINT,
    application_id VARCHAR(100),
    created_at BIGINT NOT NULL,
    ended_at BIGINT,
    exit_code INTEGER,
    UNIQUE (job_group_id, number)
);

CREATE TABLE job_history (
    id ${id},
    job_group_id BIGINT NOT NULL REFERENCES job_groups (id),
    attempt INTEGER NOT NULL,
    event VARCHAR(40) NOT NULL,
    text TEXT NOT NULL,
    at BIGINT NOT NULL
);
CREATE INDEX job_history_group ON job_history (job_group_id);

CREATE TABLE script_results (
    id ${id},
    job_id BIGINT NOT NULL REFERENCES jobs (id),
    job_group_id BIGINT NOT NULL REFERENCES job_groups (id),
    uri TEXT NOT NULL,
    format VARCHAR(20) NOT NULL,
    compression VARCHAR(20) NOT NULL,
    header INTEGER NOT NULL,
    is_directory INTEGER NOT NULL,
    is_primary INTEGER NOT NULL,
    size BIGINT NOT NULL,
    result_rows BIGINT NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX script_results_group ON script_results (job_group_id);

CREATE TABLE job_inputs (
    id ${id},
    job_group_id BIGINT NOT NULL REFERENCES job_groups (id),
    imported_dataset_id BIGINT NOT NULL REFERENCES imported_datasets (id),
    files TEXT NOT NULL
);
CREATE INDEX job_inputs_group ON job_inputs (job_group_id);

CREATE TABLE idempotency_keys (
    user_id BIGINT NOT NULL REFERENCES users (id),
    idempotency_key VARCHAR(255) NOT NULL,
    request_hash VARCHAR(64) NOT NULL,
    response TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (user_id, idempotency_key)
);
