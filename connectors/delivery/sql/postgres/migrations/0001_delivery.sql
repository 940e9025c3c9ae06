-- Moments are ISO texts in UTC with microseconds, as in the SQLite file: they sort as they are. Compared byte by byte.
-- An address of a messenger (a chat, an open id) and the conversation that is held there. Tickets and trackers know the
-- conversation only; the address stands here alone.
CREATE TABLE contact (
    channel      text NOT NULL,
    address      text NOT NULL,
    conversation text NOT NULL,
    language     text NOT NULL CHECK (language IN ('zh', 'en')),
    reachable    bigint NOT NULL DEFAULT 1 CHECK (reachable IN (0, 1)),   -- 0 once the person has blocked us
    heard_at     text COLLATE "C" NOT NULL,
    PRIMARY KEY (channel, address)
);
CREATE INDEX contact_by_conversation ON contact (conversation);
-- Addresses that asked to be told of somebody's ticket, by its link.
CREATE TABLE follower (
    reference text NOT NULL,
    channel   text NOT NULL,
    address   text NOT NULL,
    since     text COLLATE "C" NOT NULL,
    PRIMARY KEY (reference, channel, address)
);
-- Updates that have been dealt with: written in one transaction with what is sent in answer.
CREATE TABLE inbox (
    channel     text NOT NULL,
    update_id   text NOT NULL,
    received_at text COLLATE "C" NOT NULL,
    UNIQUE (channel, update_id)
);
-- What is to be sent, in the order of the ids for each address.
CREATE TABLE outbox (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    key        text NOT NULL UNIQUE,      -- names what is sent: the same thing is never put here twice
    channel    text NOT NULL,
    address    text NOT NULL,
    content    text NOT NULL,             -- in the channel's own form; emptied once sent
    state      text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'sent', 'dead', 'dropped')),
    attempts   bigint NOT NULL DEFAULT 0,
    due_at     text COLLATE "C" NOT NULL,
    created_at text COLLATE "C" NOT NULL,
    closed_at  text COLLATE "C",
    error      text
);
CREATE INDEX outbox_waiting ON outbox (channel, address, id) WHERE state = 'waiting';
CREATE INDEX outbox_closed ON outbox (closed_at) WHERE state <> 'waiting';
-- How far a source of pushes (the tickets' events) has been read.
CREATE TABLE position (
    source text PRIMARY KEY,
    place  bigint NOT NULL
);
-- What a button asks for: messengers carry its short id only.
CREATE TABLE button (
    id           text NOT NULL,
    conversation text NOT NULL,
    payload      text NOT NULL,
    title        text NOT NULL,
    offered_at   text COLLATE "C" NOT NULL,
    PRIMARY KEY (conversation, id)
);
-- Single-use links that have been used, and by whom: the same address may come again.
CREATE TABLE spent (
    digest  text PRIMARY KEY,
    used_by text NOT NULL,
    used_at text COLLATE "C" NOT NULL
);
-- What all processes share of a channel, such as WeChat's access token.
CREATE TABLE shared (
    name       text PRIMARY KEY,
    value      text NOT NULL,
    expires_at text COLLATE "C" NOT NULL
);
