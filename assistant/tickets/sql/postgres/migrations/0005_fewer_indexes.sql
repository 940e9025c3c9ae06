-- A new number is written into as few indexes as may be: those by which only moved, closed or settled rows are looked up
-- hold only these.
DROP INDEX open_day;
DROP INDEX ticket_linked;
CREATE INDEX ticket_linked ON ticket (day)
    WHERE status NOT IN ('waiting', 'called', 'serving') AND substr(citizen, 1, 8) <> 'retired:';
DROP INDEX ticket_turn;
CREATE INDEX ticket_moved ON ticket (waits_in, day, turn, slot) WHERE slot > 0 OR turn <> no OR waits_in <> queue;
DROP INDEX forecast_queue;
CREATE INDEX forecast_known ON forecast (queue, day) WHERE came IS NOT NULL;
-- The day comes first, so that one index finds a line, all lines, and what an earlier day left open.
DROP INDEX waiting_turn;
CREATE INDEX waiting_turn ON ticket (day, waits_in, turn, slot, id) WHERE status = 'waiting';
DROP INDEX one_at_window;
CREATE UNIQUE INDEX one_at_window ON ticket (day, "window") WHERE status IN ('called', 'serving');
-- Who is at a queue's windows, and how long its newest cases took, without a look at all of the day's tickets.
CREATE INDEX at_windows ON ticket (day, waits_in, called_at, id, "window") WHERE status IN ('called', 'serving');
DROP INDEX finished_times;
CREATE INDEX finished_times ON ticket (waits_in, day, finished_at, called_at) WHERE status IN ('served', 'missed');
