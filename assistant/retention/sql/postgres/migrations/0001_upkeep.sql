-- Whose turn it is to delete old data, and when it is due again.
CREATE TABLE retention_turn (
    name        text PRIMARY KEY,
    lease_until timestamptz NOT NULL,
    due_at      timestamptz NOT NULL
);
-- What was deleted: counts by kind, nothing of anybody.
CREATE TABLE retention_run (
    id     bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at     timestamptz NOT NULL,
    report text NOT NULL
);
