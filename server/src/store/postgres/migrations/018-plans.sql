-- By the key of the conversation: by a column of the head it was found among the heads of all conversations, at each commit.
CREATE OR REPLACE VIEW head_of_work AS
  SELECT c.id AS conversation, w.seq, w.not_before FROM conversation c CROSS JOIN LATERAL (
    SELECT seq, not_before FROM work WHERE conversation = c.id
    ORDER BY attempts = 0, ordered_at, seq LIMIT 1) w;

-- A statement with a join may be planned over all events of a conversation: then a turn costs more the longer people talk.
-- So the head of the queue comes first, and its text by its key.
CREATE OR REPLACE FUNCTION begin_turn(job jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  c conversation;
  head work;
  said text;
  was_begun boolean;
  taken bigint;
BEGIN
  -- Who waits here would hold up the others of the group; whoever has the row now is done in a moment.
  SELECT * INTO c FROM conversation WHERE id = job->>'conversation' FOR UPDATE SKIP LOCKED;
  IF NOT FOUND THEN
    IF EXISTS (SELECT FROM conversation WHERE id = job->>'conversation') THEN RETURN '{"refused": "busy"}'; END IF;
    RETURN '{"value": null}';
  END IF;
  -- Most calls look whether there is more, and there is not.
  IF c.answer_due IS NULL THEN RETURN '{"value": null}'; END IF;
  SELECT * INTO head FROM work WHERE conversation = c.id ORDER BY attempts = 0, ordered_at, seq LIMIT 1;
  IF NOT FOUND THEN RETURN '{"value": null}'; END IF;
  was_begun := head.begun;
  IF c.lease_owner = job->>'owner' AND c.lease_until > now_ms() THEN
    -- An earlier try of this job took it, and its answer was lost. Whether the event was interrupted is not known any more.
    taken := c.lease_fence;
    was_begun := (job->>'takeInterrupted')::boolean AND head.attempts > 1;
  ELSE
    IF c.answer_due > now_ms() OR c.lease_until > now_ms() THEN RETURN '{"value": null}'; END IF;
    -- Nobody has a lease, so an attempt that is marked as begun did not come to an end.
    IF was_begun AND NOT (job->>'takeInterrupted')::boolean THEN RETURN '{"value": "interrupted"}'; END IF;
    taken := c.lease_fence + 1;
    head.attempts := head.attempts + 1;
    UPDATE work SET attempts = head.attempts, begun = true WHERE conversation = c.id AND seq = head.seq;
    UPDATE conversation SET lease_owner = job->>'owner', lease_fence = taken,
      lease_until = now_ms() + (job->>'leaseMs')::bigint WHERE id = c.id;
  END IF;
  SELECT body INTO STRICT said FROM event WHERE conversation = c.id AND seq = head.seq;
  RETURN jsonb_build_object('value', jsonb_build_object('connectorId', c.connector_id, 'userId', c.user_id,
    'address', c.address, 'state', c.state, 'seq', head.seq, 'actedAt', head.acted_at, 'locale', head.locale,
    'attempt', head.attempts, 'interrupted', was_begun, 'body', said, 'fence', taken));
END $$;

-- What is written for every message is in PL/pgSQL, whose plans a connection keeps: a function in SQL that writes is parsed
-- and planned anew at each call, which cost more than all that it did.

-- The fence stays: the next lease counts on from it.
CREATE OR REPLACE FUNCTION give_lease_back(conversation_id text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  UPDATE conversation SET lease_owner = NULL, lease_until = NULL,
    answer_due = (SELECT not_before FROM head_of_work WHERE conversation = conversation_id)
  WHERE id = conversation_id;
END $$;

-- Keeps the time at which the head of a lane can go out, or counts as lost while it is being sent.
CREATE OR REPLACE FUNCTION update_delivery_due(lane text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  UPDATE conversation SET delivery_due = (
    SELECT greatest(not_before, deliver_after) FROM outbox
    WHERE conversation = lane AND state IN ('queued', 'sending', 'unknown') ORDER BY position LIMIT 1)
  WHERE id = lane;
END $$;

CREATE OR REPLACE FUNCTION keep_aliases(job jsonb) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO alias (connector_id, type, value, user_id)
  SELECT DISTINCT job->>'connectorId', given->>'type', given->>'value', job->>'personId'
  FROM jsonb_array_elements(job->'aliases') given
  ON CONFLICT (connector_id, type, value) DO UPDATE SET user_id = excluded.user_id
    WHERE alias.user_id <> excluded.user_id;
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
  DELETE FROM idempotency_record WHERE conversation = lane AND seq = answered;
  DELETE FROM work WHERE conversation = lane AND seq = answered;
  UPDATE conversation SET state = job->>'state', lease_owner = NULL, lease_until = NULL,
    answer_due = (SELECT not_before FROM head_of_work WHERE conversation = lane)
  WHERE id = lane RETURNING answer_due INTO next_due;
  RETURN jsonb_build_object('value', jsonb_build_object('isLast', next_due IS NULL));
END $$;
