-- What is due is found without looking at all that waits: after an outage that may be thousands.
CREATE INDEX outbox_due ON outbox (channel, due_at, id) WHERE state = 'waiting';
