-- Check-in, hold, re-queue, priority, readiness, pauses, presses of windows and what came true of forecasts.

-- How many of the numbers went to citizens outside the hall, and how many were given up again.
ALTER TABLE counter ADD COLUMN remote integer NOT NULL DEFAULT 0;
ALTER TABLE counter ADD COLUMN given_up integer NOT NULL DEFAULT 0;

-- The order of calling is (turn, slot, id): slot orders those that were moved behind the same turn.
ALTER TABLE ticket ADD COLUMN slot integer NOT NULL DEFAULT 0;
-- How often a ticket came back from a window to the line: by transfer, hold, re-queue or a call taken back.
ALTER TABLE ticket RENAME COLUMN transfers TO returns;
ALTER TABLE ticket ADD COLUMN remote integer NOT NULL DEFAULT 0;
ALTER TABLE ticket ADD COLUMN priority text
    CHECK (priority IN ('elderly', 'disabled', 'pregnant', 'with_infant', 'soldier'));
-- Places of the materials that the citizen has, as a JSON list; NULL as long as nobody asked.
ALTER TABLE ticket ADD COLUMN ready text;
ALTER TABLE ticket ADD COLUMN passed_at timestamptz;
ALTER TABLE ticket ADD COLUMN held_at timestamptz;
ALTER TABLE ticket ADD COLUMN lates integer NOT NULL DEFAULT 0;
ALTER TABLE ticket ADD COLUMN requeues integer NOT NULL DEFAULT 0;
-- Numbers given before there was a check-in are called without one, as promised.
UPDATE ticket SET checked_in_at = issued_at WHERE checked_in_at IS NULL AND status = 'waiting';

DROP INDEX waiting_turn;
CREATE INDEX waiting_turn ON ticket (waits_in, day, turn, slot, id) WHERE status = 'waiting';
CREATE INDEX ticket_turn ON ticket (waits_in, day, turn, slot);
CREATE INDEX waiting_priority ON ticket (waits_in, day, turn, slot, id)
    WHERE status = 'waiting' AND priority IS NOT NULL;
CREATE INDEX absent ON ticket (day, passed_at) WHERE status = 'waiting' AND passed_at IS NOT NULL;
CREATE INDEX on_hold ON ticket (for_window, day, held_at) WHERE status = 'waiting' AND held_at IS NOT NULL;
CREATE INDEX missed_at ON ticket ("window", day, finished_at) WHERE status = 'missed';
CREATE INDEX ticket_citizen ON ticket (citizen, day);
DROP INDEX served_times;
CREATE INDEX finished_times ON ticket (waits_in, day, finished_at) WHERE status IN ('served', 'missed');

-- A ticket is called once, and once more after each return.
ALTER TABLE call RENAME COLUMN transfers TO returns;
ALTER TABLE call ADD COLUMN queue text;
-- Whether priority let it be called before its turn.
ALTER TABLE call ADD COLUMN favoured integer NOT NULL DEFAULT 0;
CREATE INDEX call_queue ON call (queue, day, id) WHERE request_key IS NOT NULL;

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
