-- Where in the logs something stands that no story understood, or only by a guess. What it says is in the log alone, and goes with it.
CREATE TABLE unknown_sentence (
  conversation TEXT NOT NULL,
  seq INTEGER NOT NULL,
  at INTEGER NOT NULL,
  connector_id TEXT NOT NULL,
  language TEXT NOT NULL,
  confidence REAL NOT NULL,
  PRIMARY KEY (conversation, seq),
  FOREIGN KEY (conversation, seq) REFERENCES event (conversation, seq) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE INDEX unknown_sentence_at ON unknown_sentence (at);
