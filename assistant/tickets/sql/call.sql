-- name: recent_favours
-- Which of the queue's newest calls were made before their turn.
SELECT favoured FROM call WHERE queue = :queue AND day = :day AND request_key IS NOT NULL
ORDER BY id DESC LIMIT :limit;

-- name: waiting_at
-- The ticket in line with exactly so many before it.
SELECT * FROM ticket WHERE waits_in = :queue AND day = :day AND status = 'waiting'
  AND held_at IS NULL AND passed_at IS NULL
ORDER BY turn, slot, id LIMIT 1 OFFSET :ahead;

-- name: in_line
-- The first ones in line.
SELECT * FROM ticket WHERE waits_in = :queue AND day = :day AND status = 'waiting'
  AND held_at IS NULL AND passed_at IS NULL
ORDER BY turn, slot, id LIMIT :places;

-- name: behind
-- The next ones in line behind a ticket.
SELECT other.* FROM ticket AS mine JOIN ticket AS other ON other.waits_in = mine.waits_in AND other.day = mine.day
WHERE mine.reference = :reference AND other.status = 'waiting' AND other.held_at IS NULL AND other.passed_at IS NULL
  AND (other.turn, other.slot, other.id) > (mine.turn, mine.slot, mine.id)
ORDER BY other.turn, other.slot, other.id LIMIT :places;

-- name: absent_before
-- Those in line before a ticket who are not checked in: their turn has passed when it is called.
SELECT other.* FROM ticket AS mine JOIN ticket AS other ON other.waits_in = mine.waits_in AND other.day = mine.day
WHERE mine.reference = :reference AND other.status = 'waiting' AND other.held_at IS NULL AND other.passed_at IS NULL
  AND other.checked_in_at IS NULL
  AND (other.turn, other.slot, other.id) < (mine.turn, mine.slot, mine.id)
ORDER BY other.turn, other.slot, other.id;

-- name: last_slot
-- The highest slot within a turn; those that left the line count too, for they may come back. The turn's own number, if it
-- stands where it was given, is found by that.
SELECT max(slot) AS last_slot FROM (
    SELECT slot FROM ticket WHERE waits_in = :queue AND day = :day AND turn = :turn
                              AND (slot > 0 OR turn <> no OR waits_in <> queue)
    UNION ALL SELECT slot FROM ticket WHERE queue = :queue AND day = :day AND no = :turn AND turn = :turn
                                        AND slot = 0 AND waits_in = queue
) AS taken;

-- name: make_room_behind
-- Frees the slot next behind a ticket: all others of its turn that come later move on by two.
UPDATE ticket SET slot = slot + 2 WHERE id IN (
    SELECT id FROM ticket WHERE waits_in = :queue AND day = :day AND turn = :turn
                            AND (slot > 0 OR turn <> no OR waits_in <> queue)
    UNION ALL SELECT id FROM ticket WHERE queue = :queue AND day = :day AND no = :turn AND turn = :turn
                                      AND slot = 0 AND waits_in = queue
) AND (slot, id) > (:slot, (SELECT mine.id FROM ticket AS mine WHERE mine.reference = :reference));

-- name: called_by
-- The ticket that this window's request called, so that a double click calls nobody else.
SELECT ticket.* FROM ticket JOIN call ON call.ticket_id = ticket.id
WHERE call.window = :window AND call.request_key = :request_key;

-- name: at_window
-- The ticket that the window holds today.
SELECT * FROM ticket WHERE "window" = :window AND day = :day AND status IN ('called', 'serving');

-- name: insert_call
-- A call, or its repetition (without request key).
INSERT INTO call (ticket_id, returns, day, "window", request_key, at, queue, favoured)
SELECT id, returns, day, :window, :request_key, :at, waits_in, :favoured FROM ticket WHERE reference = :reference;

-- name: recent_calls
-- The day's newest call of each ticket, newest first.
SELECT ticket.number, call.window, call.at FROM call JOIN ticket ON ticket.id = call.ticket_id
WHERE call.id IN (SELECT max(id) FROM call WHERE day = :day GROUP BY ticket_id)
ORDER BY call.id DESC LIMIT :limit;

-- name: at_windows
-- The tickets of a queue that a window calls or serves now, newest first.
SELECT number, "window", called_at AS at FROM ticket
WHERE waits_in = :queue AND day = :day AND status IN ('called', 'serving')
ORDER BY called_at DESC, id DESC;
