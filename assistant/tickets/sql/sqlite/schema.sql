-- The present schema whole, to be read; a test holds it to the sum of the migrations, which make it.
-- The ticket ledger. Days are ISO dates of Asia/Shanghai, moments ISO texts in UTC with microseconds.

-- The last number given by each queue on each day; a row appears with the day's first ticket.
CREATE TABLE counter (
    queue TEXT NOT NULL,
    day TEXT NOT NULL,
    last_no INTEGER NOT NULL CHECK (last_no > 0),
    PRIMARY KEY (queue, day)
) WITHOUT ROWID;
CREATE INDEX counter_day ON counter (day);

-- One row a ticket, for ever. queue, day and no are its number; waits_in is the queue that calls it.
CREATE TABLE ticket (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    reference TEXT NOT NULL UNIQUE,
    queue TEXT NOT NULL,
    day TEXT NOT NULL,
    no INTEGER NOT NULL CHECK (no > 0),
    number TEXT NOT NULL,
    citizen TEXT NOT NULL,
    transaction_id TEXT NOT NULL,
    language TEXT NOT NULL,
    scope TEXT NOT NULL,
    key TEXT,
    status TEXT NOT NULL
        CHECK (status IN ('waiting', 'called', 'serving', 'served', 'missed', 'cancelled', 'expired')),
    waits_in TEXT NOT NULL,
    turn INTEGER NOT NULL CHECK (turn >= 0),
    transfers INTEGER NOT NULL DEFAULT 0,
    for_window INTEGER,
    window INTEGER CHECK (window IS NOT NULL OR status NOT IN ('called', 'serving')),
    issued_at TEXT NOT NULL,
    checked_in_at TEXT,
    called_at TEXT,
    serving_at TEXT,
    finished_at TEXT,
    UNIQUE (queue, day, no)
);
-- An idempotency key belongs to one citizen in one scope: a foreign key never reads another's ticket.
CREATE UNIQUE INDEX ticket_key ON ticket (scope, citizen, key) WHERE key IS NOT NULL;
-- The day stands in it, so that yesterday's left-over never blocks today.
CREATE UNIQUE INDEX one_active ON ticket (citizen, queue, day) WHERE status IN ('waiting', 'called', 'serving');
CREATE UNIQUE INDEX one_at_window ON ticket (window, day) WHERE status IN ('called', 'serving');
CREATE INDEX waiting_turn ON ticket (waits_in, day, turn, id) WHERE status = 'waiting';
CREATE INDEX open_day ON ticket (day) WHERE status IN ('waiting', 'called', 'serving');
CREATE INDEX served_times ON ticket (waits_in, day, finished_at) WHERE status = 'served';

-- Every call of a window; a recall repeats one and has no request key.
CREATE TABLE call (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    ticket_id INTEGER NOT NULL REFERENCES ticket (id),
    transfers INTEGER NOT NULL,
    day TEXT NOT NULL,
    window INTEGER NOT NULL,
    request_key TEXT,
    at TEXT NOT NULL
);
CREATE UNIQUE INDEX call_request ON call (window, request_key) WHERE request_key IS NOT NULL;
-- A ticket is called once, and once more after each transfer.
CREATE UNIQUE INDEX called_once ON call (ticket_id, transfers) WHERE request_key IS NOT NULL;
CREATE INDEX call_day ON call (day, id);

-- The outbox: what the citizen is told, written with the change itself.
CREATE TABLE event (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    ticket_id INTEGER NOT NULL REFERENCES ticket (id),
    citizen TEXT NOT NULL,
    kind TEXT NOT NULL,
    window INTEGER,
    at TEXT NOT NULL
);
CREATE INDEX event_citizen ON event (citizen, id);
CREATE UNIQUE INDEX near_once ON event (ticket_id) WHERE kind = 'near_turn';

-- What was done by whom: one chain of hashes a queue, written with the change itself. Nothing personal.
CREATE TABLE audit (
    queue TEXT NOT NULL,
    seq INTEGER NOT NULL CHECK (seq > 0),
    day TEXT NOT NULL,
    no INTEGER NOT NULL,
    at TEXT NOT NULL,
    action TEXT NOT NULL,
    actor TEXT NOT NULL,
    status TEXT NOT NULL,
    window INTEGER,
    hash TEXT NOT NULL,
    PRIMARY KEY (queue, seq)
) WITHOUT ROWID;
