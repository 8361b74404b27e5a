-- A secret that an event brought is not kept once it was answered: the job says what the event says from then on.
CREATE FUNCTION keep_answered(job jsonb) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  -- As text: the functions for json refuse a NUL, and a name may have one.
  UPDATE event SET body = replace(body, '"content":' || (job->>'said'), '"content":' || (job->>'answered'))
  WHERE conversation = job->>'conversation' AND seq = (job->>'seq')::integer;
END $$;

-- The event is answered: the rest of the answer, the new state, and its work is gone. One update for all that the row of
-- the conversation needs: each makes a new version of it. Says whether nothing waits there any more.
CREATE OR REPLACE FUNCTION commit_turn(job jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  lane text := job->>'conversation';
  answered integer := (job->>'seq')::integer;
  lease text := lease_of(job);
  written jsonb;
  next_due bigint;
BEGIN
  -- What came since then is not known.
  IF lease = 'done' THEN RETURN '{"value": {"isLast": false}}'; END IF;
  IF lease <> 'held' THEN RETURN '{"refused": "stale"}'; END IF;
  written := write_answer(job);
  IF written ? 'refused' THEN RETURN written; END IF;
  IF job ? 'answered' THEN PERFORM keep_answered(job); END IF;
  DELETE FROM idempotency_record WHERE conversation = lane AND seq = answered;
  DELETE FROM work WHERE conversation = lane AND seq = answered;
  UPDATE conversation SET state = job->>'state', lease_owner = NULL, lease_until = NULL,
    answer_due = (SELECT not_before FROM head_of_work WHERE conversation = lane)
  WHERE id = lane RETURNING answer_due INTO next_due;
  RETURN jsonb_build_object('value', jsonb_build_object('isLast', next_due IS NULL));
END $$;

-- The event becomes a dead letter for the operator, and the conversation goes on after it.
CREATE OR REPLACE FUNCTION dead_letter_turn(job jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  lease text := lease_of(job);
  written jsonb;
BEGIN
  IF lease = 'done' THEN RETURN '{"value": null}'; END IF;
  IF lease <> 'held' THEN RETURN '{"refused": "stale"}'; END IF;
  written := write_answer(job);
  IF written ? 'refused' THEN RETURN written; END IF;
  INSERT INTO dead_letter (conversation, seq, acted_at, locale, attempts, reason, at)
  SELECT conversation, seq, acted_at, locale, attempts, job->>'reason', now_ms() FROM work
  WHERE conversation = job->>'conversation' AND seq = (job->>'seq')::integer;
  IF job ? 'answered' THEN PERFORM keep_answered(job); END IF;
  PERFORM finish_work(job);
  RETURN '{"value": null}';
END $$;
