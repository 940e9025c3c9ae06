-- name: accept
-- Notes an update that is to be answered; no row when it was noted, or answered, before.
INSERT INTO received (channel, update_id, address, sealed, due_at, received_at)
SELECT :channel, :update_id, :address, :sealed, :due_at, :at
WHERE NOT EXISTS (SELECT 1 FROM inbox WHERE channel = :channel AND update_id = :update_id)
ON CONFLICT (channel, update_id) DO NOTHING RETURNING id;

-- name: open_arrival
-- An update that has no answer yet.
SELECT id FROM received WHERE channel = :channel AND update_id = :update_id;

-- name: take_arrival
-- Only who still finds it due has it: two processes may have seen it.
UPDATE received SET due_at = :until, attempts = attempts + 1
WHERE id = :id AND (due_at <= :now OR due_at > :impossible) RETURNING attempts;

-- name: hold_arrival
-- It is in work until then, or may be taken from then on.
UPDATE received SET due_at = :due_at WHERE id = :id;

-- name: promise
-- The messenger is told that the answer comes later.
UPDATE received SET promised = 1 WHERE channel = :channel AND update_id = :update_id RETURNING 1 AS open;

-- name: clear_arrival
-- It has its answer.
DELETE FROM received WHERE channel = :channel AND update_id = :update_id RETURNING promised;

-- name: forget_arrivals
-- Whoever wants to be forgotten wants no answer to anything else either.
DELETE FROM received WHERE channel = :channel AND address = :address AND update_id <> :in_hand;

-- name: sweep_received
-- What nobody has answered: its channel may be gone.
DELETE FROM received WHERE received_at < :before;

-- name: arrivals_waiting
-- What has no answer yet, by channel, and since when.
SELECT channel, count(*) AS arrivals, min(received_at) AS oldest FROM received GROUP BY channel;
