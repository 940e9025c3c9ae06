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
ORDER BY turn, slot, id LIMIT 1;

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
ORDER BY turn, slot, id LIMIT 1;

-- name: insert_event
-- One message to the citizen; near_turn is told once a ticket, so a second one is passed over.
INSERT INTO event (ticket_id, citizen, kind, window, at)
SELECT id, citizen, :kind, :window, :at FROM ticket WHERE reference = :reference
ON CONFLICT (ticket_id) WHERE kind = 'near_turn' DO NOTHING;

-- name: chain_end
-- Number and hash of the newest link of the queue's chain.
SELECT seq, hash FROM audit WHERE queue = :queue ORDER BY seq DESC LIMIT 1;

-- name: insert_audit
-- The next link of the queue's chain.
INSERT INTO audit (queue, seq, day, no, at, action, actor, status, window, hash)
VALUES (:queue, :seq, :day, :no, :at, :action, :actor, :status, :window, :hash);

-- name: events_after
-- The citizen's messages after one of them.
SELECT event.id, event.kind, ticket.reference, event.citizen, ticket.number, ticket.transaction_id, event.window,
       ticket.language, event.at
FROM event JOIN ticket ON ticket.id = event.ticket_id
WHERE event.citizen = :citizen AND event.id > :event_id ORDER BY event.id LIMIT :limit;

-- name: newest_event
-- The id of the newest message of all.
SELECT coalesce(max(id), 0) AS newest FROM event;

-- name: outbox_after
-- Everybody's messages after one of them, for the senders.
SELECT event.id, event.kind, ticket.reference, event.citizen, ticket.number, ticket.transaction_id, event.window,
       ticket.language, event.at
FROM event JOIN ticket ON ticket.id = event.ticket_id
WHERE event.id > :event_id ORDER BY event.id LIMIT :limit;
