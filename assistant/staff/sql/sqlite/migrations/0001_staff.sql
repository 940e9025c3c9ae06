-- Who works here and what each may do. Tokens are kept as digests: a copy of this file lets nobody in.
CREATE TABLE staff_member (
    name       TEXT PRIMARY KEY,
    roles      TEXT NOT NULL,             -- names with blanks between
    windows    TEXT NOT NULL DEFAULT '',  -- numbers with blanks between; none: every window
    created_at TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE staff_token (
    id         TEXT PRIMARY KEY,          -- stands in the token itself
    member     TEXT NOT NULL REFERENCES staff_member (name),
    digest     TEXT NOT NULL UNIQUE,      -- SHA-256 of the whole token, which has 256 random bits
    created_at TEXT NOT NULL,
    ends_at    TEXT                       -- NULL: until it is revoked
) WITHOUT ROWID;
CREATE INDEX staff_token_by_member ON staff_token (member);
