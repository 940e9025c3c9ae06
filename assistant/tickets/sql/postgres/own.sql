-- name: add_series
-- The rows of queues that are written in for the first time.
INSERT INTO series (queue) SELECT unnest(CAST(:queues AS text[])) ON CONFLICT DO NOTHING;

-- name: lock_series
-- Waits until nobody else writes in these queues; in one order for all, so that no two wait for each other.
SELECT queue FROM series WHERE queue = ANY(CAST(:queues AS text[])) ORDER BY queue FOR UPDATE;

-- name: lock_citizen
-- Waits until nobody else takes a number for this citizen in whatever queue: keys and limits run over all of them.
SELECT pg_advisory_xact_lock(hashtextextended(:citizen, 0));

-- name: next_waiting
-- Who is called next: transferred tickets first, then by number and by where a ticket was moved. Only who is in the
-- hall, not put aside, not at another window for another matter, and with nothing of the visit to be done before;
-- what is meant for one window waits for it.
SELECT * FROM ticket
WHERE waits_in = :queue AND day = :day AND status = 'waiting' AND held_at IS NULL AND checked_in_at IS NOT NULL
  AND (for_window IS NULL OR for_window = :window)
  AND NOT EXISTS (SELECT 1 FROM ticket AS other WHERE other.citizen = ticket.citizen AND other.day = ticket.day
                  AND other.status IN ('called', 'serving'))
  AND (bound = 0 OR NOT EXISTS (SELECT 1 FROM ticket AS earlier
                                WHERE earlier.visit = ticket.visit AND earlier.step < ticket.step
                                  AND earlier.status IN ('waiting', 'called', 'serving')))
ORDER BY turn, slot, id LIMIT 1 FOR NO KEY UPDATE OF ticket SKIP LOCKED;

-- name: next_with_priority
-- The same among those with priority.
SELECT * FROM ticket
WHERE waits_in = :queue AND day = :day AND status = 'waiting' AND priority IS NOT NULL
  AND held_at IS NULL AND checked_in_at IS NOT NULL
  AND (for_window IS NULL OR for_window = :window)
  AND NOT EXISTS (SELECT 1 FROM ticket AS other WHERE other.citizen = ticket.citizen AND other.day = ticket.day
                  AND other.status IN ('called', 'serving'))
  AND (bound = 0 OR NOT EXISTS (SELECT 1 FROM ticket AS earlier
                                WHERE earlier.visit = ticket.visit AND earlier.step < ticket.step
                                  AND earlier.status IN ('waiting', 'called', 'serving')))
ORDER BY turn, slot, id LIMIT 1 FOR NO KEY UPDATE OF ticket SKIP LOCKED;

-- name: lock_called
-- Waits until nobody else calls this citizen, if there is another ticket with which that could be.
SELECT pg_advisory_xact_lock(hashtextextended(:citizen, 2)), 1 AS found
FROM ticket WHERE citizen = :citizen AND day = :day AND reference <> :reference
  AND status IN ('waiting', 'called', 'serving') LIMIT 1;

-- name: insert_event
-- One message to the citizen; near_turn is told once a ticket, so a second one is passed over.
-- Its id is made of the transaction's own number: ids below those of running transactions never appear any more.
INSERT INTO event (id, ticket_id, citizen, kind, "window", at)
SELECT (SELECT base FROM event_base) + CAST(CAST(pg_current_xact_id() AS text) AS bigint) * 1024 + :place,
       id, citizen, :kind, :window, :at
FROM ticket WHERE reference = :reference
ON CONFLICT (ticket_id) WHERE kind = 'near_turn' DO NOTHING;

-- name: chain_end
-- Number and hash of the newest link of the queue's chain, kept from others until the next one is written.
SELECT seq, hash FROM series_audit WHERE queue = :queue FOR UPDATE;

-- name: insert_audit
-- The next link of the queue's chain, which is then its newest.
WITH link AS (
    INSERT INTO audit (queue, seq, day, no, at, action, actor, status, "window", hash)
    VALUES (:queue, :seq, :day, :no, :at, :action, :actor, :status, :window, :hash)
    RETURNING queue, seq, hash
)
INSERT INTO series_audit (queue, seq, hash) SELECT queue, seq, hash FROM link
ON CONFLICT (queue) DO UPDATE SET seq = excluded.seq, hash = excluded.hash;

-- name: events_after
-- The citizen's settled messages after one of them.
SELECT event.id, event.kind, ticket.reference, event.citizen, ticket.number, ticket.transaction_id, event.window,
       ticket.language, event.at
FROM event JOIN ticket ON ticket.id = event.ticket_id
WHERE event.citizen = :citizen AND event.id > :event_id
  AND event.id < (SELECT base FROM event_base)
               + CAST(CAST(pg_snapshot_xmin(pg_current_snapshot()) AS text) AS bigint) * 1024
ORDER BY event.id LIMIT :limit;

-- name: newest_event
-- The id of the newest settled message of all.
SELECT coalesce(max(id), 0) AS newest FROM event
WHERE id < (SELECT base FROM event_base) + CAST(CAST(pg_snapshot_xmin(pg_current_snapshot()) AS text) AS bigint) * 1024;

-- name: outbox_after
-- Everybody's settled messages after one of them, for the senders.
SELECT event.id, event.kind, ticket.reference, event.citizen, ticket.number, ticket.transaction_id, event.window,
       ticket.language, event.at
FROM event JOIN ticket ON ticket.id = event.ticket_id
WHERE event.id > :event_id
  AND event.id < (SELECT base FROM event_base)
               + CAST(CAST(pg_snapshot_xmin(pg_current_snapshot()) AS text) AS bigint) * 1024
ORDER BY event.id LIMIT :limit;

-- name: event_base
-- Raises the ids of messages above those restored from a dump, whose transactions had numbers this server has not reached.
UPDATE event_base SET base = (SELECT max(id) FROM event)
WHERE (SELECT max(id) FROM event) >= base + CAST(CAST(pg_snapshot_xmax(pg_current_snapshot()) AS text) AS bigint) * 1024;
