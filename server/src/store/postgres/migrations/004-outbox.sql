-- Keeps the time at which the head of a lane can go out, or counts as lost while it is being sent.
CREATE FUNCTION update_delivery_due(lane text) RETURNS void LANGUAGE sql AS $$
  UPDATE conversation SET delivery_due = (
    SELECT greatest(not_before, deliver_after) FROM outbox
    WHERE conversation = lane AND state IN ('queued', 'sending', 'unknown') ORDER BY position LIMIT 1)
  WHERE id = lane
$$;

-- Marks the head of the lane as sending, if it is due. From now on it may have been delivered. A head that is marked so and
-- that nobody holds was lost by its sender, and goes out again at its time.
CREATE FUNCTION begin_delivery(job jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
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
      not_before = now_ms() + (job->>'lostAfterMs')::bigint, updated_at = now_ms()
    WHERE id = head.id RETURNING * INTO head;
    PERFORM update_delivery_due(c.id);
  END IF;
  RETURN jsonb_build_object('value', jsonb_build_object('id', head.id, 'connectorId', c.connector_id,
    'userId', c.user_id, 'address', c.address, 'payload', head.payload, 'attempt', head.attempts,
    'resent', head.maybe_delivered, 'editsExternalId', edited, 'owner', head.owner, 'term', head.term));
END $$;

-- Edits that a newer edit of the same message replaces, and a text so far that has no message to replace: as a message of
-- its own it would be one more each second. Answers whether there was one.
CREATE FUNCTION drop_needless(head outbox, edited text) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
  UPDATE outbox old SET state = 'sent', payload = 'null', reason = 'superseded'
  WHERE conversation = head.conversation AND edits = head.edits AND state = 'queued'
    AND ((old.id = head.id AND head.interim AND edited IS NULL)
      OR EXISTS (SELECT FROM outbox newer WHERE newer.conversation = head.conversation AND newer.edits = head.edits
                 AND newer.state = 'queued' AND newer.position > old.position));
  RETURN FOUND;
END $$;

-- Those that this process is still sending do not count as lost.
CREATE FUNCTION extend_delivery(job jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM conversation WHERE id = job->>'lane' FOR UPDATE;
  UPDATE outbox SET not_before = now_ms() + (job->>'lostAfterMs')::bigint
  WHERE id = job->>'id' AND state = 'sending' AND owner = job->>'owner' AND term = (job->>'term')::bigint;
  IF FOUND THEN PERFORM update_delivery_due(job->>'lane'); END IF;
  RETURN '{"value": null}';
END $$;

-- The channel has answered that it has the message. That is true whoever says it; a failure that it has reported stays.
CREATE FUNCTION mark_delivered(job jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  o outbox := lock_delivery(job);
BEGIN
  IF o.id IS NULL THEN RETURN '{"value": null}'; END IF;
  UPDATE outbox SET state = CASE state WHEN 'failed' THEN 'failed' ELSE 'sent' END, payload = 'null', owner = NULL,
    external_id = coalesce(external_id, job->>'externalId'), updated_at = now_ms() WHERE id = o.id;
  IF job->>'pause' IS NOT NULL THEN
    UPDATE conversation SET deliver_after = greatest(deliver_after, now_ms() + (job->>'pause')::bigint)
    WHERE id = o.conversation;
  END IF;
  PERFORM update_delivery_due(o.conversation);
  RETURN '{"value": null}';
END $$;

-- Locks the conversation of a delivery, then reads it: always in this order, so that nobody waits crosswise.
CREATE FUNCTION lock_delivery(job jsonb) RETURNS outbox LANGUAGE plpgsql AS $$
DECLARE
  o outbox;
BEGIN
  PERFORM FROM conversation WHERE id = (SELECT conversation FROM outbox WHERE id = job->>'id') FOR UPDATE;
  SELECT * INTO o FROM outbox WHERE id = job->>'id';
  RETURN o;
END $$;

-- An attempt has ended without success. What an echo has confirmed in the meantime stays confirmed, and an attempt that
-- somebody else has taken over is theirs. The content of a delivery that is given up is not kept.
CREATE FUNCTION end_attempt(job jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  o outbox := lock_delivery(job);
BEGIN
  IF o.state IS DISTINCT FROM 'sending' OR o.owner <> job->>'owner' OR o.term <> (job->>'term')::bigint THEN
    RETURN '{"value": null}';
  END IF;
  UPDATE outbox SET state = job->>'state', reason = coalesce(job->>'reason', reason), error_kind = job->>'errorKind',
    attempts = attempts - CASE WHEN (job->>'counts')::boolean THEN 0 ELSE 1 END, owner = NULL,
    not_before = now_ms() + (job->>'delay')::bigint, maybe_delivered = maybe_delivered OR job->>'state' = 'unknown',
    payload = CASE job->>'state' WHEN 'failed' THEN 'null' ELSE payload END
  WHERE id = o.id;
  PERFORM update_delivery_due(o.conversation);
  RETURN '{"value": null}';
END $$;

-- An echo: the channel has the message, whatever we thought before. Answers with the lane, or null if it is not ours.
CREATE FUNCTION confirm_delivery(job jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  o outbox := lock_delivery(job);
BEGIN
  IF o.id IS NULL OR NOT EXISTS
    (SELECT FROM conversation WHERE id = o.conversation AND connector_id = job->>'connectorId')
  THEN RETURN '{"value": null}'; END IF;
  UPDATE outbox SET state = 'sent', payload = 'null', owner = NULL,
    external_id = coalesce(external_id, job->>'externalId'), updated_at = now_ms() WHERE id = o.id;
  PERFORM update_delivery_due(o.conversation);
  RETURN jsonb_build_object('value', o.conversation);
END $$;

-- What the channel reports later of a message that it has accepted; of an edited one, of the message itself.
CREATE FUNCTION report_status(job jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  o outbox;
BEGIN
  SELECT o2.* INTO o FROM outbox o2 JOIN conversation c ON c.id = o2.conversation
  WHERE (o2.id = job->>'id' OR o2.external_id = job->>'externalId') AND c.connector_id = job->>'connectorId'
    AND (job->>'conversation' IS NULL OR c.id = job->>'conversation')
  ORDER BY o2.position LIMIT 1;
  IF NOT FOUND THEN RETURN '{"value": null}'; END IF;
  PERFORM FROM conversation WHERE id = o.conversation FOR UPDATE;
  IF job->>'status' = 'failed' THEN
    UPDATE outbox SET state = 'failed', payload = 'null', reason = coalesce(job->>'reason', 'failed'),
      error_kind = job->>'errorKind', updated_at = now_ms() WHERE id = o.id AND receipt IS NULL;
  ELSE
    -- A report says that the channel has the message, also where its answer to the call was lost.
    UPDATE outbox SET state = 'sent', payload = 'null', external_id = coalesce(external_id, job->>'externalId'),
      receipt = CASE WHEN receipt = 'read' THEN 'read' ELSE job->>'status' END, updated_at = now_ms() WHERE id = o.id;
  END IF;
  PERFORM update_delivery_due(o.conversation);
  RETURN jsonb_build_object('value', o.conversation);
END $$;
