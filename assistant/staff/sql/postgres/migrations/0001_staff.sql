-- Who works here and what each may do. Tokens are kept as digests: a copy of these tables lets nobody in.
CREATE TABLE staff_member (
    name       text PRIMARY KEY,
    roles      text NOT NULL,             -- names with blanks between
    windows    text NOT NULL DEFAULT '',  -- numbers with blanks between; none: every window
    created_at timestamptz NOT NULL
);
CREATE TABLE staff_token (
    id         text PRIMARY KEY,          -- stands in the token itself
    member     text NOT NULL REFERENCES staff_member (name),
    digest     text NOT NULL UNIQUE,      -- SHA-256 of the whole token, which has 256 random bits
    created_at timestamptz NOT NULL,
    ends_at    timestamptz                   -- NULL: until it is revoked
);
CREATE INDEX staff_token_by_member ON staff_token (member);
