-- name: due
-- The first waiting parcel of each address, where its time has come: the order of an address is kept.
SELECT id, key, channel, address, content, attempts, created_at FROM outbox AS head
WHERE state = 'waiting' AND due_at <= :now AND id = (
    SELECT min(id) FROM outbox AS first
    WHERE first.channel = head.channel AND first.address = head.address AND first.state = 'waiting'
)
ORDER BY id LIMIT :limit;

-- name: hold
-- A transaction that writes is alone in the file anyway.
SELECT 1 AS held WHERE :channel <> :address;
