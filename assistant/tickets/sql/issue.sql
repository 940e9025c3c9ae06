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

-- name: next_number
-- Takes the queue's next number of the day; a rollback gives it back.
INSERT INTO counter (queue, day, last_no) VALUES (:queue, :day, 1)
ON CONFLICT (queue, day) DO UPDATE SET last_no = counter.last_no + 1
RETURNING last_no;

-- name: insert_ticket
-- The new ticket's row.
INSERT INTO ticket (reference, queue, day, no, number, citizen, transaction_id, language, scope, key, status,
                    waits_in, turn, transfers, for_window, "window", issued_at)
VALUES (:reference, :queue, :day, :no, :number, :citizen, :transaction_id, :language, :scope, :key, :status,
        :waits_in, :turn, :transfers, :for_window, :window, :issued_at);

-- name: update_ticket
-- All of a ticket that may change; its number, citizen and key never do.
UPDATE ticket
SET status = :status, waits_in = :waits_in, turn = :turn, transfers = :transfers, for_window = :for_window,
    "window" = :window, checked_in_at = :checked_in_at, called_at = :called_at, serving_at = :serving_at,
    finished_at = :finished_at
WHERE reference = :reference;
