-- name: add_series
-- The rows of queues that are written in for the first time.
INSERT INTO series (queue) SELECT unnest(CAST(:queues AS text[])) ON CONFLICT DO NOTHING;

-- name: lock_series
-- Waits until nobody else writes in these queues; in one order for all, so that no two wait for each other.
SELECT queue FROM series WHERE queue = ANY(CAST(:queues AS text[])) ORDER BY queue FOR UPDATE;

-- name: lock_citizen_and_series
-- The same once nobody else takes a number for this citizen in whatever queue: keys and limits run over all of them.
-- Rows are locked after the join, so the citizen comes first for everybody.
WITH citizen AS MATERIALIZED (SELECT pg_advisory_xact_lock(hashtextextended(:citizen, 0)))
SELECT queue FROM citizen CROSS JOIN series WHERE queue = ANY(CAST(:queues AS text[])) ORDER BY queue
FOR UPDATE OF series;

-- name: standing
-- What a request for a number is judged by: what its key gave, the citizen's day and missed turns (one of several matters
-- of a visit counts once), the queue's numbers and line, and its pace.
SELECT (SELECT max(day) FROM counter) AS newest_day,
       (SELECT reference FROM ticket WHERE scope = :scope AND citizen = :citizen AND key = :key) AS known,
       (SELECT reference FROM ticket WHERE citizen = :citizen AND queue = :queue AND day = :day
                                       AND status IN ('waiting', 'called', 'serving')) AS active,
       mine.kept, mine.given_up,
       (SELECT CAST(json_agg(day) AS text) FROM (SELECT day FROM ticket
            WHERE citizen = :citizen AND day >= :no_shows_since AND remote = 1
              AND (status = 'missed' OR (status = 'expired' AND passed_at IS NOT NULL AND checked_in_at IS NULL))
            ORDER BY day DESC, id DESC) AS missed) AS no_shows,
       counter.last_no, counter.remote, counter.given_up AS cancelled,
       line.present, line.absent, line.favoured,
       (SELECT CAST(json_agg("window") AS text) FROM pause WHERE day = :day) AS paused,
       (SELECT CAST(json_agg("window") AS text) FROM ticket WHERE waits_in = :queue AND day = :day
                                                       AND status IN ('called', 'serving')) AS at_windows,
       (SELECT CAST(json_agg(json_build_array(called_at, finished_at)) AS text) FROM (SELECT called_at, finished_at FROM ticket
            WHERE waits_in = :queue AND day >= :since AND status IN ('served', 'missed')
            ORDER BY day DESC, finished_at DESC LIMIT :limit) AS newest) AS cases
FROM (SELECT count(*) FILTER (WHERE status <> 'cancelled') AS kept,
             count(*) FILTER (WHERE status = 'cancelled') AS given_up
      FROM ticket WHERE citizen = :citizen AND day = :day AND step < 2) AS mine
CROSS JOIN (SELECT count(*) FILTER (WHERE checked_in_at IS NOT NULL) AS present,
                   count(*) FILTER (WHERE checked_in_at IS NULL) AS absent,
                   count(*) FILTER (WHERE checked_in_at IS NOT NULL AND priority IS NOT NULL) AS favoured
            FROM ticket WHERE waits_in = :queue AND day = :day AND status = 'waiting'
                          AND held_at IS NULL AND passed_at IS NULL) AS line
LEFT JOIN counter ON counter.queue = :queue AND counter.day = :day;

