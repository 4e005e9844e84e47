-- Databases that datasets and publications name. The credentials are encrypted with a key that is not in the database.
CREATE TABLE connections (
    id ${id},
    name TEXT NOT NULL,
    description TEXT,
    vendor VARCHAR(40) NOT NULL,
    vendor_name VARCHAR(80) NOT NULL,
    type VARCHAR(20) NOT NULL,
    host VARCHAR(255) NOT NULL,
    port INTEGER NOT NULL,
    params TEXT NOT NULL,
    credential_type VARCHAR(20) NOT NULL,
    credentials TEXT,
    creator_id BIGINT NOT NULL REFERENCES users (id),
    updater_id BIGINT NOT NULL REFERENCES users (id),
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    deleted_at BIGINT
);

-- Of a dataset that is a table.
ALTER TABLE imported_datasets ADD COLUMN connection_id BIGINT REFERENCES connections (id);
