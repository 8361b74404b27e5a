-- Each call looks at a page of conversations, in the order of their ids, so that it takes no longer however many there are. A page
-- is looked at again until nothing of it is too old.
CREATE FUNCTION expire_page(kind text, connector text, before bigint, most integer, after text, span integer)
RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  page text[];
  gone jsonb;
BEGIN
  CASE kind
    WHEN 'conversations', 'events' THEN
      SELECT array_agg(id ORDER BY id) INTO page FROM (
        SELECT id FROM conversation WHERE id > after ORDER BY id LIMIT span) p;
      gone := CASE kind WHEN 'events' THEN expire_events_of(page, connector, before, most)
        ELSE expire_conversations_of(page, connector, before, most) END;
    ELSE gone := expire(kind, connector, before, most);
  END CASE;
  RETURN gone || jsonb_build_object('next', CASE WHEN (gone->>'count')::integer > 0 THEN after ELSE page[span] END);
END $$;

CREATE FUNCTION expire_conversations_of(page text[], connector text, before bigint, most integer) RETURNS jsonb LANGUAGE plpgsql AS $$
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
    WHERE c.id = ANY (page) AND c.connector_id = connector AND c.updated_at < before AND is_over(c, before)
    LIMIT most) found;
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

-- Conversations of which the last event alone is left are the most, and are passed over by what their row says.
CREATE FUNCTION expire_events_of(page text[], connector text, before bigint, most integer) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  lanes text[];
  old record;
  removed integer;
  events integer := 0;
  files jsonb := '[]';
BEGIN
  SELECT array_agg(id) INTO lanes FROM (
    SELECT c.id FROM conversation c
    WHERE c.id = ANY (page) AND c.connector_id = connector AND c.oldest_seq < c.last_seq
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
