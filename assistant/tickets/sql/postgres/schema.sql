-- The present schema whole, to be read; a test holds it to the sum of the migrations, which make it.
-- The ticket ledger. Days are dates of Asia/Shanghai.

-- The last number given by each queue on each day; a row appears with the day's first ticket.
CREATE TABLE counter (
    queue text NOT NULL,
    day date NOT NULL,
    last_no integer NOT NULL CHECK (last_no > 0),
    remote integer NOT NULL DEFAULT 0, -- of them, those to citizens outside the hall
    given_up integer NOT NULL DEFAULT 0,
    PRIMARY KEY (queue, day)
);
CREATE INDEX counter_day ON counter (day);

-- One row a ticket, for ever. queue, day and no are its number; waits_in is the queue that calls it.
CREATE TABLE ticket (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    reference text NOT NULL UNIQUE,
    queue text NOT NULL,
    day date NOT NULL,
    no integer NOT NULL CHECK (no > 0),
    number text NOT NULL,
    citizen text NOT NULL,
    transaction_id text NOT NULL,
    language text NOT NULL,
    scope text NOT NULL,
    key text,
    status text NOT NULL
        CHECK (status IN ('waiting', 'called', 'serving', 'served', 'missed', 'cancelled', 'expired')),
    waits_in text NOT NULL,
    turn integer NOT NULL CHECK (turn >= 0),
    returns integer NOT NULL DEFAULT 0, -- how often it came back from a window to the line
    for_window integer,
    "window" integer CHECK ("window" IS NOT NULL OR status NOT IN ('called', 'serving')),
    issued_at timestamptz NOT NULL,
    checked_in_at timestamptz,
    called_at timestamptz,
    serving_at timestamptz,
    finished_at timestamptz,
    slot integer NOT NULL DEFAULT 0, -- the order of calling is (turn, slot, id)
    remote integer NOT NULL DEFAULT 0,
    priority text CHECK (priority IN ('elderly', 'disabled', 'pregnant', 'with_infant', 'soldier')),
    ready text, -- places of the materials that the citizen has, as a JSON list; NULL as long as nobody asked
    passed_at timestamptz,
    held_at timestamptz,
    lates integer NOT NULL DEFAULT 0,
    requeues integer NOT NULL DEFAULT 0,
    visit text, -- what links numbers that were given together
    step integer NOT NULL DEFAULT 0, -- place in the order of the visit, from 1; 0: no visit
    bound integer NOT NULL DEFAULT 0, -- whether it waits for those before it in the visit
    also text, -- further matters of the same number, as a JSON list
    UNIQUE (queue, day, no)
);
-- An idempotency key belongs to one citizen in one scope: a foreign key never reads another's ticket. All of a citizen's
-- tickets are found by it too, those without a key among them.
CREATE UNIQUE INDEX ticket_asked ON ticket (citizen, scope, key);
-- The day stands in it, so that yesterday's left-over never blocks today.
CREATE UNIQUE INDEX one_active ON ticket (citizen, queue, day) WHERE status IN ('waiting', 'called', 'serving');
CREATE UNIQUE INDEX one_at_window ON ticket (day, "window") WHERE status IN ('called', 'serving');
-- The day comes first, so that one index finds a line, all lines, and what an earlier day left open.
CREATE INDEX waiting_turn ON ticket (day, waits_in, turn, slot, id) WHERE status = 'waiting';
CREATE INDEX ticket_moved ON ticket (waits_in, day, turn, slot) WHERE slot > 0 OR turn <> no OR waits_in <> queue;
CREATE INDEX waiting_priority ON ticket (waits_in, day, turn, slot, id)
    WHERE status = 'waiting' AND priority IS NOT NULL;
CREATE INDEX absent ON ticket (day, passed_at) WHERE status = 'waiting' AND passed_at IS NOT NULL;
CREATE INDEX on_hold ON ticket (for_window, day, held_at) WHERE status = 'waiting' AND held_at IS NOT NULL;
CREATE INDEX missed_at ON ticket ("window", day, finished_at) WHERE status = 'missed';
CREATE INDEX ticket_visit ON ticket (visit, step) WHERE visit IS NOT NULL;
CREATE INDEX finished_times ON ticket (waits_in, day, finished_at, called_at) WHERE status IN ('served', 'missed');
CREATE INDEX at_windows ON ticket (day, waits_in, called_at, id, "window") WHERE status IN ('called', 'serving');
CREATE INDEX ticket_linked ON ticket (day)
    WHERE status NOT IN ('waiting', 'called', 'serving') AND substr(citizen, 1, 8) <> 'retired:';

