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
