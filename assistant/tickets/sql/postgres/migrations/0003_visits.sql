-- Several matters in one visit: numbers that were given together.

-- What links them; nobody outside sees it.
ALTER TABLE ticket ADD COLUMN visit text;
-- Its place in the order of the visit, from 1; 0: no visit.
ALTER TABLE ticket ADD COLUMN step integer NOT NULL DEFAULT 0;
-- Whether it is called only once those before it in the visit are done, missed or given up.
ALTER TABLE ticket ADD COLUMN bound integer NOT NULL DEFAULT 0;
-- Further matters that the same number is for, as a JSON list of their ids.
ALTER TABLE ticket ADD COLUMN also text;
CREATE INDEX ticket_visit ON ticket (visit, step) WHERE visit IS NOT NULL;
