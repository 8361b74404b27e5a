-- What was counted of conversations, by half-hours (milliseconds since 1970). Nobody is named in it, and it outlives the conversations.
CREATE TABLE figure (
  slot INTEGER NOT NULL,
  connector_id TEXT NOT NULL,
  measure TEXT NOT NULL,
  key TEXT NOT NULL,
  amount INTEGER NOT NULL,
  PRIMARY KEY (slot, connector_id, measure, key)
) STRICT, WITHOUT ROWID;

-- How far a conversation is counted, and what has to be remembered to count on. It goes with the conversation. The one without a name is the follower's own.
CREATE TABLE figure_step (
  conversation TEXT PRIMARY KEY,
  seq INTEGER NOT NULL,
  known TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- A delivery that was given up is counted once.
ALTER TABLE outbox ADD COLUMN is_counted INTEGER NOT NULL DEFAULT 0;
CREATE INDEX outbox_uncounted ON outbox (position) WHERE state = 'failed' AND is_counted = 0;
