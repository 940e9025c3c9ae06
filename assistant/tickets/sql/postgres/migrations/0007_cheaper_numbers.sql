-- A new number is written into fewer places, and into fewer that lie anywhere in them: one index finds a citizen's keys
-- and tickets, messages are found by their tickets, ranges of a day lie one after the other.
DROP INDEX ticket_key;
DROP INDEX ticket_citizen;
CREATE UNIQUE INDEX ticket_asked ON ticket (citizen, scope, key);
DROP INDEX event_citizen;
CREATE INDEX event_ticket ON event (ticket_id);
DROP INDEX forecast_day;
CREATE INDEX forecast_day ON forecast (day);
