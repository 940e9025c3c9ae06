-- Numbers by one call that judges by limits, under the locks; the looks and calls of before stay for older processes.

-- A request for a number as numbers_in_turn takes it; a limit is NULL where there is none.
CREATE TYPE number_asked AS (
    place integer, queue text, reference text, citizen text, transaction_id text, language text, scope text, key text,
    remote integer, ready text, actor text, tail text, most_kept bigint, most_given_up bigint, most_missed bigint
);

-- A queue of such requests: up to which line its numbers are given, the day's limits, what its links begin with, whether it
-- is to be told what the queue looks like now; and how it looked before: its last link and numbers, and its own line.
CREATE TYPE queue_asked AS (
    queue text, prefix text, longest integer, day_limit bigint, remote_limit bigint, head text, middle text, told boolean,
    seen_seq integer, seen_no integer, seen_remote integer, seen_present integer, seen_absent integer
);

-- One link more of a chain: the hash of the one before (its newest, at first), a line feed and the content.
CREATE FUNCTION next_link(_before text, _newest text, _content text) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
    RETURN encode(sha256(convert_to(coalesce(_before, _newest) || chr(10) || _content, 'UTF8')), 'hex');
END
$$;

CREATE AGGREGATE links(text, text) (SFUNC = next_link, STYPE = text);

-- What queues look like, as JSON: who waits, present and absent, and of these those with numbers of the queue itself; last
-- link, last number and those of outside; windows that hold somebody, call and end of the newest cases. And the windows
-- that pause.
CREATE FUNCTION views(_queues text[], _day date, _since date, _cases integer) RETURNS text LANGUAGE plpgsql STABLE AS $$
BEGIN
    PERFORM set_config('plan_cache_mode', 'force_generic_plan', true), set_config('enable_seqscan', 'off', true);
    RETURN (
        SELECT json_build_object(
            'paused', (SELECT json_agg("window") FROM pause WHERE day = _day),
            'queues', json_object_agg(one, json_build_array(
                present, absent, own_present, own_absent, (SELECT seq FROM series_audit WHERE queue = one),
                (SELECT last_no FROM counter WHERE queue = one AND day = _day),
                (SELECT remote FROM counter WHERE queue = one AND day = _day), at_windows, newest.cases
            ))
        )
        FROM unnest(_queues) AS one
        CROSS JOIN LATERAL (
            SELECT count(*) FILTER (WHERE checked_in_at IS NOT NULL) AS present,
                   count(*) FILTER (WHERE checked_in_at IS NULL) AS absent,
                   count(*) FILTER (WHERE checked_in_at IS NOT NULL AND queue = one) AS own_present,
                   count(*) FILTER (WHERE checked_in_at IS NULL AND queue = one) AS own_absent
            FROM ticket WHERE waits_in = one AND day = _day AND status = 'waiting'
                          AND held_at IS NULL AND passed_at IS NULL
        ) AS line
        CROSS JOIN LATERAL (
            SELECT json_agg("window") AS at_windows
            FROM ticket WHERE waits_in = one AND day = _day AND status IN ('called', 'serving')
        ) AS held
        CROSS JOIN LATERAL (
            SELECT json_agg(json_build_array(called_at, finished_at)) AS cases
            FROM (SELECT called_at, finished_at FROM ticket
                  WHERE waits_in = one AND day >= _since AND status IN ('served', 'missed')
                  ORDER BY day DESC, finished_at DESC LIMIT _cases) AS finished
        ) AS newest
    );
END
$$;

-- Gives the requests (a JSON list of number_asked, each of another citizen) in whose way nothing stands their queues' next
-- numbers: the citizen is within the limits, holds no number of the queue and has not used the key; the queue (of a JSON
-- list of queue_asked) has given a number before, is within its limits, and its line no longer than was said.
-- Told of those: their places, numbers, tickets, and who was ahead. What is told has been committed, and is on the disk.
-- All citizens are locked before the first queue, and the queues in one order, so that no two calls, nor one and a
-- transaction, wait in a ring.
CREATE PROCEDURE numbers_in_turn(
    _asked text, _queues text, _day date, _at timestamptz, _missed_since date, _since date, _cases integer, _patience text,
    INOUT places integer[], INOUT numbers integer[], INOUT tickets bigint[], INOUT presents bigint[],
    INOUT absents bigint[], INOUT seen text
) LANGUAGE plpgsql AS $$
DECLARE
    asked number_asked[];
    queues queue_asked[];
    locked text[];
    to_tell text[];
