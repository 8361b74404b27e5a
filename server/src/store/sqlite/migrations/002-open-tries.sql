-- 1 while a try is under way. What a process leaves at 1 may be what ended it.
ALTER TABLE work ADD COLUMN begun INTEGER NOT NULL DEFAULT 0;

-- From here on conversation.delivery_due is noted also while the head is being sent: it is then the time at which a
-- delivery that its sender has lost sight of counts as perhaps taken (its not_before).

-- What was taken or given up keeps its id, for late echoes, but not what it said.
UPDATE outbox SET payload = 'null' WHERE state IN ('sent', 'failed');
