-- What the desk of the team keeps: people, their sessions, keys, queues … Each is one JSON document of a kind. `key`: another name, unique in its
-- kind. `version` goes up with each change.
CREATE TABLE desk_record (
  kind TEXT NOT NULL,
  id TEXT NOT NULL,
  version INTEGER NOT NULL,
  key TEXT,
  body TEXT NOT NULL,
  expires_at INTEGER,
  PRIMARY KEY (kind, id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX desk_record_key ON desk_record (kind, key) WHERE key IS NOT NULL;
CREATE INDEX desk_record_expires_at ON desk_record (expires_at) WHERE expires_at IS NOT NULL;

-- Who has done what at the desk. `detail`: JSON.
CREATE TABLE desk_audit (
  seq INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  by_id TEXT NOT NULL,
  by_name TEXT NOT NULL,
  act TEXT NOT NULL,
  target TEXT,
  detail TEXT,
  expires_at INTEGER
) STRICT;
CREATE INDEX desk_audit_expires_at ON desk_audit (expires_at) WHERE expires_at IS NOT NULL;
