-- One person, known on several connectors: the sides that a person has joined by a ref.
CREATE TABLE person (
  id TEXT NOT NULL PRIMARY KEY,
  created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE person_member (
  connector_id TEXT NOT NULL,
  user_id TEXT NOT NULL,
  person_id TEXT NOT NULL,
  PRIMARY KEY (connector_id, user_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX person_member_person ON person_member (person_id);

-- What stories keep about a person, by entry; of one name the highest number counts. Both are JSON; NULL: it was removed.
CREATE TABLE person_memory (
  number INTEGER PRIMARY KEY,
  person_id TEXT NOT NULL,
  name TEXT NOT NULL,
  value TEXT
) STRICT;
CREATE INDEX person_memory_name ON person_memory (person_id, name);

-- Refs that were used, and what came of it. The event that brought one is kept as a hash.
CREATE TABLE used_ref (
  id TEXT NOT NULL PRIMARY KEY,
  used_by TEXT NOT NULL,
  outcome TEXT NOT NULL,
  forget_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX used_ref_forget_at ON used_ref (forget_at);

-- Conversations go in several ways: by their age, one by one, with their person. In each a side goes with its last one.
CREATE TRIGGER person_member_goes AFTER DELETE ON conversation
WHEN NOT EXISTS (SELECT 1 FROM conversation WHERE connector_id = OLD.connector_id AND user_id = OLD.user_id)
BEGIN
  DELETE FROM person_member WHERE connector_id = OLD.connector_id AND user_id = OLD.user_id;
END;

-- The channel gave the person another id.
CREATE TRIGGER person_member_moves AFTER UPDATE OF user_id ON conversation WHEN OLD.user_id <> NEW.user_id
BEGIN
  UPDATE OR REPLACE person_member SET user_id = NEW.user_id
  WHERE connector_id = OLD.connector_id AND user_id = OLD.user_id;
END;

CREATE TRIGGER person_goes AFTER DELETE ON person_member
WHEN NOT EXISTS (SELECT 1 FROM person_member WHERE person_id = OLD.person_id)
BEGIN
  DELETE FROM person_memory WHERE person_id = OLD.person_id;
  DELETE FROM person WHERE id = OLD.person_id;
END;
