-- name: claim
-- The turn to delete, for one process; none while it is another's, or before it is due and nobody forces it.
INSERT INTO retention_turn (name, lease_until, due_at) VALUES ('daily', :lease, :due)
ON CONFLICT (name) DO UPDATE SET lease_until = excluded.lease_until, due_at = excluded.due_at
WHERE retention_turn.lease_until <= :now AND (retention_turn.due_at <= :now OR :forced = 1)
RETURNING name;

-- name: give_back
-- The turn is free, and due again later.
UPDATE retention_turn SET lease_until = :now, due_at = :due WHERE name = 'daily';

-- name: add_run
-- What was deleted.
INSERT INTO retention_run (at, report) VALUES (:at, :report);

-- name: runs
-- The newest runs.
SELECT at, report FROM retention_run ORDER BY id DESC LIMIT :limit;

-- name: drop_runs
-- Old reports.
DELETE FROM retention_run WHERE at < :before;
