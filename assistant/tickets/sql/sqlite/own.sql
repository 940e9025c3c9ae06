-- name: citizen_stands
-- What a request for a number is judged by of its citizen: what its key gave, the open ticket, the day (one of several
-- matters of a visit counts once) and missed turns.
SELECT max(reference) FILTER (WHERE scope = :scope AND key = :key) AS known,
       max(reference) FILTER (WHERE queue = :queue AND day = :day
                                AND status IN ('waiting', 'called', 'serving')) AS active,
       count(*) FILTER (WHERE day = :day AND step < 2 AND status <> 'cancelled') AS kept,
       count(*) FILTER (WHERE day = :day AND step < 2 AND status = 'cancelled') AS given_up,
       json_group_array(day) FILTER (WHERE day >= :no_shows_since AND remote = 1
            AND (status = 'missed' OR (status = 'expired' AND passed_at IS NOT NULL AND checked_in_at IS NULL))
       ) AS no_shows
FROM ticket WHERE citizen = :citizen;

-- name: queue_stands
-- The same of the queue: the newest day of all, numbers and line of the day, and its pace.
SELECT (SELECT max(day) FROM counter) AS newest_day, counter.last_no, counter.remote, counter.given_up,
       line.present, line.absent, line.favoured,
       (SELECT json_group_array("window") FROM pause WHERE day = :day) AS paused,
       (SELECT json_group_array("window") FROM ticket WHERE waits_in = :queue AND day = :day
                                                       AND status IN ('called', 'serving')) AS at_windows,
       (SELECT json_group_array(json_array(called_at, finished_at)) FROM (SELECT called_at, finished_at FROM ticket
            WHERE waits_in = :queue AND day >= :since AND status IN ('served', 'missed')
            ORDER BY day DESC, finished_at DESC LIMIT :limit) AS newest) AS cases
FROM (SELECT count(*) FILTER (WHERE checked_in_at IS NOT NULL) AS present,
             count(*) FILTER (WHERE checked_in_at IS NULL) AS absent,
             count(*) FILTER (WHERE checked_in_at IS NOT NULL AND priority IS NOT NULL) AS favoured
      FROM ticket WHERE waits_in = :queue AND day = :day AND status = 'waiting'
                    AND held_at IS NULL AND passed_at IS NULL) AS line
LEFT JOIN counter ON counter.queue = :queue AND counter.day = :day;

-- name: next_number
-- Takes the number next to the day's last one (the first one: take_number); who counted wrongly changes nothing here.
UPDATE counter SET last_no = last_no + 1, remote = remote + :remote
WHERE queue = :queue AND day = :day AND last_no = :last_no;

-- name: new_ticket
-- A new number's row, by what is not the same in all of them.
INSERT INTO ticket (reference, queue, day, no, number, citizen, transaction_id, language, waits_in, turn, issued_at,
                    checked_in_at, remote, priority, ready, visit, step, bound, also, scope, key, status)
VALUES (:reference, :queue, :day, :no, :number, :citizen, :transaction_id, :language, :waits_in, :turn, :issued_at,
        :checked_in_at, :remote, :priority, :ready, :visit, :step, :bound, :also, :scope, :key, 'waiting');

-- name: scene
-- What tells a queue's pace: paused windows, those that hold somebody, call and end of the newest cases (a missed one
-- takes its window's time too).
SELECT (SELECT json_group_array("window") FROM pause WHERE day = :day) AS paused,
       (SELECT json_group_array("window") FROM ticket WHERE waits_in = :queue AND day = :day
                                                       AND status IN ('called', 'serving')) AS at_windows,
       (SELECT json_group_array(json_array(called_at, finished_at)) FROM (SELECT called_at, finished_at FROM ticket
            WHERE waits_in = :queue AND day >= :since AND status IN ('served', 'missed')
            ORDER BY day DESC, finished_at DESC LIMIT :limit) AS newest) AS cases;

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

-- name: first_event
-- The first message of a ticket that was written just now.
INSERT INTO event (ticket_id, citizen, kind, at) VALUES (:ticket_id, :citizen, 'issued', :at);

-- name: first_forecast
-- The range that it was given with.
INSERT INTO forecast (ticket_id, queue, day, at, ahead, low, high)
VALUES (:ticket_id, :queue, :day, :at, :ahead, :low, :high);

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
FROM ticket JOIN event ON event.ticket_id = ticket.id
WHERE ticket.citizen = :citizen AND event.id > :event_id ORDER BY event.id LIMIT :limit;

-- name: newest_event
-- The id of the newest message of all.
SELECT coalesce(max(id), 0) AS newest FROM event;

-- name: outbox_after
-- Everybody's messages after one of them, for the senders.
SELECT event.id, event.kind, ticket.reference, event.citizen, ticket.number, ticket.transaction_id, event.window,
       ticket.language, event.at
FROM event JOIN ticket ON ticket.id = event.ticket_id
WHERE event.id > :event_id ORDER BY event.id LIMIT :limit;
