-- name: answered
-- The turn that answered a message id before.
SELECT reply.content FROM message AS asked
JOIN message AS reply ON reply.conversation = asked.conversation AND reply.id = asked.id + 1
WHERE asked.conversation = :conversation AND asked.message_id = :message_id;

-- name: add_message
INSERT INTO message (conversation, message_id, sender, language, content, created_at)
VALUES (:conversation, :message_id, :sender, :language, :content, :created_at);

-- name: messages_after
SELECT id, sender, language, content, created_at, message_id FROM message
WHERE conversation = :conversation AND id > :after ORDER BY id LIMIT :limit;

-- name: add_choice
INSERT INTO choice (conversation, payload, title) VALUES (:conversation, :payload, :title)
ON CONFLICT (conversation, payload) DO UPDATE SET title = excluded.title;

-- name: choice_title
SELECT title FROM choice WHERE conversation = :conversation AND payload = :payload;

-- name: load_tracker
SELECT state FROM tracker WHERE conversation = :conversation;

-- name: save_tracker
INSERT INTO tracker (conversation, state, updated_at) VALUES (:conversation, :state, :updated_at)
ON CONFLICT (conversation) DO UPDATE SET state = excluded.state, updated_at = excluded.updated_at;

-- name: conversations
SELECT conversation FROM tracker;

-- name: forget_messages
DELETE FROM message WHERE conversation = :conversation;

-- name: forget_choices
DELETE FROM choice WHERE conversation = :conversation;

-- name: forget_tracker
DELETE FROM tracker WHERE conversation = :conversation;
