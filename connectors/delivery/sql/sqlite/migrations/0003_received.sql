-- Updates that were received and acknowledged and wait for their answer, in the order of the ids for each address. A row
-- goes in one transaction with the answer that is put into the outbox.
CREATE TABLE received (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    channel     TEXT NOT NULL,
    update_id   TEXT NOT NULL,
    address     TEXT NOT NULL,
    sealed      TEXT NOT NULL,                 -- what was said, encrypted with the installation's key
    promised    INTEGER NOT NULL DEFAULT 0,      -- 1 once a messenger was told that the answer comes later
    attempts    INTEGER NOT NULL DEFAULT 0,
    due_at      TEXT NOT NULL,
    received_at TEXT NOT NULL,
    UNIQUE (channel, update_id)
);
CREATE INDEX received_by_address ON received (channel, address, id);
