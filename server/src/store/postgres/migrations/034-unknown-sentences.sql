-- Where in the logs something stands that no story understood, or only by a guess. What it says is in the log alone, and goes with it.
CREATE TABLE unknown_sentence (
  conversation text COLLATE "C" NOT NULL,
  seq integer NOT NULL,
  at bigint NOT NULL,
  connector_id text COLLATE "C" NOT NULL,
  language text COLLATE "C" NOT NULL,
  confidence double precision NOT NULL,
  PRIMARY KEY (conversation, seq),
  FOREIGN KEY (conversation, seq) REFERENCES event (conversation, seq) ON DELETE CASCADE
);

CREATE INDEX unknown_sentence_at ON unknown_sentence (at);

-- The conversation is locked first, as by whoever removes events of it: two that wait for each other would be one deletion that fails.
CREATE FUNCTION add_unknown_sentence(lane text, number integer, since bigint, connector text, spoken text, sure double precision)
RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM conversation WHERE id = lane FOR SHARE;
  IF NOT FOUND THEN RETURN; END IF;
  INSERT INTO unknown_sentence
    SELECT e.conversation, e.seq, since, connector, spoken, sure FROM event e WHERE e.conversation = lane AND e.seq = number
    ON CONFLICT (conversation, seq) DO NOTHING;
END $$;
