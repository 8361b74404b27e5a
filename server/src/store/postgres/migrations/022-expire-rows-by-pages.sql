-- Rows that are found by themselves are looked for in pages, too, in the order of the key of their table: with a limit alone a
-- call walked through all of a large table in which little is too old. `after` is the key of the last row of the page before, of
-- several columns as JSON.
CREATE OR REPLACE FUNCTION expire_page(kind text, connector text, before bigint, most integer, after text, span integer)
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
      RETURN gone || jsonb_build_object('next', CASE WHEN (gone->>'count')::integer > 0 THEN after ELSE page[span] END);
    WHEN 'files' THEN RETURN expire_files_after(connector, before, most, after, span);
    WHEN 'deliveries' THEN RETURN expire_deliveries_after(connector, before, most, after, span);
    WHEN 'deadLetters' THEN RETURN expire_dead_letters_after(connector, before, most, after, span);
    WHEN 'tokens' THEN RETURN expire_tokens_after(connector, before, most, after, span);
  END CASE;
END $$;

-- A page is looked at until nothing in it is too old. `last`: its last key, if it is full.
CREATE FUNCTION expired_of_page(removed integer, files jsonb, after text, last text) RETURNS jsonb LANGUAGE sql AS $$
  SELECT jsonb_build_object('count', removed, 'files', files, 'next', CASE WHEN removed > 0 THEN after ELSE last END)
$$;

-- Asked row by row: joined, a page of a small table would be compared with all conversations.
CREATE FUNCTION connector_of(lane text) RETURNS text LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (SELECT connector_id FROM conversation WHERE id = lane);
END $$;

-- The events that name them stay.
CREATE FUNCTION expire_files_after(connector text, before bigint, most integer, after text, span integer)
RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  start jsonb := coalesce(nullif(after, ''), '["", "", 0]');
  last text;
  blobs text[];
BEGIN
  PERFORM lock_blob_use();
  WITH old AS (
    SELECT u.blob, u.conversation, u.seq FROM (
      SELECT * FROM blob_use p WHERE (p.blob, p.conversation, p.seq) > (start->>0, start->>1, (start->>2)::integer)
      ORDER BY p.blob, p.conversation, p.seq LIMIT span) u
    WHERE connector_of(u.conversation) = connector
      AND (SELECT e.at FROM event e WHERE e.conversation = u.conversation AND e.seq = u.seq) < before
      AND NOT EXISTS (SELECT FROM work w WHERE w.conversation = u.conversation AND w.seq = u.seq)
    LIMIT most
  ), gone AS (
    DELETE FROM blob_use u USING old
    WHERE u.blob = old.blob AND u.conversation = old.conversation AND u.seq = old.seq RETURNING u.blob
  )
  SELECT coalesce(array_agg(blob), '{}') INTO blobs FROM gone;
  SELECT jsonb_build_array(p.blob, p.conversation, p.seq)::text INTO last FROM blob_use p
  WHERE (p.blob, p.conversation, p.seq) > (start->>0, start->>1, (start->>2)::integer)
  ORDER BY p.blob, p.conversation, p.seq OFFSET span - 1 LIMIT 1;
  RETURN expired_of_page(cardinality(blobs), to_jsonb(unused_of(blobs)), after, last);
END $$;

CREATE FUNCTION expire_deliveries_after(connector text, before bigint, most integer, after text, span integer)
RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  start bigint := coalesce(nullif(after, ''), '0');
  last text;
  removed integer;
BEGIN
  DELETE FROM outbox WHERE position IN (
    SELECT o.position FROM (SELECT * FROM outbox p WHERE p.position > start ORDER BY p.position LIMIT span) o
    WHERE connector_of(o.conversation) = connector AND o.updated_at < before AND o.state IN ('sent', 'failed') LIMIT most);
  GET DIAGNOSTICS removed = ROW_COUNT;
  SELECT p.position INTO last FROM outbox p WHERE p.position > start ORDER BY p.position OFFSET span - 1 LIMIT 1;
  RETURN expired_of_page(removed, '[]', after, last);
END $$;

CREATE FUNCTION expire_dead_letters_after(connector text, before bigint, most integer, after text, span integer)
RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  start jsonb := coalesce(nullif(after, ''), '["", 0]');
  last text;
  removed integer;
BEGIN
  DELETE FROM dead_letter WHERE (conversation, seq) IN (
    SELECT d.conversation, d.seq FROM (
      SELECT * FROM dead_letter p WHERE (p.conversation, p.seq) > (start->>0, (start->>1)::integer)
      ORDER BY p.conversation, p.seq LIMIT span) d
    WHERE connector_of(d.conversation) = connector AND d.at < before LIMIT most);
  GET DIAGNOSTICS removed = ROW_COUNT;
  SELECT jsonb_build_array(p.conversation, p.seq)::text INTO last FROM dead_letter p
  WHERE (p.conversation, p.seq) > (start->>0, (start->>1)::integer) ORDER BY p.conversation, p.seq OFFSET span - 1 LIMIT 1;
  RETURN expired_of_page(removed, '[]', after, last);
END $$;

CREATE FUNCTION expire_tokens_after(connector text, before bigint, most integer, after text, span integer)
RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  last text;
  removed integer;
BEGIN
  DELETE FROM token t WHERE t.connector_id = connector AND t.token IN (
    SELECT p.token FROM (
      SELECT * FROM token q WHERE q.connector_id = connector AND q.token > after ORDER BY q.token LIMIT span) p
    WHERE p.created_at < before LIMIT most);
  GET DIAGNOSTICS removed = ROW_COUNT;
  SELECT p.token INTO last FROM token p
  WHERE p.connector_id = connector AND p.token > after ORDER BY p.token OFFSET span - 1 LIMIT 1;
  RETURN expired_of_page(removed, '[]', after, last);
END $$;
