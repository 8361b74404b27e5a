-- Every operation takes one JSON object and answers {"value": …} or {"refused": "why"}. It locks its conversation first
-- and refuses before it writes, so that refusals of one job leave the others of a group as they are.

CREATE FUNCTION append_event(job jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  c conversation;
  first event;
  now bigint := now_ms();
  next integer;
BEGIN
  SELECT * INTO c FROM conversation WHERE id = job->>'conversation' FOR UPDATE;
  IF NOT FOUND THEN
    INSERT INTO conversation (id, connector_id, user_id, address, state, created_at, updated_at)
    VALUES (job->>'conversation', job->>'connectorId', job->>'userId', job->>'address', job->>'newState', now, now)
    ON CONFLICT DO NOTHING;
    -- Somebody else may have made it in the meantime.
    SELECT * INTO c FROM conversation WHERE id = job->>'conversation' FOR UPDATE;
  END IF;
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
  INSERT INTO work (conversation, seq, acted_at, locale, not_before)
  VALUES (c.id, next, (job->>'actedAt')::double precision, job->>'locale', now);
  -- An older event that waits stays the head.
  UPDATE conversation SET last_seq = next, updated_at = now, answer_due = coalesce(answer_due, now) WHERE id = c.id;
  IF (job->>'movesAddress')::boolean THEN PERFORM keep_address(c, job); END IF;
  IF jsonb_array_length(job->'aliases') > 0 THEN PERFORM keep_aliases(job); END IF;
  RETURN jsonb_build_object('value', jsonb_build_object('seq', next, 'duplicate', false));
END $$;

CREATE FUNCTION is_same_person(c conversation, job jsonb) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
  IF c.user_id = job->>'userId' OR c.user_id = job->>'previousUserId' THEN RETURN true; END IF;
  -- The aliases of a member say nothing about their group.
  IF job->>'personId' <> job->>'userId' THEN RETURN false; END IF;
  RETURN EXISTS (
    SELECT FROM jsonb_array_elements(job->'aliases') given
      JOIN alias a ON a.connector_id = job->>'connectorId' AND a.type = given->>'type' AND a.value = given->>'value'
    WHERE a.user_id = c.user_id);
END $$;

-- The newest route is the one that works: a service moves its address with the person's next message.
CREATE FUNCTION keep_address(c conversation, job jsonb) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF c.user_id <> job->>'userId' THEN
    -- In everything that is theirs, or they would be a stranger in their other conversations.
    UPDATE conversation SET user_id = job->>'userId' WHERE connector_id = c.connector_id AND user_id = c.user_id;
    UPDATE alias SET user_id = job->>'userId' WHERE connector_id = c.connector_id AND user_id = c.user_id;
  END IF;
  IF c.address <> job->>'address' THEN
    UPDATE conversation SET address = job->>'address' WHERE id = c.id;
  END IF;
END $$;

CREATE FUNCTION keep_aliases(job jsonb) RETURNS void LANGUAGE sql AS $$
  INSERT INTO alias (connector_id, type, value, user_id)
  SELECT DISTINCT job->>'connectorId', given->>'type', given->>'value', job->>'personId'
  FROM jsonb_array_elements(job->'aliases') given
  ON CONFLICT (connector_id, type, value) DO UPDATE SET user_id = excluded.user_id
    WHERE alias.user_id <> excluded.user_id
$$;
