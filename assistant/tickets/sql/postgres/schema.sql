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
-- An idempotency key belongs to one citizen in one scope: a foreign key never reads another's ticket.
CREATE UNIQUE INDEX ticket_key ON ticket (scope, citizen, key) WHERE key IS NOT NULL;
-- The day stands in it, so that yesterday's left-over never blocks today.
CREATE UNIQUE INDEX one_active ON ticket (citizen, queue, day) WHERE status IN ('waiting', 'called', 'serving');
CREATE UNIQUE INDEX one_at_window ON ticket ("window", day) WHERE status IN ('called', 'serving');
CREATE INDEX waiting_turn ON ticket (waits_in, day, turn, slot, id) WHERE status = 'waiting';
CREATE INDEX ticket_turn ON ticket (waits_in, day, turn, slot);
CREATE INDEX waiting_priority ON ticket (waits_in, day, turn, slot, id)
    WHERE status = 'waiting' AND priority IS NOT NULL;
CREATE INDEX absent ON ticket (day, passed_at) WHERE status = 'waiting' AND passed_at IS NOT NULL;
CREATE INDEX on_hold ON ticket (for_window, day, held_at) WHERE status = 'waiting' AND held_at IS NOT NULL;
CREATE INDEX missed_at ON ticket ("window", day, finished_at) WHERE status = 'missed';
CREATE INDEX ticket_citizen ON ticket (citizen, day);
CREATE INDEX ticket_visit ON ticket (visit, step) WHERE visit IS NOT NULL;
CREATE INDEX finished_times ON ticket (waits_in, day, finished_at) WHERE status IN ('served', 'missed');
CREATE INDEX ticket_linked ON ticket (day) WHERE substr(citizen, 1, 8) <> 'retired:';
CREATE INDEX open_day ON ticket (day) WHERE status IN ('waiting', 'called', 'serving');

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
CREATE INDEX event_citizen ON event (citizen, id);
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
CREATE INDEX forecast_queue ON forecast (queue, day);
CREATE INDEX forecast_day ON forecast (day, queue);
