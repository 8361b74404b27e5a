-- Sessions of visitors that were renewed or ended: the others are known by their tokens alone.
CREATE TABLE session (
  connector_id TEXT NOT NULL,
  visitor_id TEXT NOT NULL,
  -- Of the newest refresh token.
  generation INTEGER NOT NULL DEFAULT 0,
  -- When that one was first used; NULL: its answer may have been lost.
  used_at INTEGER,
  -- Counts up with each session that ends; NULL: this one lives.
  ended INTEGER,
  -- When it ended.
  ended_at INTEGER,
  -- After this time no token of the session is valid.
  expires_at INTEGER NOT NULL,
  PRIMARY KEY (connector_id, visitor_id)
) STRICT, WITHOUT ROWID;

-- With the time, so that a process that starts passes over those of long ago without reading them.
CREATE INDEX session_ended ON session (ended, ended_at) WHERE ended IS NOT NULL;
CREATE INDEX session_expires_at ON session (expires_at);
