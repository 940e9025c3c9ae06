-- name: due
-- The first waiting parcel of each address, where its time has come: the order of an address is kept. Those that are
-- due longest come first, so that one that failed stands behind the others.
-- Those that another process has in hand are passed over; what is behind them waits, because they still stand first.
SELECT id, key, channel, address, content, attempts, created_at FROM outbox AS head
WHERE state = 'waiting' AND channel = :channel AND due_at <= :now AND NOT EXISTS (
    SELECT 1 FROM outbox AS first
    WHERE first.channel = head.channel AND first.address = head.address AND first.state = 'waiting'
        AND first.id < head.id
)
ORDER BY due_at, id LIMIT :limit FOR UPDATE OF head SKIP LOCKED;

-- name: hold
-- Whoever puts messages for an address does so alone, so that ids grow in the order in which they become visible.
SELECT 1 AS held FROM (SELECT pg_advisory_xact_lock(hashtextextended(:channel || ' ' || :address, 4093))) AS lock;

-- name: arrivals
-- The first unanswered update of each address, where nobody has it in hand: an address is answered in order. A time
-- beyond what any lease can reach was written by a clock that has been put right since.
SELECT id, channel, update_id, address, sealed, received_at FROM received AS head
WHERE channel = :channel AND (due_at <= :now OR due_at > :impossible) AND NOT EXISTS (
    SELECT 1 FROM received AS first
    WHERE first.channel = head.channel AND first.address = head.address AND first.id < head.id
)
ORDER BY id LIMIT :limit FOR UPDATE OF head SKIP LOCKED;
