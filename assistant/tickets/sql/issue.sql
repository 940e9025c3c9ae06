-- name: newest_day
-- The newest day any queue gave a number on: the ledger's day never falls behind it.
SELECT max(day) FROM counter;

-- name: active
-- The citizen's open ticket of the queue on the day.
SELECT * FROM ticket
WHERE citizen = :citizen AND queue = :queue AND day = :day AND status IN ('waiting', 'called', 'serving');

-- name: tally
-- What the queue gave on the day.
SELECT last_no, remote, given_up FROM counter WHERE queue = :queue AND day = :day;

-- name: take_number
-- Takes the queue's next number of the day; a rollback gives it back. Whoever counted wrongly changes nothing here, and
-- meets the number's owner when the ticket is written.
INSERT INTO counter (queue, day, last_no, remote) VALUES (:queue, :day, :no, :remote)
ON CONFLICT (queue, day) DO UPDATE SET last_no = excluded.last_no, remote = counter.remote + excluded.remote
WHERE counter.last_no = excluded.last_no - 1;

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
