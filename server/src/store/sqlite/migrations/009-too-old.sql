-- Of a notice that deliveries came too late: up to when those were queued that it is about. NULL: not a notice.
ALTER TABLE outbox ADD COLUMN covers_until INTEGER;
