-- A receipt is about all messages of a conversation before it: those that have theirs are not read again.
CREATE INDEX outbox_receipt ON outbox (conversation, receipt, queued_at) WHERE state = 'sent';
