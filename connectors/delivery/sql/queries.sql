-- name: contact
SELECT channel, address, conversation, language, reachable FROM contact WHERE channel = :channel AND address = :address;

-- name: contacts_of
SELECT channel, address, conversation, language, reachable FROM contact
WHERE conversation = :conversation ORDER BY channel, address;

-- name: meet
INSERT INTO contact (channel, address, conversation, language, reachable, heard_at)
VALUES (:channel, :address, :conversation, :language, 1, :at)
ON CONFLICT (channel, address) DO UPDATE SET reachable = 1, heard_at = excluded.heard_at;

-- name: set_language
UPDATE contact SET language = :language WHERE channel = :channel AND address = :address;

-- name: hand_over
UPDATE contact SET conversation = :conversation WHERE channel = :channel AND address = :address;

-- name: lose
UPDATE contact SET reachable = 0 WHERE channel = :channel AND address = :address;

-- name: drop_waiting
UPDATE outbox SET state = 'dropped', content = '', closed_at = :at, error = :error
WHERE channel = :channel AND address = :address AND state = 'waiting';

-- name: forget_contact
DELETE FROM contact WHERE channel = :channel AND address = :address;

-- name: forget_follower
DELETE FROM follower WHERE channel = :channel AND address = :address;

-- name: forget_buttons
DELETE FROM button WHERE conversation = :conversation;

-- name: follow
INSERT INTO follower (reference, channel, address, since) VALUES (:reference, :channel, :address, :at)
ON CONFLICT (reference, channel, address) DO NOTHING;

-- name: followers
SELECT contact.channel, contact.address, contact.conversation, contact.language, contact.reachable
FROM follower JOIN contact ON contact.channel = follower.channel AND contact.address = follower.address
WHERE follower.reference = :reference ORDER BY contact.channel, contact.address;

-- name: seen
SELECT 1 FROM inbox WHERE channel = :channel AND update_id = :update_id;

-- name: receive
INSERT INTO inbox (channel, update_id, received_at) VALUES (:channel, :update_id, :at)
ON CONFLICT (channel, update_id) DO NOTHING;

-- name: put
INSERT INTO outbox (key, channel, address, content, due_at, created_at)
VALUES (:key, :channel, :address, :content, :at, :at)
ON CONFLICT (key) DO NOTHING;

-- name: offer
INSERT INTO button (id, conversation, payload, title, offered_at) VALUES (:id, :conversation, :payload, :title, :at)
ON CONFLICT (conversation, id) DO UPDATE
SET payload = excluded.payload, title = excluded.title, offered_at = excluded.offered_at;

-- name: button
SELECT payload, title FROM button WHERE conversation = :conversation AND id = :id;

-- name: place
SELECT place FROM position WHERE source = :source;

-- name: set_place
INSERT INTO position (source, place) VALUES (:source, :place)
ON CONFLICT (source) DO UPDATE SET place = max(place, excluded.place);

-- name: due
-- The first waiting parcel of each address, where its time has come: the order of an address is kept.
SELECT id, key, channel, address, content, attempts, created_at FROM outbox AS head
WHERE state = 'waiting' AND due_at <= :now AND id = (
    SELECT min(id) FROM outbox AS first
    WHERE first.channel = head.channel AND first.address = head.address AND first.state = 'waiting'
)
ORDER BY id LIMIT :limit;

-- name: lease
UPDATE outbox SET due_at = :until WHERE id = :id;

-- name: close
UPDATE outbox SET state = :state, content = CASE :state WHEN 'dead' THEN content ELSE '' END,
    attempts = attempts + 1, closed_at = :at, error = :error
WHERE id = :id AND state = 'waiting';

-- name: postpone
UPDATE outbox SET due_at = :due_at, attempts = attempts + :counted, error = :error WHERE id = :id AND state = 'waiting';

-- name: counts
SELECT channel, state, count(*) FROM outbox GROUP BY channel, state ORDER BY channel, state;

-- name: dead_letters
SELECT id, channel, error, created_at FROM outbox WHERE state = 'dead' ORDER BY id DESC LIMIT :limit;

-- name: spend
INSERT INTO spent (digest, used_by, used_at) VALUES (:digest, :used_by, :at) ON CONFLICT (digest) DO NOTHING;

-- name: spent_by
SELECT used_by FROM spent WHERE digest = :digest;

-- name: keep
INSERT INTO shared (name, value, expires_at) VALUES (:name, :value, :expires_at)
ON CONFLICT (name) DO UPDATE SET value = excluded.value, expires_at = excluded.expires_at;

-- name: lead
-- One owner at a time, until its lease ends; the owner renews it.
INSERT INTO shared (name, value, expires_at) VALUES (:name, :value, :expires_at)
ON CONFLICT (name) DO UPDATE SET value = excluded.value, expires_at = excluded.expires_at
WHERE shared.value = excluded.value OR shared.expires_at <= :at;

-- name: kept
SELECT value FROM shared WHERE name = :name AND expires_at > :at;

-- name: sweep_inbox
DELETE FROM inbox WHERE received_at < :day_ago;

-- name: sweep_outbox
-- The dead are kept longer, to be looked at.
DELETE FROM outbox WHERE state <> 'waiting' AND closed_at < CASE state WHEN 'dead' THEN :week_ago ELSE :day_ago END;

-- name: sweep_spent
DELETE FROM spent WHERE used_at < :day_ago;

-- name: sweep_buttons
DELETE FROM button WHERE offered_at < :month_ago;

-- name: sweep_followers
DELETE FROM follower WHERE since < :week_ago;

-- name: sweep_shared
DELETE FROM shared WHERE expires_at < :day_ago;

-- name: sweep_contacts
DELETE FROM contact WHERE heard_at < :month_ago AND NOT EXISTS (
    SELECT 1 FROM outbox
    WHERE outbox.channel = contact.channel AND outbox.address = contact.address AND outbox.state = 'waiting'
);
