-- name: by_reference
-- The ticket of a reference.
SELECT * FROM ticket WHERE reference = :reference;

-- name: active_of
-- The citizen's open tickets of the day, oldest first.
SELECT * FROM ticket
WHERE citizen = :citizen AND day = :day AND status IN ('waiting', 'called', 'serving') ORDER BY id;

-- name: latest_of
-- The citizen's newest ticket, open or not.
SELECT * FROM ticket WHERE citizen = :citizen ORDER BY id DESC LIMIT 1;

-- name: by_number
-- The ticket of a number.
SELECT * FROM ticket WHERE queue = :queue AND day = :day AND no = :no;

-- name: waiting
-- Those in line for the queue's windows: in the hall, still to come, and with priority.
SELECT count(*) FILTER (WHERE checked_in_at IS NOT NULL) AS present,
       count(*) FILTER (WHERE checked_in_at IS NULL) AS absent,
       count(*) FILTER (WHERE checked_in_at IS NOT NULL AND priority IS NOT NULL) AS favoured
FROM ticket WHERE waits_in = :queue AND day = :day AND status = 'waiting' AND held_at IS NULL AND passed_at IS NULL;

-- name: lines
-- The same of all queues at once.
SELECT waits_in AS queue,
       count(*) FILTER (WHERE checked_in_at IS NOT NULL) AS present,
       count(*) FILTER (WHERE checked_in_at IS NULL) AS absent,
       count(*) FILTER (WHERE checked_in_at IS NOT NULL AND priority IS NOT NULL) AS favoured
FROM ticket WHERE day = :day AND status = 'waiting' AND held_at IS NULL AND passed_at IS NULL GROUP BY waits_in;

-- name: ahead_of
-- The same of those in line before a ticket.
SELECT count(*) FILTER (WHERE other.checked_in_at IS NOT NULL) AS present,
       count(*) FILTER (WHERE other.checked_in_at IS NULL) AS absent,
       count(*) FILTER (WHERE other.checked_in_at IS NOT NULL AND other.priority IS NOT NULL) AS favoured
FROM ticket AS other JOIN ticket AS mine ON mine.reference = :reference
WHERE other.waits_in = mine.waits_in AND other.day = mine.day AND other.status = 'waiting'
  AND other.held_at IS NULL AND other.passed_at IS NULL
  AND (other.turn, other.slot, other.id) < (mine.turn, mine.slot, mine.id);

-- name: open_before
-- Tickets left open on an earlier day, oldest first.
SELECT * FROM ticket WHERE id IN (
    SELECT id FROM (SELECT id, day FROM ticket WHERE day < :day AND status = 'waiting'
                    UNION ALL SELECT id, day FROM ticket WHERE day < :day AND status IN ('called', 'serving')) AS left_open
    ORDER BY day, id LIMIT :limit
) ORDER BY day, id;

-- name: audit_rows
-- All chains, each in its order.
SELECT * FROM audit ORDER BY queue, seq;

-- name: statuses
-- The status of every ticket, to be compared with its last audit row.
SELECT queue, day, no, status FROM ticket ORDER BY queue, day, no;

-- name: of_visit
-- The tickets of a visit in its order.
SELECT * FROM ticket WHERE visit = :visit ORDER BY step, id;

-- name: away
-- Those in the queue's line who are at another window now for another matter: number, and which window.
SELECT ticket.number, other."window", other.called_at AS at
FROM ticket JOIN ticket AS other ON other.citizen = ticket.citizen AND other.day = ticket.day
WHERE ticket.waits_in = :queue AND ticket.day = :day AND ticket.status = 'waiting' AND ticket.held_at IS NULL
  AND ticket.checked_in_at IS NOT NULL AND other.status IN ('called', 'serving')
ORDER BY ticket.turn, ticket.slot, ticket.id;

-- name: bound_numbers
-- Numbers in the queue's line that are not called yet because something of their visit has to be done before.
SELECT number FROM ticket
WHERE waits_in = :queue AND day = :day AND status = 'waiting' AND held_at IS NULL AND bound = 1
  AND EXISTS (SELECT 1 FROM ticket AS earlier WHERE earlier.visit = ticket.visit AND earlier.step < ticket.step
              AND earlier.status IN ('waiting', 'called', 'serving'))
ORDER BY turn, slot, id;
