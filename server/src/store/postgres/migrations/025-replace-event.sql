-- Replaces what an event says, as `amend_event` did, which could not read an event with a NUL and is left for servers of the version before.
-- `known`: the event as the caller has read it; `changed` when it is another one by now. `new_body` is NULL where nothing is to be
-- changed, because the person has taken the message back; then `content` says which files are not needed.
CREATE FUNCTION replace_event(connector text, lane text, event_key text, known text, new_body text, content text) RETURNS jsonb
LANGUAGE plpgsql AS $$
DECLARE
  e event;
  blobs text[];
BEGIN
  PERFORM lock_blob_use();
  PERFORM FROM conversation WHERE id = lane AND connector_id = connector FOR UPDATE;
  IF NOT FOUND THEN RETURN NULL; END IF;
  SELECT * INTO e FROM event WHERE conversation = lane AND key = event_key;
  IF NOT FOUND THEN RETURN NULL; END IF;
  IF e.body <> known THEN RETURN '"changed"'; END IF;
  IF new_body IS NULL THEN
    SELECT array_agg(named[1]) INTO blobs FROM regexp_matches(content, 'sha256-[A-Za-z0-9_-]{43}', 'g') named;
    RETURN jsonb_build_object('files', to_jsonb(CASE WHEN blobs IS NULL THEN '{}' ELSE unused_of(blobs) END));
  END IF;
  UPDATE event SET body = new_body WHERE conversation = lane AND seq = e.seq;
  WITH ended AS (DELETE FROM blob_use WHERE conversation = lane AND seq = e.seq RETURNING blob)
  SELECT array_agg(blob) INTO blobs FROM ended;
  IF position('sha256-' IN new_body) > 0 THEN PERFORM record_blob_use(lane, e.seq, new_body); END IF;
  RETURN jsonb_build_object('files', to_jsonb(CASE WHEN blobs IS NULL THEN '{}' ELSE unused_of(blobs) END));
END $$;