-- Every call of a window; a recall repeats one and has no request key.
CREATE TABLE call (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    ticket_id bigint NOT NULL REFERENCES ticket (id),
    returns integer NOT NULL,
    day date NOT NULL,
    "window" integer NOT NULL,
    request_key text,
    at timestamptz NOT NULL,
    queue text,
    favoured integer NOT NULL DEFAULT 0 -- whether priority let it be called before its turn
);
CREATE UNIQUE INDEX call_request ON call ("window", request_key) WHERE request_key IS NOT NULL;
-- A ticket is called once, and once more after each return.
CREATE UNIQUE INDEX called_once ON call (ticket_id, returns) WHERE request_key IS NOT NULL;
CREATE INDEX call_day ON call (day, id);
CREATE INDEX call_queue ON call (queue, day, id) WHERE request_key IS NOT NULL;

-- The outbox: what the citizen is told, written with the change itself. Ids are made of the transaction's own number, so
-- that nobody who reads on from one misses a message whose transaction was still running; see the decision on stores.
CREATE TABLE event (
    id bigint PRIMARY KEY,
    ticket_id bigint NOT NULL REFERENCES ticket (id),
    citizen text NOT NULL,
    kind text NOT NULL,
    "window" integer,
    at timestamptz NOT NULL
);
-- One row: what is added to transactions' numbers, more than 0 once a dump was restored into another server.
CREATE TABLE event_base (
    base bigint NOT NULL
);
INSERT INTO event_base VALUES (0);
CREATE INDEX event_ticket ON event (ticket_id);
CREATE UNIQUE INDEX near_once ON event (ticket_id) WHERE kind = 'near_turn';

-- What was done by whom: one chain of hashes a queue, written with the change itself. Nothing personal.
CREATE TABLE audit (
    queue text NOT NULL,
    seq integer NOT NULL CHECK (seq > 0),
    day date NOT NULL,
    no integer NOT NULL,
    at timestamptz NOT NULL,
    action text NOT NULL,
    actor text NOT NULL,
    status text NOT NULL,
    "window" integer,
    hash text NOT NULL,
    PRIMARY KEY (queue, seq)
);
-- One row a queue: whoever writes in the queue locks it first.
CREATE TABLE series (
    queue text PRIMARY KEY
);
-- The newest link of each chain; locked from the reading of the last link to the writing of the next.
CREATE TABLE series_audit (
    queue text PRIMARY KEY,
    seq integer NOT NULL,
    hash text NOT NULL
);

-- Every press of a window but "next" (table call): the same request does nothing twice, the last one can be taken back.
CREATE TABLE act (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    "window" integer NOT NULL,
    day date NOT NULL,
    edge text NOT NULL,
    request_key text,
    ticket_id bigint REFERENCES ticket (id),
    before text,
    at timestamptz NOT NULL,
    undone integer NOT NULL DEFAULT 0
);
CREATE UNIQUE INDEX act_request ON act ("window", edge, request_key) WHERE request_key IS NOT NULL;
CREATE INDEX act_window ON act ("window", day, id);

-- Windows that pause on a day; a window that serves again has no row.
CREATE TABLE pause (
    "window" integer NOT NULL,
    day date NOT NULL,
    since timestamptz NOT NULL,
    PRIMARY KEY (day, "window")
);

-- Every range that was promised, with the minutes that came true once the ticket's turn came.
CREATE TABLE forecast (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    ticket_id bigint NOT NULL REFERENCES ticket (id),
    queue text NOT NULL,
    day date NOT NULL,
    at timestamptz NOT NULL,
    ahead integer NOT NULL,
    low integer NOT NULL,
    high integer NOT NULL,
    came double precision,
    void integer NOT NULL DEFAULT 0
);
CREATE INDEX forecast_open ON forecast (ticket_id) WHERE came IS NULL AND void = 0;
CREATE INDEX forecast_known ON forecast (queue, day) WHERE came IS NOT NULL;
CREATE INDEX forecast_day ON forecast (day);

