-- 1 for an edit that shows a text so far: another edit of the same message follows with more of it.
ALTER TABLE outbox ADD COLUMN interim INTEGER NOT NULL DEFAULT 0;
