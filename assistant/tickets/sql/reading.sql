-- name: by_reference
-- The ticket of a reference.
SELECT * FROM ticket WHERE reference = :reference;

-- name: active_of
-- The citizen's open tickets of the day, oldest first.
SELECT * FROM ticket
WHERE citizen = :citizen AND day = :day AND status IN ('waiting', 'called', 'serving') ORDER BY id;

-- name: latest_of
-- The citizen's newest ticket, open or not: found by its first message, which spares every ticket one more index.
SELECT * FROM ticket WHERE id = (
    SELECT ticket_id FROM event WHERE citizen = :citizen AND kind = 'issued' ORDER BY id DESC LIMIT 1
);

-- name: waiting
-- How many wait for the queue's windows.
SELECT count(*) FROM ticket WHERE waits_in = :queue AND day = :day AND status = 'waiting';

-- name: ahead_of
-- How many are called before this ticket.
SELECT count(*) FROM ticket AS other JOIN ticket AS mine ON mine.reference = :reference
WHERE other.waits_in = mine.waits_in AND other.day = mine.day AND other.status = 'waiting'
  AND (other.turn, other.id) < (mine.turn, mine.id);

-- name: service_times
-- Start and end of the queue's newest cases today.
SELECT serving_at, finished_at FROM ticket
WHERE waits_in = :queue AND day = :day AND status = 'served' ORDER BY finished_at DESC LIMIT :limit;

-- name: open_before
-- Tickets left open on an earlier day, oldest first.
SELECT * FROM ticket WHERE day < :day AND status IN ('waiting', 'called', 'serving') ORDER BY day, id LIMIT :limit;

-- name: audit_rows
-- All chains, each in its order.
SELECT * FROM audit ORDER BY queue, seq;

-- name: statuses
-- The status of every ticket, to be compared with its last audit row.
SELECT queue, day, no, status FROM ticket ORDER BY queue, day, no;
