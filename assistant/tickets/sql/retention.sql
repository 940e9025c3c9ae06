-- name: retire_tickets
-- Tickets of earlier days no longer name a conversation, nor the request that took them; numbers and times stay.
UPDATE ticket SET citizen = 'retired:' || id, key = NULL WHERE id IN (
    SELECT id FROM ticket
    WHERE substr(citizen, 1, 8) <> 'retired:' AND day < :day AND status NOT IN ('waiting', 'called', 'serving')
    ORDER BY day LIMIT :limit
) RETURNING id;

-- name: drop_events
-- What citizens were told, which names their conversations.
DELETE FROM event WHERE id IN (SELECT id FROM event WHERE at < :moment ORDER BY id LIMIT :limit) RETURNING id;

-- name: drop_acts
-- Presses of earlier days: they hold tickets as they were.
DELETE FROM act WHERE id IN (SELECT id FROM act WHERE day < :day ORDER BY id LIMIT :limit) RETURNING id;
