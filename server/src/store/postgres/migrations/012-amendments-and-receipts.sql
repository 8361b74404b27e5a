-- Replaces what an event says: a file was fetched, or the person took the message back. The hash stays that of what it said
-- first, so that a repeat is known. The lock is taken before the conversation's, as by those who ask which files are unused.
CREATE FUNCTION amend_event(connector text, lane text, event_key text, new_content text) RETURNS jsonb
LANGUAGE plpgsql AS $$
DECLARE
  e event;
  changed text;
  blobs text[];
BEGIN
  PERFORM lock_blob_use();
  PERFORM FROM conversation WHERE id = lane AND connector_id = connector FOR UPDATE;
  IF NOT FOUND THEN RETURN NULL; END IF;
  SELECT * INTO e FROM event WHERE conversation = lane AND key = event_key;
  IF NOT FOUND THEN RETURN NULL; END IF;
  IF e.body::json->'content'->>'type' = 'deleted' THEN
    SELECT array_agg(named[1]) INTO blobs FROM regexp_matches(new_content, 'sha256-[A-Za-z0-9_-]{43}', 'g') named;
    RETURN jsonb_build_object('files', to_jsonb(CASE WHEN blobs IS NULL THEN '{}' ELSE unused_of(blobs) END));
  END IF;
  -- Not by jsonb, which knows no NUL: a person may have sent one.
  changed := (SELECT '{' || string_agg(to_json(key)::text || ':' ||
    CASE key WHEN 'content' THEN new_content ELSE value::text END, ',') || '}' FROM json_each(e.body::json));
  UPDATE event SET body = changed WHERE conversation = lane AND seq = e.seq;
  WITH ended AS (DELETE FROM blob_use WHERE conversation = lane AND seq = e.seq RETURNING blob)
  SELECT array_agg(blob) INTO blobs FROM ended;
  IF position('sha256-' IN changed) > 0 THEN PERFORM record_blob_use(lane, e.seq, changed); END IF;
  RETURN jsonb_build_object('files', to_jsonb(CASE WHEN blobs IS NULL THEN '{}' ELSE unused_of(blobs) END));
END $$;

-- All messages of a conversation that had been written by then have reached the person, or were read. What was read stays so.
CREATE FUNCTION report_receipts(connector text, lane text, written_until bigint, status text) RETURNS text
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM conversation WHERE id = lane AND connector_id = connector FOR UPDATE;
  IF NOT FOUND THEN RETURN NULL; END IF;
  UPDATE outbox SET receipt = status, updated_at = now_ms()
  WHERE conversation = lane AND state = 'sent' AND queued_at <= written_until
    AND receipt IS DISTINCT FROM 'read' AND receipt IS DISTINCT FROM status;
  RETURN lane;
END $$;
