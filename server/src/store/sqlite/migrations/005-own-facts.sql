-- What the store knows of itself, to compare with what is kept beside it: which database it is, how many commits there
-- were, and a fingerprint of the secret that its visitors' tokens are signed with.
ALTER TABLE meta ADD COLUMN identity TEXT;
ALTER TABLE meta ADD COLUMN position INTEGER NOT NULL DEFAULT 0;
ALTER TABLE meta ADD COLUMN secret_print TEXT;

-- Which events name which files: a file goes with the last event that names it.
CREATE TABLE blob_use (
  blob TEXT NOT NULL,
  conversation TEXT NOT NULL,
  seq INTEGER NOT NULL,
  PRIMARY KEY (blob, conversation, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX blob_use_conversation ON blob_use (conversation, seq);
INSERT INTO blob_use (blob, conversation, seq)
  SELECT DISTINCT leaf.atom, event.conversation, event.seq FROM event, json_tree(event.body) AS leaf
  WHERE event.body LIKE '%sha256-%' AND leaf.type = 'text' AND leaf.atom LIKE 'sha256-%' AND length(leaf.atom) = 50;

-- Numbers that a deleted conversation has given out: under them nothing may come again. `conversation` is a hash, because
-- the id may be a person's.
CREATE TABLE deleted_conversation (
  conversation TEXT PRIMARY KEY,
  last_seq INTEGER NOT NULL,
  at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- People whose messages are refused.
CREATE TABLE blocked (
  connector_id TEXT NOT NULL,
  user_id TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (connector_id, user_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX conversation_updated_at ON conversation (updated_at);
CREATE INDEX event_at ON event (at);
