-- What is older than it may be, a bounded part of it in each call. What somebody else has locked is passed over: it is in use,
-- and whoever waits for nothing never waits crosswise.

CREATE FUNCTION expire(kind text, connector text, before bigint, most integer) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  removed integer;
BEGIN
  CASE kind
    WHEN 'conversations' THEN RETURN expire_conversations(connector, before, most);
    WHEN 'events' THEN RETURN expire_events(connector, before, most);
    WHEN 'files' THEN RETURN expire_files(connector, before, most);
    WHEN 'deliveries' THEN
      DELETE FROM outbox WHERE position IN (
        SELECT o.position FROM outbox o JOIN conversation c ON c.id = o.conversation
        WHERE c.connector_id = connector AND o.updated_at < before AND o.state IN ('sent', 'failed') LIMIT most);
    WHEN 'deadLetters' THEN
      DELETE FROM dead_letter WHERE (conversation, seq) IN (
        SELECT d.conversation, d.seq FROM dead_letter d JOIN conversation c ON c.id = d.conversation
        WHERE c.connector_id = connector AND d.at < before LIMIT most);
    WHEN 'tokens' THEN
      DELETE FROM token WHERE (connector_id, token) IN (
        SELECT t.connector_id, t.token FROM token t
        WHERE t.connector_id = connector AND t.created_at < before LIMIT most);
  END CASE;
  GET DIAGNOSTICS removed = ROW_COUNT;
  RETURN jsonb_build_object('count', removed, 'files', '[]'::jsonb);
END $$;

-- A dead letter waits for the operator, and holds its conversation for as long as it is kept itself.
CREATE FUNCTION is_over(c conversation, before bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT c.updated_at < before AND c.answer_due IS NULL AND c.delivery_due IS NULL
    AND NOT EXISTS (SELECT FROM dead_letter d WHERE d.conversation = c.id)
$$;

CREATE FUNCTION expire_conversations(connector text, before bigint, most integer) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  lanes text[];
  lane text;
  gone jsonb;
  conversations integer := 0;
  events integer := 0;
  files jsonb := '[]';
BEGIN
  SELECT array_agg(id) INTO lanes FROM (
    SELECT c.id FROM conversation c
    WHERE c.connector_id = connector AND c.updated_at < before AND is_over(c, before) LIMIT most) found;
  IF lanes IS NULL THEN RETURN jsonb_build_object('count', 0, 'files', files); END IF;
  -- Not before: those who name files wait for it. And before the conversations, as in every deletion.
  PERFORM lock_blob_use();
  FOR lane IN
    SELECT c.id FROM conversation c WHERE c.id = ANY (lanes) AND is_over(c, before) FOR UPDATE OF c SKIP LOCKED
  LOOP
    gone := delete_conversation(lane);
    conversations := conversations + 1;
    events := events + (gone->>'events')::integer;
    files := files || (gone->'files');
    -- Long conversations: the rest of them comes with the next call.
    EXIT WHEN events >= most * 20;
  END LOOP;
  RETURN jsonb_build_object('count', conversations, 'files', files);
END $$;

-- The last old event before all that waits, at most `most` of them. One event of a log stays as its end.
CREATE FUNCTION last_old_event(c conversation, before bigint, most integer) RETURNS integer LANGUAGE sql STABLE AS $$
  SELECT least(
    coalesce((SELECT max(seq) FROM (
      SELECT e.seq, e.at FROM event e WHERE e.conversation = c.id AND e.seq >= c.oldest_seq ORDER BY e.seq LIMIT most
    ) oldest WHERE oldest.at < before), 0),
    c.last_seq - 1,
    (SELECT min(w.seq) - 1 FROM work w WHERE w.conversation = c.id),
    (SELECT min(d.seq) - 1 FROM dead_letter d WHERE d.conversation = c.id))
$$;

-- Conversations of which the last event alone is left are the most, and are passed over by what their row says.
CREATE FUNCTION expire_events(connector text, before bigint, most integer) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  lanes text[];
  old record;
  removed integer;
  events integer := 0;
  files jsonb := '[]';
BEGIN
  SELECT array_agg(id) INTO lanes FROM (
    SELECT c.id FROM conversation c
    WHERE c.connector_id = connector AND c.oldest_seq < c.last_seq
      AND (SELECT e.at FROM event e WHERE e.conversation = c.id AND e.seq = c.oldest_seq) < before
      AND last_old_event(c, before, most) >= c.oldest_seq
    LIMIT most) found;
  IF lanes IS NULL THEN RETURN jsonb_build_object('count', 0, 'files', files); END IF;
  -- Not before: those who name files wait for it.
  PERFORM lock_blob_use();
  FOR old IN
    SELECT c.id, c.oldest_seq, last_old_event(c, before, most) AS up_to FROM conversation c
    WHERE c.id = ANY (lanes) FOR UPDATE OF c SKIP LOCKED
  LOOP
    CONTINUE WHEN old.up_to < old.oldest_seq;
    UPDATE conversation SET oldest_seq = old.up_to + 1 WHERE id = old.id;
    files := files || to_jsonb(end_blob_use(old.id, old.up_to));
    DELETE FROM event WHERE conversation = old.id AND seq <= old.up_to;
    GET DIAGNOSTICS removed = ROW_COUNT;
    events := events + removed;
    EXIT WHEN events >= most;
  END LOOP;
  RETURN jsonb_build_object('count', events, 'files', files);
END $$;

-- The events that name them stay.
CREATE FUNCTION expire_files(connector text, before bigint, most integer) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  blobs text[];
BEGIN
  PERFORM lock_blob_use();
  WITH old AS (
    SELECT u.blob, u.conversation, u.seq FROM blob_use u
      JOIN event e ON e.conversation = u.conversation AND e.seq = u.seq
      JOIN conversation c ON c.id = u.conversation
    WHERE c.connector_id = connector AND e.at < before
      AND NOT EXISTS (SELECT FROM work w WHERE w.conversation = u.conversation AND w.seq = u.seq)
    LIMIT most
  ), gone AS (
    DELETE FROM blob_use u USING old
    WHERE u.blob = old.blob AND u.conversation = old.conversation AND u.seq = old.seq RETURNING u.blob
  )
  SELECT coalesce(array_agg(blob), '{}') INTO blobs FROM gone;
  RETURN jsonb_build_object('count', cardinality(blobs), 'files', to_jsonb(unused_of(blobs)));
END $$;
