-- name: contact
-- Who is behind an address.
SELECT channel, address, conversation, language, reachable FROM contact WHERE channel = :channel AND address = :address;

-- name: contacts_of
-- Where a conversation is held.
SELECT channel, address, conversation, language, reachable FROM contact
WHERE conversation = :conversation ORDER BY channel, address;

-- name: meet
-- An address was heard of: a known one keeps its conversation and language.
INSERT INTO contact (channel, address, conversation, language, reachable, heard_at)
VALUES (:channel, :address, :conversation, :language, 1, :at)
ON CONFLICT (channel, address) DO UPDATE SET reachable = 1, heard_at = excluded.heard_at
RETURNING channel, address, conversation, language, reachable;

-- name: set_language
-- The language the person has chosen.
UPDATE contact SET language = :language WHERE channel = :channel AND address = :address;

-- name: hand_over
-- Another conversation goes on at the address.
UPDATE contact SET conversation = :conversation WHERE channel = :channel AND address = :address;

-- name: lose
-- The address has blocked us.
UPDATE contact SET reachable = 0 WHERE channel = :channel AND address = :address;

-- name: drop_waiting
-- Nothing that waits for it is sent.
UPDATE outbox SET state = 'dropped', content = '', closed_at = :at, error = :error
WHERE channel = :channel AND address = :address AND state = 'waiting';

-- name: forget_contact
-- The address itself.
DELETE FROM contact WHERE channel = :channel AND address = :address;

-- name: forget_follower
-- The tickets it follows.
DELETE FROM follower WHERE channel = :channel AND address = :address;

-- name: forget_buttons
-- What its conversation was offered.
DELETE FROM button WHERE conversation = :conversation;

-- name: follow
-- Tells an address of a ticket.
INSERT INTO follower (reference, channel, address, since) VALUES (:reference, :channel, :address, :at)
ON CONFLICT (reference, channel, address) DO NOTHING;

-- name: followers
-- Who follows a ticket by its link.
SELECT contact.channel, contact.address, contact.conversation, contact.language, contact.reachable
FROM follower JOIN contact ON contact.channel = follower.channel AND contact.address = follower.address
WHERE follower.reference = :reference ORDER BY contact.channel, contact.address;

-- name: seen
-- Whether an update was dealt with.
SELECT 1 AS seen FROM inbox WHERE channel = :channel AND update_id = :update_id;

-- name: receive
-- Notes an update; no row when it was noted before.
INSERT INTO inbox (channel, update_id, received_at) VALUES (:channel, :update_id, :at)
ON CONFLICT (channel, update_id) DO NOTHING RETURNING 1 AS new;

-- name: put
-- One message, once.
INSERT INTO outbox (key, channel, address, content, due_at, created_at)
VALUES (:key, :channel, :address, :content, :at, :at)
ON CONFLICT (key) DO NOTHING;

-- name: offer
-- What a button asks for.
INSERT INTO button (id, conversation, payload, title, offered_at) VALUES (:id, :conversation, :payload, :title, :at)
ON CONFLICT (conversation, id) DO UPDATE
SET payload = excluded.payload, title = excluded.title, offered_at = excluded.offered_at;

-- name: button
-- What a button asks for.
SELECT payload, title FROM button WHERE conversation = :conversation AND id = :id;

-- name: place
-- How far a source was read.
SELECT place FROM position WHERE source = :source;

-- name: set_place
-- A source is read on, never back.
INSERT INTO position (source, place) VALUES (:source, :place)
ON CONFLICT (source) DO UPDATE SET place = excluded.place WHERE position.place < excluded.place;

-- name: lease
-- Only who still finds it due has it: two processes may have seen it.
UPDATE outbox SET due_at = :until WHERE id = :id AND state = 'waiting' AND due_at <= :now RETURNING 1 AS got;

-- name: close
-- A parcel has arrived or is given up; only the dead keep their words.
UPDATE outbox SET state = :state, content = CASE :state WHEN 'dead' THEN content ELSE '' END,
    attempts = attempts + 1, closed_at = :at, error = :error
WHERE id = :id AND state = 'waiting';

-- name: postpone
-- A parcel is tried later.
UPDATE outbox SET due_at = :due_at, attempts = attempts + :counted, error = :error WHERE id = :id AND state = 'waiting';

-- name: hurry
-- What waits for a time that no wait reaches was put off by a wrong clock.
UPDATE outbox SET due_at = :at WHERE state = 'waiting' AND due_at > :beyond RETURNING 1 AS hurried;

-- name: counts
-- Parcels by channel and state.
SELECT channel, state, count(*) AS parcels FROM outbox GROUP BY channel, state ORDER BY channel, state;

-- name: waiting
-- What waits, by channel, and since when.
SELECT channel, count(*) AS parcels, min(created_at) AS oldest FROM outbox WHERE state = 'waiting' GROUP BY channel;

-- name: dead_letters
-- What was given up, the newest first.
SELECT id, channel, error, created_at FROM outbox WHERE state = 'dead' ORDER BY id DESC LIMIT :limit;

-- name: spend
-- Uses a link.
INSERT INTO spent (digest, used_by, used_at) VALUES (:digest, :used_by, :at) ON CONFLICT (digest) DO NOTHING;

-- name: spent_by
-- Who used it.
SELECT used_by FROM spent WHERE digest = :digest;

-- name: keep
-- Something that all processes share.
INSERT INTO shared (name, value, expires_at) VALUES (:name, :value, :expires_at)
ON CONFLICT (name) DO UPDATE SET value = excluded.value, expires_at = excluded.expires_at;

-- name: lead
-- One owner at a time, until its lease ends; the owner renews it.
INSERT INTO shared (name, value, expires_at) VALUES (:name, :value, :expires_at)
ON CONFLICT (name) DO UPDATE SET value = excluded.value, expires_at = excluded.expires_at
WHERE shared.value = excluded.value OR shared.expires_at <= :at
RETURNING 1 AS led;

-- name: kept
-- What has not expired of it.
SELECT value FROM shared WHERE name = :name AND expires_at > :at;

-- name: sweep_inbox
-- Updates come again within a day.
DELETE FROM inbox WHERE received_at < :before;

-- name: sweep_outbox
-- The dead are kept longer, to be looked at.
DELETE FROM outbox WHERE state <> 'waiting' AND closed_at < CASE state WHEN 'dead' THEN :dead_before ELSE :before END;

-- name: sweep_spent
-- Links live ten minutes.
DELETE FROM spent WHERE used_at < :before;

-- name: sweep_buttons
-- Old buttons.
DELETE FROM button WHERE offered_at < :before;

-- name: sweep_followers
-- Tickets are of one day.
DELETE FROM follower WHERE since < :before;

-- name: sweep_shared
-- What has expired.
DELETE FROM shared WHERE expires_at <= :before;

-- name: sweep_contacts
-- Those who were silent for long, unless something waits for them.
DELETE FROM contact WHERE heard_at < :before AND NOT EXISTS (
    SELECT 1 FROM outbox
    WHERE outbox.channel = contact.channel AND outbox.address = contact.address AND outbox.state = 'waiting'
) RETURNING 1 AS gone;
