-- name: newest_day
-- The newest day any queue gave a number on: the ledger's day never falls behind it.
SELECT max(day) FROM counter;

-- name: by_key
-- The ticket that this citizen's key gave, whatever became of it since.
SELECT * FROM ticket WHERE scope = :scope AND citizen = :citizen AND key = :key;

-- name: active
-- The citizen's open ticket of the queue on the day.
SELECT * FROM ticket
WHERE citizen = :citizen AND queue = :queue AND day = :day AND status IN ('waiting', 'called', 'serving');

-- name: citizen_day
-- How many numbers the citizen took on the day: kept, and given up; a visit counts by its first number.
SELECT count(*) FILTER (WHERE status <> 'cancelled') AS kept, count(*) FILTER (WHERE status = 'cancelled') AS given_up
FROM ticket WHERE citizen = :citizen AND day = :day AND step < 2;

-- name: no_shows
-- Days on which the citizen let a number taken outside the hall go by, newest first.
SELECT day FROM ticket
WHERE citizen = :citizen AND day >= :since AND remote = 1
  AND (status = 'missed' OR (status = 'expired' AND passed_at IS NOT NULL AND checked_in_at IS NULL))
ORDER BY day DESC, id DESC;

-- name: tally
-- What the queue gave on the day.
SELECT last_no, remote, given_up FROM counter WHERE queue = :queue AND day = :day;

-- name: next_number
-- Takes the queue's next number of the day; a rollback gives it back.
INSERT INTO counter (queue, day, last_no, remote) VALUES (:queue, :day, 1, :remote)
ON CONFLICT (queue, day) DO UPDATE SET last_no = counter.last_no + 1, remote = counter.remote + excluded.remote
RETURNING last_no;

-- name: give_up_number
-- Counts a number as given up; a place kept for those outside the hall is free again.
UPDATE counter SET given_up = given_up + 1, remote = remote - :remote WHERE queue = :queue AND day = :day;

-- name: insert_ticket
-- The new ticket's row.
INSERT INTO ticket (reference, queue, day, no, number, citizen, transaction_id, language, scope, key, status,
                    waits_in, turn, slot, returns, for_window, "window", issued_at, checked_in_at, remote, priority,
                    ready, visit, step, bound, also)
VALUES (:reference, :queue, :day, :no, :number, :citizen, :transaction_id, :language, :scope, :key, :status,
        :waits_in, :turn, :slot, :returns, :for_window, :window, :issued_at, :checked_in_at, :remote, :priority,
        :ready, :visit, :step, :bound, :also);

-- name: update_ticket
-- All of a ticket that may change; its number, citizen and key never do.
UPDATE ticket
SET status = :status, waits_in = :waits_in, turn = :turn, slot = :slot, returns = :returns, for_window = :for_window,
    "window" = :window, checked_in_at = :checked_in_at, called_at = :called_at, serving_at = :serving_at,
    finished_at = :finished_at, priority = :priority, ready = :ready, passed_at = :passed_at, held_at = :held_at,
    lates = :lates, requeues = :requeues
WHERE reference = :reference;
