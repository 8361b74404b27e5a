-- Of a notice that deliveries came too late: up to when those were queued that it is about. NULL: not a notice.
ALTER TABLE outbox ADD COLUMN covers_until bigint;

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
    'waitedMs', CASE WHEN head.covers_until IS NULL THEN greatest(0, now_ms() - head.queued_at) ELSE 0 END));
END $$;

-- Too old to be of use. The person is told by a notice: unless one waits, or was tried last after this one was queued.
CREATE FUNCTION set_aside(job jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  o outbox := lock_delivery(job);
  now bigint := now_ms();
BEGIN
  IF o.state IS DISTINCT FROM 'sending' OR o.owner <> job->>'owner' OR o.term <> (job->>'term')::bigint THEN
    RETURN '{"value": null}';
  END IF;
  UPDATE outbox SET state = 'failed', payload = 'null', reason = job->>'reason', error_kind = NULL, owner = NULL,
    updated_at = now WHERE id = o.id;
  IF NOT EXISTS (SELECT FROM outbox n WHERE n.conversation = o.conversation AND n.covers_until IS NOT NULL
      AND (n.state IN ('queued', 'sending', 'unknown') OR n.state = 'sent' AND n.covers_until >= o.queued_at)) THEN
    INSERT INTO outbox (id, conversation, payload, state, not_before, updated_at, queued_at, covers_until)
    SELECT part->>'id', o.conversation, part->>'payload', 'queued', now, now, now, now
    FROM jsonb_array_elements(job->'notice') WITH ORDINALITY given (part, place) ORDER BY place
    ON CONFLICT (id) DO NOTHING;
  END IF;
  PERFORM update_delivery_due(o.conversation);
  RETURN '{"value": null}';
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
      WHEN 'confirmDelivery' THEN confirm_delivery(job)
      WHEN 'reportStatus' THEN report_status(job)
      WHEN 'holdLease' THEN hold_lease(job)
      WHEN 'releaseLease' THEN release_lease(job)
      WHEN 'checkWrite' THEN check_write(job)
    END;
  END LOOP;
END $$;
