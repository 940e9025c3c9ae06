-- A conversation is named by an opaque id; nothing here says who the citizen is. All texts are masked before they arrive.
CREATE TABLE message (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    conversation text NOT NULL,
    message_id   text,                       -- the client's, for idempotence; NULL on the assistant's side
    sender       text NOT NULL CHECK (sender IN ('citizen', 'assistant')),
    language     text NOT NULL CHECK (language IN ('zh', 'en')),
    content      text NOT NULL,              -- citizen: {"text"}; assistant: the whole turn as the contract has it
    created_at   timestamptz NOT NULL,
    UNIQUE (conversation, message_id)
);
CREATE INDEX message_by_conversation ON message (conversation, id);
-- Payloads that were offered to a conversation: a payload that does not stand here is refused.
CREATE TABLE choice (
    conversation text NOT NULL,
    payload      text NOT NULL,
    title        text NOT NULL,
    PRIMARY KEY (conversation, payload)
);
-- Rasa's tracker: the slots and the last few events, one row a conversation.
CREATE TABLE tracker (
    conversation text PRIMARY KEY,
    state        text NOT NULL,
    updated_at   timestamptz NOT NULL
);
