-- What an operator changes. Like every writer these functions lock the conversation before the rows that belong to it.

-- Waiting deliveries go out at once instead of at their time. One that is being sent stays as it is: its sender ends it.
CREATE FUNCTION retry_deliveries(ids text[]) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
  lane text;
  changed integer;
  total integer := 0;
BEGIN
  FOR lane IN SELECT DISTINCT conversation FROM outbox WHERE id = ANY (ids) ORDER BY 1 LOOP
    PERFORM FROM conversation WHERE id = lane FOR UPDATE;
    UPDATE outbox SET not_before = now_ms()
    WHERE conversation = lane AND state IN ('queued', 'unknown') AND id = ANY (ids);
    GET DIAGNOSTICS changed = ROW_COUNT;
    CONTINUE WHEN changed = 0;
    total := total + changed;
    UPDATE conversation SET deliver_after = least(deliver_after, now_ms()) WHERE id = lane;
    PERFORM update_delivery_due(lane);
  END LOOP;
  RETURN total;
END $$;

-- What waits is given up; what was given up is forgotten.
CREATE FUNCTION drop_deliveries(ids text[]) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
  lane text;
  forgotten integer;
  dropped integer;
  total integer := 0;
BEGIN
  FOR lane IN SELECT DISTINCT conversation FROM outbox WHERE id = ANY (ids) ORDER BY 1 LOOP
    PERFORM FROM conversation WHERE id = lane FOR UPDATE;
    DELETE FROM outbox WHERE conversation = lane AND state = 'failed' AND id = ANY (ids);
    GET DIAGNOSTICS forgotten = ROW_COUNT;
    UPDATE outbox SET state = 'failed', payload = 'null', reason = 'dropped', updated_at = now_ms()
    WHERE conversation = lane AND state IN ('queued', 'unknown') AND id = ANY (ids);
    GET DIAGNOSTICS dropped = ROW_COUNT;
    IF dropped > 0 THEN PERFORM update_delivery_due(lane); END IF;
    total := total + forgotten + dropped;
  END LOOP;
  RETURN total;
END $$;

-- Back into the queue, with all its attempts before it. Its apology stays in the log.
CREATE FUNCTION retry_dead_letter(lane text, event_seq integer) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM conversation WHERE id = lane FOR UPDATE;
  WITH back AS (DELETE FROM dead_letter WHERE conversation = lane AND seq = event_seq RETURNING *)
  INSERT INTO work (conversation, seq, acted_at, locale, not_before)
  SELECT conversation, seq, acted_at, locale, now_ms() FROM back;
  IF NOT FOUND THEN RETURN false; END IF;
  UPDATE conversation SET
    answer_due = (SELECT not_before FROM work WHERE conversation = lane ORDER BY seq LIMIT 1) WHERE id = lane;
  RETURN true;
END $$;

-- Whether a file is unused is asked while nobody names it: a deletion that does not see an event of a moment ago, or another
-- deletion, would answer wrong. Taken before any conversation is locked, as by those who name files (`share_blob_use`).
CREATE FUNCTION lock_blob_use() RETURNS void LANGUAGE sql AS $$
  SELECT pg_advisory_xact_lock(hashtextextended('causerie blob_use ' || current_schema(), 0))
$$;

-- Of these files, those that no event names.

CREATE FUNCTION unused_of(blobs text[]) RETURNS text[] LANGUAGE sql AS $$
  SELECT coalesce(array_agg(DISTINCT given), '{}') FROM unnest(blobs) given
  WHERE NOT EXISTS (SELECT FROM blob_use WHERE blob = given)
$$;

-- Answers with the files that these events named and that no event names any more. The caller holds `lock_blob_use`.
CREATE FUNCTION end_blob_use(lane text, up_to integer) RETURNS text[] LANGUAGE plpgsql AS $$
DECLARE
  blobs text[];
BEGIN
  WITH ended AS (DELETE FROM blob_use WHERE conversation = lane AND seq <= up_to RETURNING blob)
  SELECT array_agg(blob) INTO blobs FROM ended;
  -- Volatile, so that it sees what was committed before the lock was ours.
  RETURN CASE WHEN blobs IS NULL THEN '{}' ELSE unused_of(blobs) END;
END $$;

-- The last number is one more than was given out: so each cursor of before lies before the oldest event.
CREATE FUNCTION delete_conversation(lane text) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  c conversation;
  files text[];
  events integer;
BEGIN
  PERFORM lock_blob_use();
  SELECT * INTO c FROM conversation WHERE id = lane FOR UPDATE;
  IF NOT FOUND THEN RETURN NULL; END IF;
  files := end_blob_use(lane, c.last_seq);
  DELETE FROM work WHERE conversation = lane;
  DELETE FROM dead_letter WHERE conversation = lane;
  DELETE FROM idempotency_record WHERE conversation = lane;
  DELETE FROM outbox WHERE conversation = lane;
  DELETE FROM event WHERE conversation = lane;
  GET DIAGNOSTICS events = ROW_COUNT;
  DELETE FROM conversation WHERE id = lane;
  INSERT INTO deleted_conversation (conversation, last_seq, lease_fence, at)
  VALUES (deleted_name(lane), c.last_seq + 1, c.lease_fence, now_ms())
  ON CONFLICT (conversation) DO UPDATE
    SET last_seq = excluded.last_seq, lease_fence = excluded.lease_fence, at = excluded.at;
  RETURN jsonb_build_object('events', events, 'files', to_jsonb(files));
END $$;

CREATE FUNCTION delete_person(connector text, person text) RETURNS void LANGUAGE sql AS $$
  DELETE FROM alias WHERE connector_id = connector AND user_id = person;
  DELETE FROM blocked WHERE connector_id = connector AND user_id = person
$$;

CREATE FUNCTION block(connector text, person text, is_blocked boolean) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF is_blocked THEN
    INSERT INTO blocked (connector_id, user_id, at) VALUES (connector, person, now_ms()) ON CONFLICT DO NOTHING;
  ELSE
    DELETE FROM blocked WHERE connector_id = connector AND user_id = person;
  END IF;
END $$;