-- What a request for a number is judged by, as it is for one look at the tables: what its key gave, the citizen's day and
-- missed turns (one of several matters of a visit counts once), the queue's numbers and line, and its pace.
CREATE FUNCTION standing(
    _queue text, _citizen text, _scope text, _key text, _day date, _since date, _limit integer, _no_shows_since date,
    OUT newest_day date, OUT known text, OUT active text, OUT kept bigint, OUT given_up bigint, OUT no_shows text,
    OUT last_no integer, OUT remote integer, OUT cancelled integer,
    OUT present bigint, OUT absent bigint, OUT favoured bigint, OUT paused text, OUT at_windows text, OUT cases text
) LANGUAGE plpgsql STABLE AS $$
BEGIN
    SELECT max(counter.day) INTO newest_day FROM counter;
    SELECT reference INTO known FROM ticket WHERE scope = _scope AND citizen = _citizen AND key = _key;
    SELECT max(reference) FILTER (WHERE queue = _queue AND day = _day AND status IN ('waiting', 'called', 'serving')),
           count(*) FILTER (WHERE day = _day AND step < 2 AND status <> 'cancelled'),
           count(*) FILTER (WHERE day = _day AND step < 2 AND status = 'cancelled'),
           CAST(json_agg(day ORDER BY day DESC, id DESC) FILTER (
               WHERE ticket.remote = 1 AND day >= _no_shows_since
                 AND (status = 'missed' OR (status = 'expired' AND passed_at IS NOT NULL AND checked_in_at IS NULL))
           ) AS text)
        INTO active, kept, given_up, no_shows
        FROM ticket WHERE citizen = _citizen AND day >= least(_day, _no_shows_since);
    SELECT counter.last_no, counter.remote, counter.given_up INTO last_no, remote, cancelled
        FROM counter WHERE queue = _queue AND day = _day;
    SELECT count(*) FILTER (WHERE checked_in_at IS NOT NULL), count(*) FILTER (WHERE checked_in_at IS NULL),
           count(*) FILTER (WHERE checked_in_at IS NOT NULL AND priority IS NOT NULL)
        INTO present, absent, favoured
        FROM ticket WHERE waits_in = _queue AND day = _day AND status = 'waiting'
                      AND held_at IS NULL AND passed_at IS NULL;
    SELECT CAST(json_agg("window") AS text) INTO paused FROM pause WHERE day = _day;
    SELECT CAST(json_agg("window") AS text) INTO at_windows
        FROM ticket WHERE waits_in = _queue AND day = _day AND status IN ('called', 'serving');
    SELECT CAST(json_agg(json_build_array(called_at, finished_at)) AS text) INTO cases
        FROM (SELECT called_at, finished_at FROM ticket
              WHERE waits_in = _queue AND day >= _since AND status IN ('served', 'missed')
              ORDER BY day DESC, finished_at DESC LIMIT _limit) AS newest;
END
$$;

-- All that a new number is, in one call that is a transaction by itself: counter, ticket, audit link, message and range
-- (unless _low is NULL). Gives the number.
-- _most_no is NULL where the caller has locked, judged and counted (_no) before. Otherwise the call locks and gives NULL,
-- and nothing has happened, when something by which the request was judged is no longer so.
CREATE FUNCTION give_number(
    _reference text, _queue text, _day date, _no integer, _prefix text, _citizen text, _transaction_id text,
    _language text, _scope text, _key text, _at timestamptz, _checked_in_at timestamptz, _remote integer,
    _priority text, _ready text, _visit text, _step integer, _bound integer, _also text, _place integer,
    _ahead integer, _low integer, _high integer,
    _action text, _actor text, _genesis text, _head text, _middle text, _tail text,
    _kept integer, _given_up integer, _missed integer, _missed_since date, _day_limit bigint, _remote_limit bigint,
    _most_no integer
) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
    mine record;
    number_given integer;
    new_id bigint;
    link_seq integer;
    link_hash text;
