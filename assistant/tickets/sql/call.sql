-- name: waiting_at
-- The waiting ticket with exactly so many ahead.
SELECT * FROM ticket WHERE waits_in = :queue AND day = :day AND status = 'waiting'
ORDER BY turn, id LIMIT 1 OFFSET :ahead;

-- name: called_by
-- The ticket that this window's request called, so that a double click calls nobody else.
SELECT ticket.* FROM ticket JOIN call ON call.ticket_id = ticket.id
WHERE call.window = :window AND call.request_key = :request_key;

-- name: at_window
-- The ticket that the window holds today.
SELECT * FROM ticket WHERE "window" = :window AND day = :day AND status IN ('called', 'serving');

-- name: insert_call
-- A call, or its repetition (without request key).
INSERT INTO call (ticket_id, transfers, day, "window", request_key, at)
SELECT id, transfers, day, :window, :request_key, :at FROM ticket WHERE reference = :reference;

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
