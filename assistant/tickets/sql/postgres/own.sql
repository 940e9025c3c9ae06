-- name: add_series
-- The rows of queues that are written in for the first time.
INSERT INTO series (queue) SELECT unnest(CAST(:queues AS text[])) ON CONFLICT DO NOTHING;

-- name: lock_series
-- Waits until nobody else writes in these queues; in one order for all, so that no two wait for each other. They are given
-- back before the disk has what was written: the next one need not wait for it, whoever is answered does.
SELECT queue FROM series
WHERE queue = ANY(CAST(:queues AS text[])) AND (SELECT set_config('synchronous_commit', 'off', true)) = 'off'
ORDER BY queue FOR UPDATE;

-- name: lock_citizen_and_series
-- The same once nobody else takes a number for this citizen in whatever queue: keys and limits run over all of them.
-- Rows are locked after the join, so the citizen comes first for everybody.
WITH citizen AS MATERIALIZED (SELECT pg_advisory_xact_lock(hashtextextended(:citizen, 0)))
SELECT queue FROM citizen CROSS JOIN series
WHERE queue = ANY(CAST(:queues AS text[])) AND (SELECT set_config('synchronous_commit', 'off', true)) = 'off'
ORDER BY queue FOR UPDATE OF series;

-- name: standing
-- What a request for a number is judged by; a function of the server, whose statements are short and stay planned.
SELECT * FROM standing(:queue, :citizen, :scope, :key, :day, :since, :limit, :no_shows_since);

-- name: views
-- Lines and paces of several queues, as JSON.
SELECT views(:queues, :day, :since, :cases) AS seen;

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
               hash || chr(10) || CAST(:head AS text) || CAST(seq + 1 AS text) || CAST(:middle AS text)
               || CAST(CAST(:no AS integer) AS text) || CAST(:tail AS text), 'UTF8')), 'hex')
    FROM last
    RETURNING queue, seq, hash
)
INSERT INTO series_audit (queue, seq, hash) SELECT queue, seq, hash FROM link
ON CONFLICT (queue) DO UPDATE SET seq = excluded.seq, hash = excluded.hash;

-- name: give_number
-- All that a new number is, in one call of a function of the server; NULL when the request has to be judged again.
SELECT give_number(
    _reference => :reference, _queue => :queue, _day => :day, _no => :no, _prefix => :prefix, _citizen => :citizen,
    _transaction_id => :transaction_id, _language => :language, _scope => :scope, _key => :key, _at => :at,
    _checked_in_at => :checked_in_at, _remote => :remote, _priority => :priority, _ready => :ready, _visit => :visit,
    _step => :step, _bound => :bound, _also => :also, _place => :place, _ahead => :ahead, _low => :low,
    _high => :high, _action => :action, _actor => :actor, _genesis => :genesis, _head => :head, _middle => :middle,
    _tail => :tail, _kept => :kept, _given_up => :given_up, _missed => :missed, _missed_since => :missed_since,
    _day_limit => :day_limit, _remote_limit => :remote_limit, _most_no => :most_no
) AS no;

-- name: numbers_in_turn
-- New numbers of several citizens in one call: of those that were given, their places in the list, what they are and who
-- was ahead; and what queues look like. What is told here has been committed, and is on the disk.
CALL numbers_in_turn(:asked, :queues, :day, :at, :missed_since, :since, :cases, :patience, NULL, NULL, NULL, NULL, NULL, NULL);

-- name: keep_ranges
-- Ranges of numbers that were given by such a call.
SELECT keep_ranges(:tickets, :aheads, :lows, :highs, :at);

-- name: events_after
-- The citizen's settled messages after one of them.
SELECT event.id, event.kind, ticket.reference, event.citizen, ticket.number, ticket.transaction_id, event.window,
       ticket.language, event.at
FROM ticket JOIN event ON event.ticket_id = ticket.id
WHERE ticket.citizen = :citizen AND event.id > :event_id
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
