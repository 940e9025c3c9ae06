-- A conversation is named by an opaque id; nothing here says who the citizen is. All texts are masked before they arrive.
CREATE TABLE message (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    conversation TEXT NOT NULL,
    message_id   TEXT,                       -- the client's, for idempotence; NULL on the assistant's side
    sender       TEXT NOT NULL CHECK (sender IN ('citizen', 'assistant')),
    language     TEXT NOT NULL CHECK (language IN ('zh', 'en')),
    content      TEXT NOT NULL,              -- citizen: {"text"}; assistant: the whole turn as the contract has it
    created_at   TEXT NOT NULL,
    UNIQUE (conversation, message_id)
);
CREATE INDEX message_by_conversation ON message (conversation, id);
-- Payloads that were offered to a conversation: a payload that does not stand here is refused.
CREATE TABLE choice (
    conversation TEXT NOT NULL,
    payload      TEXT NOT NULL,
    title        TEXT NOT NULL,
    PRIMARY KEY (conversation, payload)
) WITHOUT ROWID;
-- Rasa's tracker: the slots and the last few events, one row a conversation.
CREATE TABLE tracker (
    conversation TEXT PRIMARY KEY,
    state        TEXT NOT NULL,
    updated_at   TEXT NOT NULL
) WITHOUT ROWID;
