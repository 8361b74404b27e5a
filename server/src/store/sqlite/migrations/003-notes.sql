-- What came out of an effect of a turn that is not over: a second try must not do it again.
CREATE TABLE note (
  conversation TEXT NOT NULL,
  seq INTEGER NOT NULL,
  name TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (conversation, seq, name),
  FOREIGN KEY (conversation, seq) REFERENCES event (conversation, seq)
) STRICT, WITHOUT ROWID;

-- Who is spoken to first is known by connector and person.
CREATE INDEX conversation_user ON conversation (connector_id, user_id);
