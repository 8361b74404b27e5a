-- How many parts of a delivery the channel has, of one that is sent as several messages.
ALTER TABLE outbox ADD COLUMN parts_out integer NOT NULL DEFAULT 0;

-- Marks the head of the lane as sending, if it is due. From now on it may have been delivered. A head that is marked so and
-- that nobody holds was lost by its sender, and goes out again at its time.
CREATE OR REPLACE FUNCTION begin_delivery(job jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  c conversation;
  head outbox;
  edited text;
BEGIN
  SELECT * INTO c FROM conversation WHERE id = job->>'lane' FOR UPDATE SKIP LOCKED;
  IF NOT FOUND THEN
    IF EXISTS (SELECT FROM conversation WHERE id = job->>'lane') THEN RETURN '{"refused": "busy"}'; END IF;
    RETURN '{"value": null}';
  END IF;
  LOOP
    SELECT * INTO head FROM outbox WHERE conversation = c.id AND state IN ('queued', 'sending', 'unknown')
    ORDER BY position LIMIT 1;
    EXIT WHEN NOT FOUND;
    -- An edit replaces the message, or the first edit that became one because the message was never delivered.
    edited := (SELECT external_id FROM outbox WHERE (id = head.edits OR edits = head.edits) AND external_id IS NOT NULL
               ORDER BY position LIMIT 1);
    EXIT WHEN head.edits IS NULL OR head.state <> 'queued';
    EXIT WHEN NOT drop_needless(head, edited);
    PERFORM update_delivery_due(c.id);
  END LOOP;
  IF head.id IS NULL THEN RETURN '{"value": null}'; END IF;
  -- Not where an earlier try of this job took it, and its answer was lost.
  IF head.state <> 'sending' OR head.owner IS DISTINCT FROM job->>'owner' THEN
    IF greatest(head.not_before, c.deliver_after) > now_ms() THEN RETURN '{"value": null}'; END IF;
    IF head.state = 'sending' AND job->'held' ? head.id THEN RETURN '{"value": null}'; END IF;
    UPDATE outbox SET state = 'sending', attempts = attempts + 1, term = term + 1, owner = job->>'owner',
      maybe_delivered = head.maybe_delivered OR head.state = 'sending',
      not_before = now_ms() + (job->>'lostAfterMs')::bigint, updated_at = now_ms(),
      covers_until = CASE WHEN covers_until IS NOT NULL THEN now_ms() END
    WHERE id = head.id RETURNING * INTO head;
    PERFORM update_delivery_due(c.id);
  END IF;
  RETURN jsonb_build_object('value', jsonb_build_object('id', head.id, 'connectorId', c.connector_id,
    'userId', c.user_id, 'address', c.address, 'payload', head.payload, 'attempt', head.attempts,
    'resent', head.maybe_delivered, 'editsExternalId', edited, 'owner', head.owner, 'term', head.term,
    'partsOut', head.parts_out, 'waitedMs', CASE WHEN head.covers_until IS NULL THEN greatest(0, now_ms() - head.queued_at) ELSE 0 END));
END $$;

-- What is left of the delivery that is being sent is its payload from now on. Answers whether the attempt is still the caller's.
CREATE FUNCTION keep_rest(job jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  o outbox := lock_delivery(job);
BEGIN
  IF o.state IS DISTINCT FROM 'sending' OR o.owner <> job->>'owner' OR o.term <> (job->>'term')::bigint THEN
    RETURN '{"value": false}';
  END IF;
  UPDATE outbox SET payload = job->>'payload', parts_out = greatest(parts_out, (job->>'partsOut')::integer),
    updated_at = now_ms() WHERE id = o.id;
  RETURN '{"value": true}';
END $$;

-- An echo: the channel has so many parts. If that was in doubt, the others go out now. Answers with the lane, or null if it
-- is not ours.
CREATE FUNCTION confirm_part(job jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  o outbox := lock_delivery(job);
  count integer := (job->>'partsOut')::integer;
BEGIN
  IF o.id IS NULL OR NOT EXISTS
    (SELECT FROM conversation WHERE id = o.conversation AND connector_id = job->>'connectorId')
  THEN RETURN '{"value": null}'; END IF;
  IF o.parts_out < count AND o.state IN ('queued', 'sending', 'unknown') THEN
    UPDATE outbox SET parts_out = count, updated_at = now_ms(),
      state = CASE state WHEN 'unknown' THEN 'queued' ELSE state END,
      maybe_delivered = CASE state WHEN 'unknown' THEN false ELSE maybe_delivered END,
      not_before = CASE state WHEN 'unknown' THEN now_ms() ELSE not_before END
    WHERE id = o.id;
    PERFORM update_delivery_due(o.conversation);
  END IF;
  RETURN jsonb_build_object('value', o.conversation);
END $$;

-- All jobs of a group in one transaction and one round trip, so that one wait for the disk serves them all. A job that is
-- refused has written nothing; an error takes the whole group back.
CREATE OR REPLACE FUNCTION run_jobs(jobs jsonb) RETURNS SETOF jsonb LANGUAGE plpgsql AS $$
DECLARE
  item jsonb;
  job jsonb;
BEGIN
  FOR item IN SELECT value FROM jsonb_array_elements(jobs) LOOP
    job := item->'input';
    RETURN NEXT CASE item->>'name'
      WHEN 'appendEvent' THEN append_event(job)
      WHEN 'beginTurn' THEN begin_turn(job)
      WHEN 'renewTurn' THEN renew_turn(job)
      WHEN 'keepRecord' THEN keep_record(job)
      WHEN 'addAnswer' THEN add_answer(job)
      WHEN 'commitTurn' THEN commit_turn(job)
      WHEN 'deadLetterTurn' THEN dead_letter_turn(job)
      WHEN 'endTurn' THEN end_turn(job)
      WHEN 'abandonTurn' THEN abandon_turn(job)
      WHEN 'beginDelivery' THEN begin_delivery(job)
      WHEN 'extendDelivery' THEN extend_delivery(job)
      WHEN 'markDelivered' THEN mark_delivered(job)
      WHEN 'endAttempt' THEN end_attempt(job)
      WHEN 'setAside' THEN set_aside(job)
      WHEN 'keepRest' THEN keep_rest(job)
      WHEN 'confirmDelivery' THEN confirm_delivery(job)
      WHEN 'confirmPart' THEN confirm_part(job)
      WHEN 'reportStatus' THEN report_status(job)
      WHEN 'holdLease' THEN hold_lease(job)
      WHEN 'releaseLease' THEN release_lease(job)
      WHEN 'checkWrite' THEN check_write(job)
    END;
  END LOOP;
END $$;