-- name: scene
-- What tells a queue's pace: paused windows, those that hold somebody, call and end of the newest cases (a missed one
-- takes its window's time too).
SELECT (SELECT CAST(json_agg("window") AS text) FROM pause WHERE day = :day) AS paused,
       (SELECT CAST(json_agg("window") AS text) FROM ticket WHERE waits_in = :queue AND day = :day
                                                       AND status IN ('called', 'serving')) AS at_windows,
       (SELECT CAST(json_agg(json_build_array(called_at, finished_at)) AS text) FROM (SELECT called_at, finished_at FROM ticket
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

-- name: insert_audit
-- The next link of the queue's chain, which is then its newest: the hash of the last one, a line feed and the content.
-- Others wait at the last one until this link is there.
WITH newest AS (
    SELECT seq, hash FROM series_audit WHERE queue = :queue FOR UPDATE
), last AS (
    SELECT coalesce(max(seq), 0) AS seq, coalesce(max(hash), :genesis) AS hash FROM newest
), link AS (
    INSERT INTO audit (queue, seq, day, no, at, action, actor, status, "window", hash)
    SELECT CAST(:queue AS text), seq + 1, CAST(:day AS date), CAST(:no AS integer), CAST(:at AS timestamptz),
           CAST(:action AS text), CAST(:actor AS text), CAST(:status AS text), CAST(:window AS integer),
           encode(sha256(convert_to(
               hash || chr(10) || CAST(:head AS text) || CAST(seq + 1 AS text) || CAST(:tail AS text), 'UTF8')), 'hex')
    FROM last
    RETURNING queue, seq, hash
)
INSERT INTO series_audit (queue, seq, hash) SELECT queue, seq, hash FROM link
ON CONFLICT (queue) DO UPDATE SET seq = excluded.seq, hash = excluded.hash;

-- name: give_number
-- All that a new number is, in one statement: what take_number, insert_ticket, insert_event, insert_forecast (unless `low`
-- is NULL) and insert_audit do one by one.
WITH taken AS (
    INSERT INTO counter (queue, day, last_no, remote) VALUES (:queue, :day, :no, :remote)
    ON CONFLICT (queue, day) DO UPDATE SET last_no = excluded.last_no, remote = counter.remote + excluded.remote
    WHERE counter.last_no = excluded.last_no - 1
), ticket AS (
    INSERT INTO ticket (reference, queue, day, no, number, citizen, transaction_id, language, scope, key, status,
                        waits_in, turn, slot, returns, for_window, "window", issued_at, checked_in_at, remote, priority,
                        ready, visit, step, bound, also)
    VALUES (:reference, :queue, :day, :no, :number, :citizen, :transaction_id, :language, :scope, :key, :status,
            :waits_in, :turn, :slot, :returns, :for_window, :window, :issued_at, :checked_in_at, :remote, :priority,
            :ready, :visit, :step, :bound, :also)
    RETURNING id, citizen, waits_in, day
), told AS (
    INSERT INTO event (id, ticket_id, citizen, kind, at)
    SELECT (SELECT base FROM event_base) + CAST(CAST(pg_current_xact_id() AS text) AS bigint) * 1024 + :place,
           id, citizen, 'issued', CAST(:at AS timestamptz)
    FROM ticket
), promised AS (
    INSERT INTO forecast (ticket_id, queue, day, at, ahead, low, high)
    SELECT id, waits_in, day, CAST(:at AS timestamptz), CAST(:ahead AS integer), CAST(:low AS integer),
           CAST(:high AS integer)
    FROM ticket WHERE CAST(:low AS integer) IS NOT NULL
), newest AS (
    SELECT seq, hash FROM series_audit WHERE queue = :queue FOR UPDATE
), last AS (
    SELECT coalesce(max(seq), 0) AS seq, coalesce(max(hash), :genesis) AS hash FROM newest
), link AS (
    INSERT INTO audit (queue, seq, day, no, at, action, actor, status, "window", hash)
    SELECT CAST(:queue AS text), seq + 1, CAST(:day AS date), CAST(:no AS integer), CAST(:at AS timestamptz),
           CAST(:action AS text), CAST(:actor AS text), CAST(:status AS text), CAST(:window AS integer),
           encode(sha256(convert_to(
               hash || chr(10) || CAST(:head AS text) || CAST(seq + 1 AS text) || CAST(:tail AS text), 'UTF8')), 'hex')
    FROM last
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
