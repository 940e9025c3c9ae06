-- name: counts_after
-- Series of days after one: what a clock that had jumped forward has opened.
SELECT queue, day, last_no FROM counter WHERE day > :day ORDER BY queue, day;

-- name: counts_aside
-- Series that were set aside, under a name that no queue has.
SELECT queue, day, last_no FROM counter WHERE substr(queue, 1, 6) = 'aside:' ORDER BY queue;

-- name: rename_count
-- Sets a series aside, or takes it up again.
UPDATE counter SET queue = :name, day = :to_day WHERE queue = :queue AND day = :day;

-- name: open_after
-- Open tickets of days after one, oldest first.
SELECT * FROM ticket WHERE day > :day AND status IN ('waiting', 'called', 'serving') ORDER BY id LIMIT :limit;

-- name: ended_unserved
-- Tickets of a day that ended in line, never called, in the order of their numbers.
SELECT * FROM ticket WHERE day = :day AND status = 'expired' AND called_at IS NULL AND finished_at IS NOT NULL
ORDER BY queue, no;

-- name: ended_by
-- By whom a number was ended last.
SELECT actor FROM audit WHERE queue = :queue AND day = :day AND no = :no ORDER BY seq DESC LIMIT 1;