BEGIN
    IF _most_no IS NOT NULL THEN
        -- The citizen's own lock comes first for everybody, then the queue's.
        PERFORM pg_advisory_xact_lock(hashtextextended(_citizen, 0));
        SELECT count(*) FILTER (WHERE day = _day AND step < 2 AND status <> 'cancelled') AS kept,
               count(*) FILTER (WHERE day = _day AND step < 2 AND status = 'cancelled') AS given_up,
               count(*) FILTER (WHERE queue = _queue AND day = _day
                                  AND status IN ('waiting', 'called', 'serving')) AS active,
               count(*) FILTER (WHERE remote = 1 AND day >= _missed_since AND (
                   status = 'missed' OR (status = 'expired' AND passed_at IS NOT NULL AND checked_in_at IS NULL)
               )) AS missed
            INTO mine FROM ticket WHERE citizen = _citizen AND day >= least(_day, _missed_since);
        IF (mine.kept, mine.given_up, mine.missed, mine.active) <> (_kept, _given_up, _missed, 0)
           OR EXISTS (SELECT FROM ticket WHERE scope = _scope AND citizen = _citizen AND key = _key) THEN
            RETURN NULL;
        END IF;
        PERFORM FROM series WHERE queue = _queue FOR UPDATE;
        IF NOT FOUND OR EXISTS (SELECT FROM counter WHERE day > _day) THEN
            RETURN NULL;
        END IF;
        UPDATE counter SET last_no = last_no + 1, remote = remote + _remote
            WHERE queue = _queue AND day = _day AND last_no < _most_no AND last_no - given_up < _day_limit
              AND (_remote = 0 OR remote < _remote_limit)
            RETURNING last_no INTO number_given;
        IF NOT FOUND THEN
            RETURN NULL;
        END IF;
    ELSE
        INSERT INTO counter (queue, day, last_no, remote) VALUES (_queue, _day, 1, _remote)
            ON CONFLICT (queue, day) DO UPDATE SET last_no = counter.last_no + 1, remote = counter.remote + _remote
            RETURNING last_no INTO number_given;
        IF number_given <> _no THEN
            RAISE unique_violation USING MESSAGE = 'the number was counted wrongly';
        END IF;
    END IF;
    INSERT INTO ticket (reference, queue, day, no, number, citizen, transaction_id, language, scope, key, status,
                        waits_in, turn, issued_at, checked_in_at, remote, priority, ready, visit, step, bound, also)
        VALUES (_reference, _queue, _day, number_given,
                _prefix || lpad(CAST(number_given AS text), greatest(3, length(CAST(number_given AS text))), '0'),
                _citizen, _transaction_id, _language, _scope, _key, 'waiting',
                _queue, number_given, _at, _checked_in_at, _remote, _priority, _ready, _visit, _step, _bound, _also)
        RETURNING id INTO new_id;
    INSERT INTO event (id, ticket_id, citizen, kind, at)
        VALUES ((SELECT base FROM event_base) + CAST(CAST(pg_current_xact_id() AS text) AS bigint) * 1024 + _place,
                new_id, _citizen, 'issued', _at);
    IF _low IS NOT NULL THEN
        INSERT INTO forecast (ticket_id, queue, day, at, ahead, low, high)
            VALUES (new_id, _queue, _day, _at, _ahead, _low, _high);
    END IF;
    -- The end of the chain is locked last, until the link is there.
    UPDATE series_audit
        SET seq = seq + 1, hash = encode(sha256(convert_to(
            hash || chr(10) || _head || seq + 1 || _middle || number_given || _tail, 'UTF8'
        )), 'hex')
        WHERE queue = _queue RETURNING seq, hash INTO link_seq, link_hash;
    IF NOT FOUND THEN
        INSERT INTO series_audit (queue, seq, hash)
            VALUES (_queue, 1, encode(sha256(convert_to(
                _genesis || chr(10) || _head || 1 || _middle || number_given || _tail, 'UTF8'
            )), 'hex'))
            RETURNING seq, hash INTO link_seq, link_hash;
    END IF;
    INSERT INTO audit (queue, seq, day, no, at, action, actor, status, hash)
        VALUES (_queue, link_seq, _day, number_given, _at, _action, _actor, 'waiting', link_hash);
    RETURN number_given;
END
$$;

-- From here to give_numbers: what older processes call while a newer one is already running.
-- A new number as give_numbers takes it: a ticket, what is written with it, and by what it was judged.
CREATE TYPE new_number AS (
    place integer, reference text, queue text, day date, prefix text, citizen text, transaction_id text, language text,
    scope text, key text, at timestamptz, checked_in_at timestamptz, remote integer, ready text,
    ahead integer, low integer, high integer, action text, actor text, head text, middle text, tail text,
    kept bigint, given_up bigint, missed bigint, missed_since date, day_limit bigint, remote_limit bigint, most_no integer
);

