-- An address of a messenger (a chat, an open id) and the conversation that is held there. Tickets and trackers know the
-- conversation only; the address stands here alone.
CREATE TABLE contact (
    channel      TEXT NOT NULL,
    address      TEXT NOT NULL,
    conversation TEXT NOT NULL,
    language     TEXT NOT NULL CHECK (language IN ('zh', 'en')),
    reachable    INTEGER NOT NULL DEFAULT 1 CHECK (reachable IN (0, 1)),   -- 0 once the person has blocked us
    heard_at     TEXT NOT NULL,
    PRIMARY KEY (channel, address)
) WITHOUT ROWID;
CREATE INDEX contact_by_conversation ON contact (conversation);
-- Addresses that asked to be told of somebody's ticket, by its link.
CREATE TABLE follower (
    reference TEXT NOT NULL,
    channel   TEXT NOT NULL,
    address   TEXT NOT NULL,
    since     TEXT NOT NULL,
    PRIMARY KEY (reference, channel, address)
) WITHOUT ROWID;
-- Updates that have been dealt with: written in one transaction with what is sent in answer.
CREATE TABLE inbox (
    channel     TEXT NOT NULL,
    update_id   TEXT NOT NULL,
    received_at TEXT NOT NULL,
    UNIQUE (channel, update_id)
);
-- What is to be sent, in the order of the ids for each address.
CREATE TABLE outbox (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    key        TEXT NOT NULL UNIQUE,      -- names what is sent: the same thing is never put here twice
    channel    TEXT NOT NULL,
    address    TEXT NOT NULL,
    content    TEXT NOT NULL,             -- in the channel's own form; emptied once sent
    state      TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'sent', 'dead', 'dropped')),
    attempts   INTEGER NOT NULL DEFAULT 0,
    due_at     TEXT NOT NULL,
    created_at TEXT NOT NULL,
    closed_at  TEXT,
    error      TEXT
);
CREATE INDEX outbox_waiting ON outbox (channel, address, id) WHERE state = 'waiting';
CREATE INDEX outbox_closed ON outbox (closed_at) WHERE state <> 'waiting';
-- How far a source of pushes (the tickets' events) has been read.
CREATE TABLE position (
    source TEXT PRIMARY KEY,
    place  INTEGER NOT NULL
) WITHOUT ROWID;
-- What a button asks for: messengers carry its short id only.
CREATE TABLE button (
    id           TEXT NOT NULL,
    conversation TEXT NOT NULL,
    payload      TEXT NOT NULL,
    title        TEXT NOT NULL,
    offered_at   TEXT NOT NULL,
    PRIMARY KEY (conversation, id)
) WITHOUT ROWID;
-- Single-use links that have been used, and by whom: the same address may come again.
CREATE TABLE spent (
    digest  TEXT PRIMARY KEY,
    used_by TEXT NOT NULL,
    used_at TEXT NOT NULL
) WITHOUT ROWID;
-- What all processes share of a channel, such as WeChat's access token.
CREATE TABLE shared (
    name       TEXT PRIMARY KEY,
    value      TEXT NOT NULL,
    expires_at TEXT NOT NULL
) WITHOUT ROWID;
