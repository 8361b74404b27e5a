-- The place of an event among those that wait: when the person acted, or when the event came in where the channel's time
-- says nothing. The default serves what waits already and lies before all that comes.
ALTER TABLE work ADD COLUMN ordered_at double precision NOT NULL DEFAULT 0;
UPDATE work w SET ordered_at = e.at FROM event e WHERE e.conversation = w.conversation AND e.seq = w.seq;
CREATE INDEX work_order ON work (conversation, (attempts = 0), ordered_at, seq);

-- As orderedAt in order-of-waiting.ts has it. No time: the channel brings events in their order.
CREATE FUNCTION ordered_at(told double precision, arrived bigint) RETURNS double precision LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN told BETWEEN arrived - 604800000 AND arrived THEN told ELSE arrived END
$$;

-- The event of each conversation that is answered next. One that was begun stays it, or two answers would mix.
CREATE VIEW head_of_work AS
  SELECT w.conversation, w.seq, w.not_before FROM conversation c CROSS JOIN LATERAL (
    SELECT conversation, seq, not_before FROM work WHERE conversation = c.id
    ORDER BY attempts = 0, ordered_at, seq LIMIT 1) w;

CREATE OR REPLACE FUNCTION append_event_of_anybody(job jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  c conversation;
  first event;
  now bigint := now_ms();
  next integer;
BEGIN
  -- Asked here, so that a block holds in all processes from its commit on. In a group it is the member who is blocked.
  IF EXISTS (SELECT FROM blocked WHERE connector_id = job->>'connectorId'
             AND user_id IN (job->>'userId', job->>'personId')) THEN
    RETURN '{"refused": "blocked"}';
  END IF;
  SELECT * INTO c FROM conversation WHERE id = job->>'conversation' FOR UPDATE;
  IF NOT FOUND THEN c := open_conversation(job, now); END IF;
  IF c.connector_id <> job->>'connectorId' OR NOT is_same_person(c, job) THEN
    RETURN '{"refused": "not_theirs"}';
  END IF;

  SELECT * INTO first FROM event WHERE conversation = c.id AND key = job->>'key';
  IF FOUND THEN
    IF first.body_hash IS DISTINCT FROM job->>'bodyHash' THEN RETURN '{"refused": "client_id_reused"}'; END IF;
    -- A try of this same job may have stored it, and its answer was lost: then nobody has been told of the event yet.
    RETURN jsonb_build_object('value', jsonb_build_object('seq', first.seq,
      'duplicate', NOT ((job->>'retried')::boolean AND first.at >= now - (job->>'age')::bigint)));
  END IF;

  -- The lock may have been waited for: what is noted is when the event became durable, so that times do not go back.
  now := now_ms();
  next := c.last_seq + 1;
  INSERT INTO event (conversation, seq, key, body, body_hash, at)
  VALUES (c.id, next, job->>'key', job->>'body', job->>'bodyHash', now);
  INSERT INTO work (conversation, seq, acted_at, locale, not_before, ordered_at)
  VALUES (c.id, next, (job->>'actedAt')::double precision, job->>'locale', now,
    ordered_at((job->>'reportedAt')::double precision, now));
  -- Most events name none, and the search for a constant text is the fastest there is.
  IF position('sha256-' IN job->>'body') > 0 THEN PERFORM record_blob_use(c.id, next, job->>'body'); END IF;
  UPDATE conversation SET last_seq = next, updated_at = now,
    answer_due = (SELECT not_before FROM head_of_work h WHERE h.conversation = c.id) WHERE id = c.id;
  IF (job->>'movesAddress')::boolean THEN PERFORM keep_address(c, job); END IF;
  IF jsonb_array_length(job->'aliases') > 0 THEN PERFORM keep_aliases(job); END IF;
  RETURN jsonb_build_object('value', jsonb_build_object('seq', next, 'duplicate', false));
END $$;

-- The event of a conversation that is answered next, if it is due and nobody has it.
CREATE OR REPLACE FUNCTION begin_turn(job jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  c conversation;
  head record;
  taken bigint;
BEGIN
  -- Who waits here would hold up the others of the group; whoever has the row now is done in a moment.
  SELECT * INTO c FROM conversation WHERE id = job->>'conversation' FOR UPDATE SKIP LOCKED;
  IF NOT FOUND THEN
    IF EXISTS (SELECT FROM conversation WHERE id = job->>'conversation') THEN RETURN '{"refused": "busy"}'; END IF;
    RETURN '{"value": null}';
  END IF;
  SELECT w.*, e.body INTO head FROM head_of_work h
    JOIN work w ON w.conversation = h.conversation AND w.seq = h.seq
    JOIN event e ON e.conversation = h.conversation AND e.seq = h.seq
  WHERE h.conversation = c.id;
  IF NOT FOUND THEN RETURN '{"value": null}'; END IF;
  IF c.lease_owner = job->>'owner' AND c.lease_until > now_ms() THEN
    -- An earlier try of this job took it, and its answer was lost. Whether the event was interrupted is not known any more.
    taken := c.lease_fence;
    head.begun := (job->>'takeInterrupted')::boolean AND head.attempts > 1;
  ELSE
    IF c.answer_due IS NULL OR c.answer_due > now_ms() OR c.lease_until > now_ms() THEN RETURN '{"value": null}'; END IF;
    -- Nobody has a lease, so an attempt that is marked as begun did not come to an end.
    IF head.begun AND NOT (job->>'takeInterrupted')::boolean THEN RETURN '{"value": "interrupted"}'; END IF;
    taken := c.lease_fence + 1;
    head.attempts := head.attempts + 1;
    UPDATE work SET attempts = head.attempts, begun = true WHERE conversation = c.id AND seq = head.seq;
    UPDATE conversation SET lease_owner = job->>'owner', lease_fence = taken,
      lease_until = now_ms() + (job->>'leaseMs')::bigint WHERE id = c.id;
  END IF;
  RETURN jsonb_build_object('value', jsonb_build_object('connectorId', c.connector_id, 'userId', c.user_id,
    'address', c.address, 'state', c.state, 'seq', head.seq, 'actedAt', head.acted_at, 'locale', head.locale,
    'attempt', head.attempts, 'interrupted', head.begun, 'body', head.body, 'fence', taken));
END $$;

-- The fence stays: the next lease counts on from it.
CREATE OR REPLACE FUNCTION give_lease_back(conversation_id text) RETURNS void LANGUAGE sql AS $$
  UPDATE conversation SET lease_owner = NULL, lease_until = NULL,
    answer_due = (SELECT not_before FROM head_of_work WHERE conversation = conversation_id)
  WHERE id = conversation_id
$$;

-- Back to the beginning of the queue, with all its attempts before it. Its apology stays in the log.
CREATE OR REPLACE FUNCTION retry_dead_letter(lane text, event_seq integer) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM conversation WHERE id = lane FOR UPDATE;
  WITH back AS (DELETE FROM dead_letter WHERE conversation = lane AND seq = event_seq RETURNING *)
  INSERT INTO work (conversation, seq, acted_at, locale, not_before, ordered_at)
  SELECT conversation, seq, acted_at, locale, now_ms(), 0 FROM back;
  IF NOT FOUND THEN RETURN false; END IF;
  UPDATE conversation SET
    answer_due = (SELECT not_before FROM head_of_work WHERE conversation = lane) WHERE id = lane;
  RETURN true;
END $$;