BEGIN
    -- Others go on as soon as this is committed; whoever is answered waits for the disk, below. How long the lists are is
    -- no reason to plan anew each time, and a plan of the morning has to hold when the tables have grown.
    PERFORM set_config('synchronous_commit', 'off', true), set_config('lock_timeout', _patience, true),
            set_config('plan_cache_mode', 'force_generic_plan', true), set_config('enable_seqscan', 'off', true);
    asked := ARRAY(SELECT one FROM json_populate_recordset(CAST(NULL AS number_asked), CAST(_asked AS json)) AS one);
    queues := ARRAY(SELECT one FROM json_populate_recordset(CAST(NULL AS queue_asked), CAST(_queues AS json)) AS one);
    PERFORM pg_advisory_xact_lock(name) FROM (
        SELECT DISTINCT hashtextextended(citizen, 0) AS name FROM unnest(asked) ORDER BY name
    ) AS citizens;
    -- Only those that were there to be locked: a queue's first number may be committed from now on.
    SELECT array_agg(queue) INTO locked FROM (
        SELECT queue FROM series WHERE queue = ANY(ARRAY(SELECT queue FROM unnest(queues))) ORDER BY queue FOR UPDATE
    ) AS held;
    WITH newest AS MATERIALIZED (
        -- Locked until the links are there: a window may write one without its queue's lock.
        SELECT queue, seq, hash FROM series_audit WHERE queue = ANY(locked) ORDER BY queue FOR UPDATE
    ), line AS MATERIALIZED (
        -- Whatever becomes of a number is a link of its queue. So a line is counted only if there are more links than new
        -- numbers since it was seen; but for numbers of other queues that were sent there.
        SELECT one.*, newest.seq, newest.hash, coalesce(counter.last_no, 0) AS last_no,
               coalesce(counter.last_no - counter.given_up, 0) AS kept, coalesce(counter.remote, 0) AS outside, quiet,
               CASE WHEN quiet THEN seen_present + coalesce(last_no - seen_no - (counter.remote - seen_remote), 0)
                    ELSE counted.present END + sent.present AS present,
               CASE WHEN quiet THEN seen_absent + coalesce(counter.remote - seen_remote, 0)
                    ELSE counted.absent END + sent.absent AS absent
        FROM unnest(queues) AS one JOIN newest USING (queue)
        LEFT JOIN LATERAL (SELECT * FROM counter WHERE queue = one.queue AND day = _day OFFSET 0) AS counter ON true
        CROSS JOIN LATERAL (SELECT newest.seq - seen_seq = coalesce(last_no, 0) - seen_no AS quiet) AS since
        CROSS JOIN LATERAL (
            SELECT count(*) FILTER (WHERE checked_in_at IS NOT NULL) AS present,
                   count(*) FILTER (WHERE checked_in_at IS NULL) AS absent
            FROM ticket WHERE waits_in = one.queue AND day = _day AND status = 'waiting'
                          AND held_at IS NULL AND passed_at IS NULL AND NOT quiet
        ) AS counted
        CROSS JOIN LATERAL (
            SELECT count(*) FILTER (WHERE status = 'waiting' AND checked_in_at IS NOT NULL) AS present,
                   count(*) FILTER (WHERE status = 'waiting' AND checked_in_at IS NULL) AS absent
            FROM ticket WHERE waits_in = one.queue AND day = _day AND waits_in <> queue
                          AND held_at IS NULL AND passed_at IS NULL AND quiet
        ) AS sent
    ), citizens AS (
        SELECT new.* FROM unnest(asked) AS new CROSS JOIN LATERAL (
            SELECT count(*) FILTER (WHERE day = _day AND step < 2 AND status <> 'cancelled') AS kept,
                   count(*) FILTER (WHERE day = _day AND step < 2 AND status = 'cancelled') AS given_up,
                   count(*) FILTER (WHERE ticket.remote = 1 AND day >= _missed_since AND (
                       status = 'missed' OR (status = 'expired' AND passed_at IS NOT NULL AND checked_in_at IS NULL)
                   )) AS missed,
                   count(*) FILTER (WHERE (queue = new.queue AND day = _day AND status IN ('waiting', 'called', 'serving'))
                                          OR (scope = new.scope AND key = new.key)) AS held
            FROM ticket WHERE citizen = new.citizen
        ) AS mine
        WHERE held = 0 AND (most_kept IS NULL OR kept < most_kept)
          AND (most_given_up IS NULL OR given_up < most_given_up) AND (most_missed IS NULL OR missed < most_missed)
          AND (SELECT max(day) FROM counter) <= _day
    ), judged AS (
        -- As if all before in the queue were given theirs.
        SELECT citizens.*, line.prefix, line.head, line.middle, line.last_no, line.seq, line.hash,
               line.present, line.absent,
               line.kept + row_number() OVER earlier <= line.day_limit
               AND line.present + line.absent + row_number() OVER earlier <= line.longest + 1
               AND (citizens.remote = 0 OR line.outside + sum(citizens.remote) OVER earlier <= line.remote_limit) AS fits
        FROM citizens JOIN line USING (queue)
        WINDOW earlier AS (PARTITION BY queue ORDER BY place)
    ), numbered AS (
        SELECT judged.*, last_no + row_number() OVER earlier AS no, seq + row_number() OVER earlier AS link,
               sum(judged.remote) OVER earlier AS outside, row_number() OVER earlier AS nth
        FROM judged WHERE fits WINDOW earlier AS (PARTITION BY queue ORDER BY place)
    ), linked AS MATERIALIZED (
        SELECT numbered.*, links(hash, head || link || middle || no || tail) OVER (PARTITION BY queue ORDER BY place) AS new_hash
        FROM numbered
    ), counted AS (
        INSERT INTO counter (queue, day, last_no, remote)
        SELECT queue, _day, count(*), sum(remote) FROM linked GROUP BY queue
        ON CONFLICT (queue, day) DO UPDATE
            SET last_no = counter.last_no + excluded.last_no, remote = counter.remote + excluded.remote
    ), written AS (
        INSERT INTO ticket (reference, queue, day, no, number, citizen, transaction_id, language, scope, key, status,
                            waits_in, turn, issued_at, checked_in_at, remote, ready)
        SELECT reference, queue, _day, no, prefix || lpad(CAST(no AS text), greatest(3, length(CAST(no AS text))), '0'),
               citizen, transaction_id, language, scope, key, 'waiting',
               queue, no, _at, CASE remote WHEN 0 THEN _at END, remote, ready
        FROM linked
        RETURNING id, reference, citizen
    ), announced AS (
        INSERT INTO event (id, ticket_id, citizen, kind, at)
        SELECT base + CAST(CAST(pg_current_xact_id() AS text) AS bigint) * 1024 + row_number() OVER (), id, citizen, 'issued', _at
        FROM event_base CROSS JOIN written
    ), audited AS (
        INSERT INTO audit (queue, seq, day, no, at, action, actor, status, hash)
        SELECT queue, link, _day, no, _at, 'issue', actor, 'waiting', new_hash FROM linked
    ), ended AS (
        UPDATE series_audit SET seq = ends.link, hash = ends.new_hash
        FROM (SELECT DISTINCT ON (queue) queue, link, new_hash FROM linked ORDER BY queue, link DESC) AS ends
        WHERE series_audit.queue = ends.queue
    )
    SELECT array_agg(place), array_agg(no), array_agg(id),
           array_agg(linked.present + nth - 1 - outside + remote), array_agg(linked.absent + outside - remote),
           (SELECT array_agg(queue) FROM line
            WHERE line.told OR NOT quiet OR line.present + line.absent + cardinality(asked) > line.longest)
        INTO places, numbers, tickets, presents, absents, to_tell FROM linked JOIN written USING (reference);
    IF to_tell IS NOT NULL THEN
        seen := views(to_tell, _day, _since, _cases);
    END IF;
    IF places IS NOT NULL THEN
        COMMIT;
        PERFORM pg_logical_emit_message(true, 'settled', '');
    END IF;
END
$$;

-- Keeps ranges of numbers that were given by such a call. Who was called, moved or gone in between has none: it would be
-- of another place. Nobody waits for the disk.
CREATE FUNCTION keep_ranges(_tickets bigint[], _aheads integer[], _lows integer[], _highs integer[], _at timestamptz)
RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM set_config('synchronous_commit', 'off', true), set_config('plan_cache_mode', 'force_generic_plan', true),
            set_config('enable_seqscan', 'off', true);
    INSERT INTO forecast (ticket_id, queue, day, at, ahead, low, high)
    SELECT new.id, its.queue, its.day, _at, new.ahead, new.low, new.high
    FROM unnest(_tickets, _aheads, _lows, _highs) AS new (id, ahead, low, high) CROSS JOIN LATERAL (
        SELECT queue, day, status = 'waiting' AND turn = no AND slot = 0 AND priority IS NULL AS stands
        FROM ticket WHERE ticket.id = new.id OFFSET 0
    ) AS its WHERE stands;
END
$$;
