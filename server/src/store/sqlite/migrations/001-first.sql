-- Times are milliseconds since 1970, by the server's clock where nothing else is said.

CREATE TABLE meta (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  -- Names the log; part of every cursor.
  epoch TEXT NOT NULL,
  -- Counted up by every process that opens the store. Only the process that has the newest number may write.
  owner INTEGER NOT NULL,
  checked_at INTEGER NOT NULL
) STRICT;

CREATE TABLE conversation (
  id TEXT PRIMARY KEY,
  connector_id TEXT NOT NULL,
  user_id TEXT NOT NULL,
  last_seq INTEGER NOT NULL,
  -- The oldest seq that can still be read.
  floor_seq INTEGER NOT NULL DEFAULT 1,
  state TEXT NOT NULL,
  -- not_before of the oldest row in work; NULL when everything is answered.
  answer_due INTEGER,
  -- not_before of the oldest waiting row in outbox; NULL when none waits, or when it is being sent.
  delivery_due INTEGER,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;

CREATE INDEX conversation_answer_due ON conversation (answer_due) WHERE answer_due IS NOT NULL;
CREATE INDEX conversation_delivery_due ON conversation (delivery_due) WHERE delivery_due IS NOT NULL;

CREATE TABLE event (
  conversation TEXT NOT NULL REFERENCES conversation (id),
  seq INTEGER NOT NULL,
  -- in:<id of the inbound event> or out:<key of the bot's event>
  key TEXT NOT NULL,
  body TEXT NOT NULL,
  -- Of the content of an inbound event: a repeat must be equal.
  body_hash TEXT,
  at INTEGER NOT NULL,
  PRIMARY KEY (conversation, seq),
  UNIQUE (conversation, key)
) STRICT, WITHOUT ROWID;

-- One row per inbound event that is not answered yet.
CREATE TABLE work (
  conversation TEXT NOT NULL,
  seq INTEGER NOT NULL,
  -- By the channel's clock.
  acted_at REAL NOT NULL,
  locale TEXT,
  -- Tries that were begun.
  attempts INTEGER NOT NULL DEFAULT 0,
  not_before INTEGER NOT NULL,
  PRIMARY KEY (conversation, seq),
  FOREIGN KEY (conversation, seq) REFERENCES event (conversation, seq)
) STRICT, WITHOUT ROWID;

-- Inbound events that were given up, for the operator.
CREATE TABLE parked (
  conversation TEXT NOT NULL,
  seq INTEGER NOT NULL,
  acted_at REAL NOT NULL,
  locale TEXT,
  attempts INTEGER NOT NULL,
  reason TEXT NOT NULL,
  parked_at INTEGER NOT NULL,
  PRIMARY KEY (conversation, seq),
  FOREIGN KEY (conversation, seq) REFERENCES event (conversation, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE outbox (
  -- The order within a lane, which is a conversation.
  place INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  conversation TEXT NOT NULL REFERENCES conversation (id),
  payload TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('queued', 'sending', 'unknown', 'sent', 'failed')),
  attempts INTEGER NOT NULL DEFAULT 0,
  -- 1 once an attempt has ended without a word of the channel.
  maybe_taken INTEGER NOT NULL DEFAULT 0,
  not_before INTEGER NOT NULL,
  external_id TEXT,
  reason TEXT,
  updated_at INTEGER NOT NULL
) STRICT;

CREATE INDEX outbox_waiting ON outbox (conversation, place) WHERE state IN ('queued', 'sending', 'unknown');
