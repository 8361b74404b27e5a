-- To whom a conversation that waits is offered, until when, and who has let it pass: a JSON object.
ALTER TABLE desk_case ADD COLUMN offer text;

-- Beside the one without an offer, which a server of the former version calls until it is replaced.
CREATE FUNCTION save_case(
  lane text, known integer, stands text, in_queue text, whose text, whose_name text, spoken text, by_story text, reason text, tagged text,
  waits bigint, took bigint, replied bigint, closed bigint, opened text, offered text)
RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
  kept integer;
BEGIN
  kept := save_case(lane, known, stands, in_queue, whose, whose_name, spoken, by_story, reason, tagged, waits, took, replied, closed, opened);
  IF kept IS NOT NULL THEN UPDATE desk_case SET offer = offered WHERE conversation = lane AND offer IS DISTINCT FROM offered; END IF;
  RETURN kept;
END $$;
