-- Standard names for what had names of our own.
ALTER TABLE conversation RENAME COLUMN floor_seq TO oldest_seq;
ALTER TABLE parked RENAME TO dead_letter;
ALTER TABLE dead_letter RENAME COLUMN parked_at TO at;
ALTER TABLE note RENAME TO idempotency_record;
ALTER TABLE outbox RENAME COLUMN place TO position;
ALTER TABLE outbox RENAME COLUMN maybe_taken TO maybe_delivered;

-- Thread, scope and route of the person's address, as JSON. The person stands in user_id.
ALTER TABLE conversation ADD COLUMN address TEXT NOT NULL DEFAULT '{"scope":"direct"}';

-- Other names of a person on a connector: whoever asks for one of them means user_id.
CREATE TABLE alias (
  connector_id TEXT NOT NULL,
  type TEXT NOT NULL,
  value TEXT NOT NULL,
  user_id TEXT NOT NULL,
  PRIMARY KEY (connector_id, type, value)
) STRICT, WITHOUT ROWID;
CREATE INDEX alias_user ON alias (connector_id, user_id);

-- What a short token on a button stands for, where a platform has no room for it.
CREATE TABLE token (
  connector_id TEXT NOT NULL,
  token TEXT NOT NULL,
  value TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (connector_id, token)
) STRICT, WITHOUT ROWID;

-- No delivery of the lane goes out before, because the platform wants a pause between two messages to one person.
ALTER TABLE conversation ADD COLUMN deliver_after INTEGER NOT NULL DEFAULT 0;
-- The delivery whose message this one replaces, where a text is shown by editing a message.
ALTER TABLE outbox ADD COLUMN edits TEXT;
-- 1 for an edit that shows a text so far: another edit of the same message follows with more of it.
ALTER TABLE outbox ADD COLUMN interim INTEGER NOT NULL DEFAULT 0;
-- Why it was given up, as one of the kinds of DeliveryError.
ALTER TABLE outbox ADD COLUMN error_kind TEXT;
-- What the channel reported later: delivered or read.
ALTER TABLE outbox ADD COLUMN receipt TEXT;
CREATE INDEX outbox_edits ON outbox (edits) WHERE edits IS NOT NULL;
CREATE INDEX outbox_external_id ON outbox (external_id) WHERE external_id IS NOT NULL;

-- Who may do something that only one process may do, e.g. hold the connection of a connector.
CREATE TABLE lease (
  name TEXT PRIMARY KEY,
  holder TEXT NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
