-- That people were deleted, and how much it was: nothing here says who they were.
CREATE TABLE deletion (
  number INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  connector_id TEXT NOT NULL,
  -- Who wanted it: 'person' or 'operator'.
  wanted_by TEXT NOT NULL,
  conversations INTEGER NOT NULL,
  events INTEGER NOT NULL,
  files INTEGER NOT NULL
) STRICT;
