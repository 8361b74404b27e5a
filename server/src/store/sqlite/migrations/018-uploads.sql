-- Files that visitors send in pieces, before a message names them. `file`: what is known of it as JSON, once it is whole and checked.
CREATE TABLE upload (
  id TEXT PRIMARY KEY,
  connector_id TEXT NOT NULL,
  conversation TEXT NOT NULL,
  client_id TEXT NOT NULL,
  name TEXT NOT NULL,
  media_type TEXT NOT NULL,
  bytes INTEGER NOT NULL,
  received INTEGER NOT NULL DEFAULT 0,
  file TEXT,
  expires_at INTEGER NOT NULL,
  UNIQUE (conversation, connector_id, client_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX upload_expires_at ON upload (expires_at);

-- The bytes that have come, from the byte `start`. A blob that is named here is in use.
CREATE TABLE upload_part (
  upload TEXT NOT NULL REFERENCES upload (id) ON DELETE CASCADE,
  start INTEGER NOT NULL,
  blob TEXT NOT NULL,
  PRIMARY KEY (upload, start)
) STRICT, WITHOUT ROWID;
CREATE INDEX upload_part_blob ON upload_part (blob);
