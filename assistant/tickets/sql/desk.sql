-- name: act_of
-- The press that this request of a window made.
SELECT act.*, ticket.reference FROM act LEFT JOIN ticket ON ticket.id = act.ticket_id
WHERE act."window" = :window AND act.edge = :edge AND act.request_key = :request_key;

-- name: last_act
-- The window's newest press of the day.
SELECT act.*, ticket.reference FROM act LEFT JOIN ticket ON ticket.id = act.ticket_id
WHERE act."window" = :window AND act.day = :day ORDER BY act.id DESC LIMIT 1;

-- name: insert_act
-- A press of a "window", with its ticket as it was before.
INSERT INTO act ("window", day, edge, request_key, ticket_id, before, at)
VALUES (:window, :day, :edge, :request_key, (SELECT id FROM ticket WHERE reference = :reference), :before, :at);

-- name: undo_act
-- A press that was taken back.
UPDATE act SET undone = 1 WHERE id = :id;

-- name: on_hold
-- The tickets that a window has put aside, oldest first.
SELECT * FROM ticket WHERE for_window = :window AND day = :day AND status = 'waiting' AND held_at IS NOT NULL
ORDER BY held_at, id;

-- name: missed_at
-- The tickets that were missed at a "window", newest first.
SELECT * FROM ticket WHERE "window" = :window AND day = :day AND status = 'missed' ORDER BY finished_at DESC, id DESC;

-- name: paused
-- The windows that pause on the day.
SELECT "window" FROM pause WHERE day = :day;

-- name: insert_pause
-- A window pauses; again does no harm.
INSERT INTO pause ("window", day, since) VALUES (:window, :day, :since) ON CONFLICT (day, "window") DO NOTHING;

-- name: delete_pause
-- A window serves again.
DELETE FROM pause WHERE "window" = :window AND day = :day;

-- name: passed_until
-- Those whose turn passed until then and who are still not checked in, oldest first.
SELECT * FROM ticket
WHERE day = :day AND status = 'waiting' AND passed_at IS NOT NULL AND passed_at <= :moment AND checked_in_at IS NULL
ORDER BY passed_at, id LIMIT :limit;

-- name: insert_forecast
-- A range that was given to a ticket.
INSERT INTO forecast (ticket_id, queue, day, at, ahead, low, high)
SELECT id, waits_in, day, :at, :ahead, :low, :high FROM ticket WHERE reference = :reference;

-- name: void_forecasts
-- Ranges that no longer hold because the ticket was moved.
UPDATE forecast SET void = 1
WHERE ticket_id = (SELECT id FROM ticket WHERE reference = :reference) AND came IS NULL AND void = 0;

-- name: open_forecasts
-- Ranges of a ticket whose truth is not known yet.
SELECT forecast.id, forecast.at, forecast.low FROM forecast JOIN ticket ON ticket.id = forecast.ticket_id
WHERE ticket.reference = :reference AND forecast.came IS NULL AND forecast.void = 0;

-- name: close_forecast
-- What came true of a range.
UPDATE forecast SET came = :came WHERE id = :id;

-- name: past_waits
-- When ranges of a queue were given, and the minutes that came true.
SELECT at, came FROM forecast WHERE queue = :queue AND day >= :since AND came IS NOT NULL ORDER BY day, id;

-- name: scores
-- How the forecasts of a day came true, by queue.
SELECT queue, count(*) AS given, count(came) AS known,
       count(*) FILTER (WHERE came BETWEEN low AND high) AS hits, avg(high - low) AS width
FROM forecast WHERE day = :day AND void = 0 GROUP BY queue ORDER BY queue;
