-- What the team has to do with a conversation. Without a row it is the bot's.
CREATE TABLE desk_case (
  conversation text COLLATE "C" PRIMARY KEY,
  state text COLLATE "C" NOT NULL CHECK (state IN ('bot', 'waiting', 'open', 'closed')),
  queue text COLLATE "C",
  operator text COLLATE "C",
  operator_name text,
  language text COLLATE "C",
  story text,
  summary text,
  -- A JSON array.
  tags text NOT NULL,
  waiting_since bigint,
  assigned_at bigint,
  replied_at bigint,
  closed_at bigint,
  -- The delivery by which the bot handed it over last.
  opened_by text COLLATE "C",
  version integer NOT NULL,
  changed_at bigint NOT NULL
);

CREATE INDEX desk_case_state ON desk_case (state, waiting_since);
CREATE INDEX desk_case_operator ON desk_case (operator, state) WHERE operator IS NOT NULL;

CREATE TABLE desk_note (
  id text COLLATE "C" PRIMARY KEY,
  conversation text COLLATE "C" NOT NULL,
  author text COLLATE "C" NOT NULL,
  author_name text NOT NULL,
  text text NOT NULL,
  at bigint NOT NULL
);

CREATE INDEX desk_note_conversation ON desk_note (conversation, at);

-- They go with a conversation.
ALTER FUNCTION delete_conversation(text) RENAME TO delete_conversation_without_cases;
CREATE FUNCTION delete_conversation(lane text) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  gone jsonb;
BEGIN
  -- First the conversation: whoever keeps a case looks for it under its lock.
  gone := delete_conversation_without_cases(lane);
  DELETE FROM desk_case WHERE conversation = lane;
  DELETE FROM desk_note WHERE conversation = lane;
  RETURN gone;
END $$;

-- The conversation is locked against its deletion, and nothing is kept of one that is gone. Nobody's number is given out twice.
CREATE FUNCTION save_case(
  lane text, known integer, stands text, in_queue text, whose text, whose_name text, spoken text, by_story text, reason text, tagged text,
  waits bigint, took bigint, replied bigint, closed bigint, opened text)
RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
  kept integer;
BEGIN
  PERFORM FROM conversation WHERE id = lane FOR SHARE;
  IF NOT FOUND THEN RETURN NULL; END IF;
  IF known = 0 THEN
    INSERT INTO desk_case VALUES (lane, stands, in_queue, whose, whose_name, spoken, by_story, reason, tagged, waits, took, replied, closed,
      opened, 1, now_ms()) ON CONFLICT (conversation) DO NOTHING RETURNING version INTO kept;
  ELSE
    UPDATE desk_case SET state = stands, queue = in_queue, operator = whose, operator_name = whose_name, language = spoken,
      story = by_story, summary = reason, tags = tagged, waiting_since = waits, assigned_at = took, replied_at = replied,
      closed_at = closed, opened_by = opened, version = known + 1, changed_at = now_ms()
    WHERE conversation = lane AND version = known RETURNING version INTO kept;
  END IF;
  RETURN kept;
END $$;

CREATE FUNCTION add_note(note text, lane text, whose text, whose_name text, said text, since bigint)
RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM conversation WHERE id = lane FOR SHARE;
  IF NOT FOUND THEN RETURN false; END IF;
  INSERT INTO desk_note VALUES (note, lane, whose, whose_name, said, since) ON CONFLICT (id) DO NOTHING;
  RETURN true;
END $$;
