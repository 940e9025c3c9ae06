-- name: add_member
-- Somebody new; none when the name is taken.
INSERT INTO staff_member (name, roles, windows, created_at) VALUES (:name, :roles, :windows, :now)
ON CONFLICT (name) DO NOTHING RETURNING name;

-- name: members
-- Everybody.
SELECT name, roles, windows, created_at FROM staff_member ORDER BY name;

-- name: remove_member
-- Nobody any more; the tokens go with the member.
DELETE FROM staff_member WHERE name = :name RETURNING name;

-- name: remove_tokens
-- All tokens of a member.
DELETE FROM staff_token WHERE member = :name;

-- name: add_token
-- One token more: its digest, never the token.
INSERT INTO staff_token (id, member, digest, created_at, ends_at) VALUES (:id, :name, :digest, :now, :ends_at);

-- name: end_tokens
-- The member's tokens end then, or earlier where they would have ended earlier.
UPDATE staff_token SET ends_at = :ends_at WHERE member = :name AND (ends_at IS NULL OR ends_at > :ends_at);

-- name: tokens
-- Every token with its times, without its digest.
SELECT id, member, created_at, ends_at FROM staff_token ORDER BY created_at, id;

-- name: by_token
-- Whose a token is.
SELECT m.name, m.roles, m.windows, t.digest, t.ends_at
FROM staff_token AS t JOIN staff_member AS m ON m.name = t.member WHERE t.id = :id;
