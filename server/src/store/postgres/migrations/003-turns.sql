-- The oldest unanswered event of a conversation, if it is due and nobody has it.
CREATE FUNCTION begin_turn(job jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
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
  SELECT w.*, e.body INTO head FROM work w JOIN event e ON e.conversation = w.conversation AND e.seq = w.seq
  WHERE w.conversation = c.id ORDER BY w.seq LIMIT 1;
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

-- Locks the conversation. 'held': the lease is the caller's. 'done': it was, and a try of this same job, whose answer was
-- lost, has ended it. 'stale': somebody else has it, or the turn is over.
CREATE FUNCTION lease_of(job jsonb) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  c conversation;
BEGIN
  SELECT * INTO c FROM conversation WHERE id = job->>'conversation' FOR UPDATE;
  IF NOT FOUND OR c.lease_fence <> (job->>'fence')::bigint THEN RETURN 'stale'; END IF;
  IF c.lease_until IS NOT NULL THEN RETURN 'held'; END IF;
  IF (job->>'retried')::boolean THEN RETURN 'done'; END IF;
  RETURN 'stale';
END $$;

CREATE FUNCTION renew_turn(job jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
BEGIN
  UPDATE conversation SET lease_until = now_ms() + (job->>'leaseMs')::bigint
  WHERE id = job->>'conversation' AND lease_fence = (job->>'fence')::bigint AND lease_until IS NOT NULL;
  IF NOT FOUND THEN RETURN '{"refused": "stale"}'; END IF;
  RETURN '{"value": null}';
END $$;

-- Keeps the outcome of an effect until the event is answered. The first record stays: it says what was done.
CREATE FUNCTION keep_record(job jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
BEGIN
  IF lease_of(job) <> 'held' THEN RETURN '{"refused": "stale"}'; END IF;
  INSERT INTO idempotency_record (conversation, seq, name, value)
  VALUES (job->>'conversation', (job->>'seq')::integer, job->>'name', job->>'value') ON CONFLICT DO NOTHING;
  RETURN '{"value": null}';
END $$;

CREATE FUNCTION add_answer(job jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
BEGIN
  IF lease_of(job) <> 'held' THEN RETURN '{"refused": "stale"}'; END IF;
  RETURN write_answer(job);
END $$;

-- The event is answered: the rest of the answer, the new state, and its work is gone.
CREATE FUNCTION commit_turn(job jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  lease text := lease_of(job);
  written jsonb;
BEGIN
  IF lease = 'done' THEN RETURN '{"value": null}'; END IF;
  IF lease <> 'held' THEN RETURN '{"refused": "stale"}'; END IF;
  written := write_answer(job);
  IF written ? 'refused' THEN RETURN written; END IF;
  UPDATE conversation SET state = job->>'state' WHERE id = job->>'conversation';
  PERFORM finish_work(job);
  RETURN '{"value": null}';
END $$;

-- The event becomes a dead letter for the operator, and the conversation goes on after it.
CREATE FUNCTION dead_letter_turn(job jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
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
  PERFORM finish_work(job);
  RETURN '{"value": null}';
END $$;

-- The event stays the head of its conversation. With `counts` the attempt stands and a delay is given; without, the attempt
-- is taken back, and without a delay the event stays due.
CREATE FUNCTION end_turn(job jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  lease text := lease_of(job);
BEGIN
  IF lease = 'done' THEN RETURN '{"value": null}'; END IF;
  IF lease <> 'held' THEN RETURN '{"refused": "stale"}'; END IF;
  UPDATE work SET begun = false, attempts = attempts - CASE WHEN (job->>'counts')::boolean THEN 0 ELSE 1 END,
    not_before = coalesce(now_ms() + (job->>'delay')::bigint, not_before)
  WHERE conversation = job->>'conversation' AND seq = (job->>'seq')::integer;
  PERFORM give_lease_back(job->>'conversation');
  RETURN '{"value": null}';
END $$;

-- How the turn ends could not be written: the event is free at once, and counts as interrupted.
CREATE FUNCTION abandon_turn(job jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
BEGIN
  IF lease_of(job) = 'held' THEN PERFORM give_lease_back(job->>'conversation'); END IF;
  RETURN '{"value": null}';
END $$;

CREATE FUNCTION finish_work(job jsonb) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM idempotency_record WHERE conversation = job->>'conversation' AND seq = (job->>'seq')::integer;
  DELETE FROM work WHERE conversation = job->>'conversation' AND seq = (job->>'seq')::integer;
  PERFORM give_lease_back(job->>'conversation');
END $$;

-- The fence stays: the next lease counts on from it.
CREATE FUNCTION give_lease_back(conversation_id text) RETURNS void LANGUAGE sql AS $$
  UPDATE conversation SET lease_owner = NULL, lease_until = NULL,
    answer_due = (SELECT not_before FROM work WHERE conversation = conversation_id ORDER BY seq LIMIT 1)
  WHERE id = conversation_id
$$;

-- Logs the bot's events and queues its deliveries. What is there under the same key or id stays.
CREATE FUNCTION write_answer(job jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  item jsonb;
  now bigint := now_ms();
  last integer;
BEGIN
  -- An id that two conversations share would lose one of the messages.
  SELECT jsonb_build_object('refused', 'foreign_delivery', 'id', o.id) INTO item
  FROM jsonb_array_elements(job->'deliveries') given JOIN outbox o ON o.id = given->>'id'
  WHERE o.conversation <> job->>'conversation' LIMIT 1;
  IF FOUND THEN RETURN item; END IF;

  IF jsonb_array_length(job->'events') > 0 THEN
    SELECT last_seq INTO last FROM conversation WHERE id = job->>'conversation';
    FOR item IN SELECT value FROM jsonb_array_elements(job->'events') LOOP
      INSERT INTO event (conversation, seq, key, body, at)
      VALUES (job->>'conversation', last + 1, item->>'key', item->>'body', now)
      ON CONFLICT (conversation, key) DO NOTHING;
      IF FOUND THEN last := last + 1; END IF;
    END LOOP;
    UPDATE conversation SET last_seq = last, updated_at = now WHERE id = job->>'conversation';
  END IF;
  IF jsonb_array_length(job->'deliveries') > 0 THEN PERFORM queue_deliveries(job, now); END IF;
  -- In the same transaction: a button may be tapped as soon as its message is sent.
  INSERT INTO token (connector_id, token, value, created_at)
  SELECT job->>'connectorId', given->>'token', given->>'value', now FROM jsonb_array_elements(job->'tokens') given
  ON CONFLICT DO NOTHING;
  RETURN '{"value": null}';
END $$;

CREATE FUNCTION queue_deliveries(job jsonb, now bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  lane text := job->>'conversation';
  item jsonb;
BEGIN
  FOR item IN SELECT value FROM jsonb_array_elements(job->'deliveries') LOOP
    -- The text so far turned out to be the whole text: it must be shown, also if it was dropped when more was to follow.
    IF NOT (item->>'interim')::boolean THEN
      DELETE FROM outbox WHERE id = item->>'id' AND conversation = lane AND reason = 'superseded';
      UPDATE outbox SET interim = false WHERE id = item->>'id' AND conversation = lane AND interim;
    END IF;
    INSERT INTO outbox (id, conversation, payload, edits, interim, state, not_before, updated_at)
    VALUES (item->>'id', lane, item->>'payload', item->>'edits', (item->>'interim')::boolean, 'queued', now, now)
    ON CONFLICT (id) DO NOTHING;
    -- Queued elsewhere in this very moment. Nothing of this answer is kept.
    IF NOT FOUND AND NOT EXISTS (SELECT FROM outbox WHERE id = item->>'id' AND conversation = lane) THEN
      RAISE EXCEPTION 'delivery id % belongs to another conversation', item->>'id';
    END IF;
  END LOOP;
  PERFORM update_delivery_due(lane);
END $$;
