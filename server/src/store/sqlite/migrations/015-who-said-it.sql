-- Which side of a person has said an entry of their memory: it keeps it when the sides part. NULL: not known, from before.
ALTER TABLE person_memory ADD COLUMN connector_id TEXT;
ALTER TABLE person_memory ADD COLUMN user_id TEXT;

CREATE TRIGGER person_memory_moves AFTER UPDATE OF user_id ON conversation WHEN OLD.user_id <> NEW.user_id
BEGIN
  UPDATE person_memory SET user_id = NEW.user_id
  WHERE connector_id = OLD.connector_id AND user_id = OLD.user_id
    AND person_id IN (SELECT person_id FROM person_member WHERE connector_id = OLD.connector_id
      AND user_id IN (OLD.user_id, NEW.user_id));
END;
