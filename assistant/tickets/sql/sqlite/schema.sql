-- The present schema whole, to be read; a test holds it to the sum of the migrations, which make it.
-- The ticket ledger. Days are ISO dates of Asia/Shanghai, moments ISO texts in UTC with microseconds.

-- The last number given by each queue on each day; a row appears with the day's first ticket.
CREATE TABLE counter (
    queue TEXT NOT NULL,
    day TEXT NOT NULL,
    last_no INTEGER NOT NULL CHECK (last_no > 0),
    remote INTEGER NOT NULL DEFAULT 0, -- of them, those to citizens outside the hall
    given_up INTEGER NOT NULL DEFAULT 0,
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
    returns INTEGER NOT NULL DEFAULT 0, -- how often it came back from a window to the line
    for_window INTEGER,
    window INTEGER CHECK (window IS NOT NULL OR status NOT IN ('called', 'serving')),
    issued_at TEXT NOT NULL,
    checked_in_at TEXT,
    called_at TEXT,
    serving_at TEXT,
    finished_at TEXT,
    slot INTEGER NOT NULL DEFAULT 0, -- the order of calling is (turn, slot, id)
    remote INTEGER NOT NULL DEFAULT 0,
    priority TEXT CHECK (priority IN ('elderly', 'disabled', 'pregnant', 'with_infant', 'soldier')),
    ready TEXT, -- places of the materials that the citizen has, as a JSON list; NULL as long as nobody asked
    passed_at TEXT,
    held_at TEXT,
    lates INTEGER NOT NULL DEFAULT 0,
    requeues INTEGER NOT NULL DEFAULT 0,
    visit TEXT, -- what links numbers that were given together
    step INTEGER NOT NULL DEFAULT 0, -- place in the order of the visit, from 1; 0: no visit
    bound INTEGER NOT NULL DEFAULT 0, -- whether it waits for those before it in the visit
    also TEXT, -- further matters of the same number, as a JSON list
    UNIQUE (queue, day, no)
);
-- An idempotency key belongs to one citizen in one scope: a foreign key never reads another's ticket. All of a citizen's
-- tickets are found by it too, those without a key among them.
CREATE UNIQUE INDEX ticket_asked ON ticket (citizen, scope, key);
-- The day stands in it, so that yesterday's left-over never blocks today.
CREATE UNIQUE INDEX one_active ON ticket (citizen, queue, day) WHERE status IN ('waiting', 'called', 'serving');
CREATE UNIQUE INDEX one_at_window ON ticket (day, window) WHERE status IN ('called', 'serving');
-- The day comes first, so that one index finds a line, all lines, and what an earlier day left open.
-- It holds all that a line is counted by.
CREATE INDEX waiting_turn ON ticket (day, waits_in, turn, slot, id, held_at, passed_at, checked_in_at, priority)
    WHERE status = 'waiting';
CREATE INDEX ticket_moved ON ticket (waits_in, day, turn, slot) WHERE slot > 0 OR turn <> no OR waits_in <> queue;
CREATE INDEX waiting_priority ON ticket (waits_in, day, turn, slot, id)
    WHERE status = 'waiting' AND priority IS NOT NULL;
CREATE INDEX absent ON ticket (day, passed_at) WHERE status = 'waiting' AND passed_at IS NOT NULL;
CREATE INDEX on_hold ON ticket (for_window, day, held_at) WHERE status = 'waiting' AND held_at IS NOT NULL;
CREATE INDEX missed_at ON ticket (window, day, finished_at) WHERE status = 'missed';
CREATE INDEX ticket_visit ON ticket (visit, step) WHERE visit IS NOT NULL;
CREATE INDEX finished_times ON ticket (waits_in, day, finished_at, called_at) WHERE status IN ('served', 'missed');
CREATE INDEX at_windows ON ticket (day, waits_in, called_at, id, window) WHERE status IN ('called', 'serving');
CREATE INDEX ticket_linked ON ticket (day)
    WHERE status NOT IN ('waiting', 'called', 'serving') AND substr(citizen, 1, 8) <> 'retired:';

-- Every call of a window; a recall repeats one and has no request key.
CREATE TABLE call (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    ticket_id INTEGER NOT NULL REFERENCES ticket (id),
    returns INTEGER NOT NULL,
    day TEXT NOT NULL,
    window INTEGER NOT NULL,
    request_key TEXT,
    at TEXT NOT NULL,
    queue TEXT,
    favoured INTEGER NOT NULL DEFAULT 0 -- whether priority let it be called before its turn
);
CREATE UNIQUE INDEX call_request ON call (window, request_key) WHERE request_key IS NOT NULL;
-- A ticket is called once, and once more after each return.
CREATE UNIQUE INDEX called_once ON call (ticket_id, returns) WHERE request_key IS NOT NULL;
CREATE INDEX call_day ON call (day, id);
CREATE INDEX call_queue ON call (queue, day, id) WHERE request_key IS NOT NULL;

-- The outbox: what the citizen is told, written with the change itself.
CREATE TABLE event (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    ticket_id INTEGER NOT NULL REFERENCES ticket (id),
    citizen TEXT NOT NULL,
    kind TEXT NOT NULL,
    window INTEGER,
    at TEXT NOT NULL
);
CREATE INDEX event_ticket ON event (ticket_id);
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

-- Every press of a window but "next" (table call): the same request does nothing twice, the last one can be taken back.
CREATE TABLE act (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    window INTEGER NOT NULL,
    day TEXT NOT NULL,
    edge TEXT NOT NULL,
    request_key TEXT,
    ticket_id INTEGER REFERENCES ticket (id),
    before TEXT,
    at TEXT NOT NULL,
    undone INTEGER NOT NULL DEFAULT 0
);
CREATE UNIQUE INDEX act_request ON act (window, edge, request_key) WHERE request_key IS NOT NULL;
CREATE INDEX act_window ON act (window, day, id);

-- Windows that pause on a day; a window that serves again has no row.
CREATE TABLE pause (
    window INTEGER NOT NULL,
    day TEXT NOT NULL,
    since TEXT NOT NULL,
    PRIMARY KEY (day, window)
) WITHOUT ROWID;

-- Every range that was promised, with the minutes that came true once the ticket's turn came.
CREATE TABLE forecast (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    ticket_id INTEGER NOT NULL REFERENCES ticket (id),
    queue TEXT NOT NULL,
    day TEXT NOT NULL,
    at TEXT NOT NULL,
    ahead INTEGER NOT NULL,
    low INTEGER NOT NULL,
    high INTEGER NOT NULL,
    came REAL,
    void INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX forecast_open ON forecast (ticket_id) WHERE came IS NULL AND void = 0;
CREATE INDEX forecast_known ON forecast (queue, day) WHERE came IS NOT NULL;
CREATE INDEX forecast_day ON forecast (day);