CREATE TYPE number_wish AS (
    place integer, queue text, citizen text, scope text, key text, day date, since date, cases integer, no_shows_since date
);

-- What several requests (a JSON list of number_wish) are judged by, as it is for one look at the tables: of each citizen in
-- turn the reference that the key gave, that of the open ticket, the day's numbers and missed turns (one of several
-- matters of a visit counts once); of each queue its numbers, line and pace; the newest day, and the windows that pause.
CREATE FUNCTION standing_together(_asked text) RETURNS text LANGUAGE plpgsql STABLE AS $$
DECLARE
    asked number_wish[];
    citizens json;
    queues json;
BEGIN
    PERFORM set_config('plan_cache_mode', 'force_generic_plan', true), set_config('enable_seqscan', 'off', true);
    asked := ARRAY(SELECT one FROM json_populate_recordset(CAST(NULL AS number_wish), CAST(_asked AS json)) AS one);
    citizens := (
        SELECT json_agg(json_build_array(known, active, kept, given_up, no_shows) ORDER BY place)
        FROM unnest(asked) AS one CROSS JOIN LATERAL (
            SELECT (SELECT reference FROM ticket WHERE citizen = one.citizen AND scope = one.scope AND key = one.key) AS known,
                   max(reference) FILTER (WHERE queue = one.queue AND day = one.day
                                            AND status IN ('waiting', 'called', 'serving')) AS active,
                   count(*) FILTER (WHERE day = one.day AND step < 2 AND status <> 'cancelled') AS kept,
                   count(*) FILTER (WHERE day = one.day AND step < 2 AND status = 'cancelled') AS given_up,
                   json_agg(day ORDER BY day DESC, id DESC) FILTER (
                       WHERE remote = 1 AND day >= one.no_shows_since
                         AND (status = 'missed' OR (status = 'expired' AND passed_at IS NOT NULL AND checked_in_at IS NULL))
                   ) AS no_shows
            FROM ticket WHERE citizen = one.citizen AND day >= least(one.day, one.no_shows_since)
        ) AS mine
    );
    queues := (
        SELECT json_object_agg(one.queue, json_build_array(
                   last_no, remote, given_up, present, absent, favoured, at_windows, newest.cases))
        FROM (SELECT DISTINCT ON (queue) queue, day, since, cases FROM unnest(asked) ORDER BY queue) AS one
        LEFT JOIN counter ON counter.queue = one.queue AND counter.day = one.day
        CROSS JOIN LATERAL (
            SELECT count(*) FILTER (WHERE checked_in_at IS NOT NULL) AS present,
                   count(*) FILTER (WHERE checked_in_at IS NULL) AS absent,
                   count(*) FILTER (WHERE checked_in_at IS NOT NULL AND priority IS NOT NULL) AS favoured
            FROM ticket WHERE waits_in = one.queue AND day = one.day AND status = 'waiting'
                          AND held_at IS NULL AND passed_at IS NULL
        ) AS line
        CROSS JOIN LATERAL (
            SELECT json_agg("window") AS at_windows
            FROM ticket WHERE waits_in = one.queue AND day = one.day AND status IN ('called', 'serving')
        ) AS held
        CROSS JOIN LATERAL (
            SELECT json_agg(json_build_array(called_at, finished_at)) AS cases
            FROM (SELECT called_at, finished_at FROM ticket
                  WHERE waits_in = one.queue AND day >= one.since AND status IN ('served', 'missed')
                  ORDER BY day DESC, finished_at DESC LIMIT one.cases) AS finished
        ) AS newest
    );
    RETURN json_build_object(
        'newest_day', (SELECT max(day) FROM counter), 'citizens', citizens, 'queues', queues,
        'paused', (SELECT json_agg("window") FROM pause WHERE day = asked[1].day)
    );
END
$$;

-- Gives those of the requests (a JSON list of new_number, places from 1) that stand as they were judged their queues' next
-- numbers, each at its place; NULL where a request has to be judged again, and nothing of that one has happened.
-- All citizens are locked before the first queue, and the queues in one order, so that no two calls, nor one and a
-- transaction, wait in a ring.
CREATE PROCEDURE give_numbers(_asked text, _patience text, INOUT numbers integer[]) LANGUAGE plpgsql AS $$
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
