-- The ticket ledger. Days are dates of Asia/Shanghai.

-- The last number given by each queue on each day; a row appears with the day's first ticket.
CREATE TABLE counter (
    queue text NOT NULL,
    day date NOT NULL,
    last_no integer NOT NULL CHECK (last_no > 0),
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
    transfers integer NOT NULL DEFAULT 0,
    for_window integer,
    "window" integer CHECK ("window" IS NOT NULL OR status NOT IN ('called', 'serving')),
    issued_at timestamptz NOT NULL,
    checked_in_at timestamptz,
    called_at timestamptz,
    serving_at timestamptz,
    finished_at timestamptz,
    UNIQUE (queue, day, no)
);
-- An idempotency key belongs to one citizen in one scope: a foreign key never reads another's ticket.
CREATE UNIQUE INDEX ticket_key ON ticket (scope, citizen, key) WHERE key IS NOT NULL;
-- The day stands in it, so that yesterday's left-over never blocks today.
CREATE UNIQUE INDEX one_active ON ticket (citizen, queue, day) WHERE status IN ('waiting', 'called', 'serving');
CREATE UNIQUE INDEX one_at_window ON ticket ("window", day) WHERE status IN ('called', 'serving');
CREATE INDEX waiting_turn ON ticket (waits_in, day, turn, id) WHERE status = 'waiting';
CREATE INDEX open_day ON ticket (day) WHERE status IN ('waiting', 'called', 'serving');
CREATE INDEX served_times ON ticket (waits_in, day, finished_at) WHERE status = 'served';

-- Every call of a window; a recall repeats one and has no request key.
CREATE TABLE call (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    ticket_id bigint NOT NULL REFERENCES ticket (id),
    transfers integer NOT NULL,
    day date NOT NULL,
    "window" integer NOT NULL,
    request_key text,
    at timestamptz NOT NULL
);
CREATE UNIQUE INDEX call_request ON call ("window", request_key) WHERE request_key IS NOT NULL;
-- A ticket is called once, and once more after each transfer.
CREATE UNIQUE INDEX called_once ON call (ticket_id, transfers) WHERE request_key IS NOT NULL;
CREATE INDEX call_day ON call (day, id);

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
