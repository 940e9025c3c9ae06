-- The same, but ids are taken as the table gave them: an account that may write tickets needs no right on their sequence.
CREATE OR REPLACE PROCEDURE give_numbers(_asked text, _patience text, INOUT numbers integer[]) LANGUAGE plpgsql AS $$
DECLARE
    asked new_number[];
    fit integer[];
    ids bigint[];
    one new_number;
    chains text[];
    chain integer;
    seqs integer[];
    hashes text[];
    link_seqs integer[];
    link_hashes text[];
BEGIN
    -- Others go on as soon as this is committed; whoever is answered waits for the disk, below. How long the lists are is
    -- no reason to plan anew each time, and a plan of the morning has to hold when the tables have grown.
    PERFORM set_config('synchronous_commit', 'off', true), set_config('lock_timeout', _patience, true),
            set_config('plan_cache_mode', 'force_generic_plan', true), set_config('enable_seqscan', 'off', true);
    asked := ARRAY(SELECT new FROM json_populate_recordset(CAST(NULL AS new_number), CAST(_asked AS json)) AS new);
    PERFORM pg_advisory_xact_lock(name) FROM (
        SELECT DISTINCT hashtextextended(citizen, 0) AS name FROM unnest(asked) ORDER BY name
    ) AS names;
    -- Of two requests of one citizen, the second has to see what the first was given.
    fit := ARRAY(
        SELECT place FROM unnest(asked) AS new CROSS JOIN LATERAL (
            SELECT count(*) FILTER (WHERE day = new.day AND step < 2 AND status <> 'cancelled') AS kept,
                   count(*) FILTER (WHERE day = new.day AND step < 2 AND status = 'cancelled') AS given_up,
                   count(*) FILTER (WHERE queue = new.queue AND day = new.day
                                      AND status IN ('waiting', 'called', 'serving')) AS active,
                   count(*) FILTER (WHERE ticket.remote = 1 AND day >= new.missed_since AND (
                       status = 'missed' OR (status = 'expired' AND passed_at IS NOT NULL AND ticket.checked_in_at IS NULL)
                   )) AS missed
            FROM ticket WHERE citizen = new.citizen AND day >= least(new.day, new.missed_since)
        ) AS mine
        WHERE (mine.kept, mine.given_up, mine.missed, mine.active) = (new.kept, new.given_up, new.missed, 0)
          AND (SELECT count(*) FROM ticket WHERE citizen = new.citizen AND scope = new.scope AND key = new.key) = 0
          AND (SELECT count(*) FROM unnest(asked) AS other
               WHERE other.citizen = new.citizen AND other.place < new.place) = 0
    );
    PERFORM FROM series WHERE queue = ANY(ARRAY(SELECT queue FROM unnest(asked) WHERE place = ANY(fit)))
        ORDER BY queue FOR UPDATE;
    -- A queue's first number ever is given by a transaction. The limits are asked as if all before in the queue were given
    -- theirs.
    WITH judged AS MATERIALIZED (
        SELECT new.place, new.queue, new.day, new.remote, coalesce(counter.last_no, 0) AS last_no,
               new.place = ANY(fit)
               AND EXISTS (SELECT FROM series_audit WHERE series_audit.queue = new.queue)
               AND coalesce(counter.last_no, 0) + row_number() OVER earlier <= new.most_no
               AND coalesce(counter.last_no - counter.given_up, 0) + row_number() OVER earlier <= new.day_limit
               AND (new.remote = 0
                    OR coalesce(counter.remote, 0) + sum(new.remote) OVER earlier <= new.remote_limit)
               AND (SELECT max(later.day) FROM counter AS later) <= new.day AS fits
        FROM unnest(asked) AS new LEFT JOIN counter ON counter.queue = new.queue AND counter.day = new.day
        WINDOW earlier AS (PARTITION BY new.queue ORDER BY new.place)
    ), counted AS (
        INSERT INTO counter (queue, day, last_no, remote)
        SELECT queue, day, count(*), sum(remote) FROM judged WHERE fits GROUP BY queue, day
        ON CONFLICT (queue, day) DO UPDATE
            SET last_no = counter.last_no + excluded.last_no, remote = counter.remote + excluded.remote
    )
    SELECT array_agg(no ORDER BY place) INTO numbers FROM (
        SELECT place, CASE WHEN fits THEN last_no + count(*) FILTER (WHERE fits) OVER (PARTITION BY queue ORDER BY place) END AS no
        FROM judged
    ) AS given;
    WITH written AS (
        INSERT INTO ticket (reference, queue, day, no, number, citizen, transaction_id, language, scope, key, status,
                            waits_in, turn, issued_at, checked_in_at, remote, ready)
        SELECT reference, queue, day, numbers[place],
               prefix || lpad(CAST(numbers[place] AS text), greatest(3, length(CAST(numbers[place] AS text))), '0'),
               citizen, transaction_id, language, scope, key, 'waiting',
               queue, numbers[place], at, checked_in_at, remote, ready
        FROM unnest(asked) WHERE numbers[place] IS NOT NULL
        RETURNING id, reference
    )
    SELECT array_agg(id ORDER BY place) INTO ids FROM unnest(asked) LEFT JOIN written USING (reference);
    INSERT INTO event (id, ticket_id, citizen, kind, at)
        SELECT base + CAST(CAST(pg_current_xact_id() AS text) AS bigint) * 1024 + place, ids[place], citizen, 'issued', at
        FROM event_base CROSS JOIN unnest(asked) WHERE numbers[place] IS NOT NULL;
    INSERT INTO forecast (ticket_id, queue, day, at, ahead, low, high)
        SELECT ids[place], queue, day, at, ahead, low, high FROM unnest(asked) WHERE numbers[place] IS NOT NULL;
    -- The ends of the chains are locked last, until the links are there.
    SELECT array_agg(queue), array_agg(seq), array_agg(hash) INTO chains, seqs, hashes FROM (
        SELECT queue, seq, hash FROM series_audit
        WHERE queue = ANY(ARRAY(SELECT queue FROM unnest(asked) WHERE numbers[place] IS NOT NULL))
        ORDER BY queue FOR UPDATE
    ) AS ends;
    FOREACH one IN ARRAY asked LOOP
        IF numbers[one.place] IS NOT NULL THEN
            chain := array_position(chains, one.queue);
            seqs[chain] := seqs[chain] + 1;
            hashes[chain] := encode(sha256(convert_to(
                hashes[chain] || chr(10) || one.head || seqs[chain] || one.middle || numbers[one.place] || one.tail,
                'UTF8'
            )), 'hex');
            link_seqs[one.place] := seqs[chain];
            link_hashes[one.place] := hashes[chain];
        END IF;
    END LOOP;
    UPDATE series_audit SET seq = ends.seq, hash = ends.hash
        FROM unnest(chains, seqs, hashes) AS ends (queue, seq, hash) WHERE series_audit.queue = ends.queue;
    INSERT INTO audit (queue, seq, day, no, at, action, actor, status, hash)
        SELECT queue, link_seqs[place], day, numbers[place], at, action, actor, 'waiting', link_hashes[place]
        FROM unnest(asked) WHERE numbers[place] IS NOT NULL;
    IF cardinality(array_remove(numbers, NULL)) > 0 THEN
        COMMIT;
        PERFORM pg_logical_emit_message(true, 'settled', '');
    END IF;
END
$$;
