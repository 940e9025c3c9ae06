-- name: answered
-- The turn that answered a message id before: what the assistant said next in the conversation.
SELECT reply.content FROM message AS asked
JOIN message AS reply ON reply.conversation = asked.conversation AND reply.id > asked.id AND reply.sender = 'assistant'
WHERE asked.conversation = :conversation AND asked.message_id = :message_id
ORDER BY reply.id LIMIT 1;

-- name: add_message
-- One side of an exchange.
INSERT INTO message (conversation, message_id, sender, language, content, created_at)
VALUES (:conversation, :message_id, :sender, :language, :content, :created_at);

-- name: messages_after
-- A conversation after one of its messages.
SELECT id, sender, language, content, created_at, message_id FROM message
WHERE conversation = :conversation AND id > :after ORDER BY id LIMIT :limit;

-- name: spoken
-- The language of a conversation's newest message.
SELECT language FROM message WHERE conversation = :conversation ORDER BY id DESC LIMIT 1;

-- name: add_choice
-- A payload that was offered, under its newest title.
INSERT INTO choice (conversation, payload, title) VALUES (:conversation, :payload, :title)
ON CONFLICT (conversation, payload) DO UPDATE SET title = excluded.title;

-- name: choice_title
-- The title of a payload that was offered.
SELECT title FROM choice WHERE conversation = :conversation AND payload = :payload;

-- name: load_tracker
-- The dialogue's state.
SELECT state FROM tracker WHERE conversation = :conversation;

-- name: save_tracker
-- The dialogue's state anew.
INSERT INTO tracker (conversation, state, updated_at) VALUES (:conversation, :state, :updated_at)
ON CONFLICT (conversation) DO UPDATE SET state = excluded.state, updated_at = excluded.updated_at;

-- name: conversations
-- All conversations with a state.
SELECT conversation FROM tracker;

-- name: forget_messages
-- What was said.
DELETE FROM message WHERE conversation = :conversation;

-- name: forget_choices
-- What was offered.
DELETE FROM choice WHERE conversation = :conversation;

-- name: forget_tracker
-- What the dialogue knew.
DELETE FROM tracker WHERE conversation = :conversation;

-- name: old_messages
-- The oldest messages from before a moment.
SELECT id, conversation FROM message WHERE created_at < :before ORDER BY id LIMIT :limit;

-- name: drop_message
-- One message.
DELETE FROM message WHERE id = :id;

-- name: drop_silent_choices
-- What was offered, where no message is left.
DELETE FROM choice WHERE conversation = :conversation
AND NOT EXISTS (SELECT 1 FROM message WHERE message.conversation = :conversation);

-- name: drop_silent_tracker
-- The dialogue's state, where no message is left.
DELETE FROM tracker WHERE conversation = :conversation
AND NOT EXISTS (SELECT 1 FROM message WHERE message.conversation = :conversation);
