-- The place of an event among those that wait: when the person acted, or when the event came in where the channel's time
-- says nothing.
ALTER TABLE work ADD COLUMN ordered_at REAL NOT NULL DEFAULT 0;
UPDATE work SET ordered_at =
  (SELECT e.at FROM event e WHERE e.conversation = work.conversation AND e.seq = work.seq);
CREATE INDEX work_order ON work (conversation, attempts = 0, ordered_at, seq);

-- The event of each conversation that is answered next. One that was begun stays it, or two answers would mix.
CREATE VIEW head_of_work AS
  SELECT c.id AS conversation, w.seq, w.not_before FROM conversation c
    JOIN work w ON w.conversation = c.id AND w.seq = (
      SELECT seq FROM work WHERE conversation = c.id ORDER BY attempts = 0, ordered_at, seq LIMIT 1);
