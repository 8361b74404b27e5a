-- What the team has to do with a conversation. Without a row it is the bot's.
CREATE TABLE desk_case (
  conversation TEXT PRIMARY KEY REFERENCES conversation (id),
  state TEXT NOT NULL CHECK (state IN ('bot', 'waiting', 'open', 'closed')),
  queue TEXT,
  operator TEXT,
  operator_name TEXT,
  language TEXT,
  story TEXT,
  summary TEXT,
  -- A JSON array.
  tags TEXT NOT NULL,
  waiting_since INTEGER,
  assigned_at INTEGER,
  replied_at INTEGER,
  closed_at INTEGER,
  -- The delivery by which the bot handed it over last.
  opened_by TEXT,
  version INTEGER NOT NULL,
  changed_at INTEGER NOT NULL
) STRICT;

CREATE INDEX desk_case_state ON desk_case (state, waiting_since);
CREATE INDEX desk_case_operator ON desk_case (operator, state) WHERE operator IS NOT NULL;

CREATE TABLE desk_note (
  id TEXT PRIMARY KEY,
  conversation TEXT NOT NULL REFERENCES conversation (id),
  author TEXT NOT NULL,
  author_name TEXT NOT NULL,
  text TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT;

CREATE INDEX desk_note_conversation ON desk_note (conversation, at);
