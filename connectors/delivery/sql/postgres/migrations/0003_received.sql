-- Updates that were received and acknowledged and wait for their answer, in the order of the ids for each address. A row
-- goes in one transaction with the answer that is put into the outbox.
CREATE TABLE received (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    channel     text NOT NULL,
    update_id   text NOT NULL,
    address     text NOT NULL,
    sealed      text NOT NULL,                 -- what was said, encrypted with the installation's key
    promised    bigint NOT NULL DEFAULT 0,      -- 1 once a messenger was told that the answer comes later
    attempts    bigint NOT NULL DEFAULT 0,
    due_at      text COLLATE "C" NOT NULL,
    received_at text COLLATE "C" NOT NULL,
    UNIQUE (channel, update_id)
);
CREATE INDEX received_by_address ON received (channel, address, id);
