-- Whose turn it is to delete old data, and when it is due again.
CREATE TABLE retention_turn (
    name        TEXT PRIMARY KEY,
    lease_until TEXT NOT NULL,
    due_at      TEXT NOT NULL
) WITHOUT ROWID;
-- What was deleted: counts by kind, nothing of anybody.
CREATE TABLE retention_run (
    id     INTEGER PRIMARY KEY AUTOINCREMENT,
    at     TEXT NOT NULL,
    report TEXT NOT NULL
);
