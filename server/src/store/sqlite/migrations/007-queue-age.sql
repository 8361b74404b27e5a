-- Since when a delivery waits: updated_at moves with each attempt.
ALTER TABLE outbox ADD COLUMN queued_at INTEGER NOT NULL DEFAULT 0;
UPDATE outbox SET queued_at = updated_at;
-- All deliveries of one conversation, also those that are over.
CREATE INDEX outbox_conversation ON outbox (conversation);
