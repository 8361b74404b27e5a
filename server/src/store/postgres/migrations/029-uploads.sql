-- Files that visitors send in pieces, before a message names them. `file`: what is known of it as JSON, once it is whole and checked.
CREATE TABLE upload (
  id text COLLATE "C" PRIMARY KEY,
  connector_id text COLLATE "C" NOT NULL,
  conversation text COLLATE "C" NOT NULL,
  client_id text COLLATE "C" NOT NULL,
  name text NOT NULL,
  media_type text NOT NULL,
  bytes bigint NOT NULL,
  received bigint NOT NULL DEFAULT 0,
  file text,
  expires_at bigint NOT NULL,
  UNIQUE (conversation, connector_id, client_id)
);
CREATE INDEX upload_expires_at ON upload (expires_at);

-- The bytes that have come, from the byte `start`. A blob that is named here is in use.
CREATE TABLE upload_part (
  upload text COLLATE "C" NOT NULL REFERENCES upload (id) ON DELETE CASCADE,
  start bigint NOT NULL,
  blob text COLLATE "C" NOT NULL,
  PRIMARY KEY (upload, start)
);
CREATE INDEX upload_part_blob ON upload_part (blob);

-- Of these files, those that no event and no upload names.
CREATE OR REPLACE FUNCTION unused_of(blobs text[]) RETURNS text[] LANGUAGE sql AS $$
  SELECT coalesce(array_agg(DISTINCT given), '{}') FROM unnest(blobs) given
  WHERE NOT EXISTS (SELECT FROM blob_use WHERE blob = given) AND NOT EXISTS (SELECT FROM upload_part WHERE blob = given)
$$;

CREATE FUNCTION upload_json(u upload) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_object('id', u.id, 'name', u.name, 'mediaType', u.media_type, 'bytes', u.bytes, 'received', u.received,
    'file', u.file::jsonb, 'keptMs', u.expires_at - now_ms(),
    'parts', (SELECT coalesce(jsonb_agg(p.blob ORDER BY p.start), '[]') FROM upload_part p WHERE p.upload = u.id))
$$;

-- One that has expired and is still here has all that has come of it.
CREATE FUNCTION begin_upload(new_id text, connector text, lane text, client text, called text, kind text, size bigint, keep_ms bigint)
RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  u upload;
BEGIN
  INSERT INTO upload AS k (id, connector_id, conversation, client_id, name, media_type, bytes, expires_at)
  VALUES (new_id, connector, lane, client, called, kind, size, now_ms() + keep_ms)
  ON CONFLICT (conversation, connector_id, client_id) DO UPDATE SET expires_at = greatest(k.expires_at, excluded.expires_at)
  RETURNING * INTO u;
  RETURN upload_json(u);
END $$;

-- Of two at once one is added. A repeat after a lost answer is told where it goes on, which is behind its own piece.
CREATE FUNCTION append_upload(
  upload_id text, connector text, lane text, piece_start bigint, piece_bytes bigint, piece_blob text, keep_ms bigint)
RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  u upload;
BEGIN
  PERFORM share_blob_use();
  SELECT * INTO u FROM upload WHERE id = upload_id AND connector_id = connector AND conversation = lane FOR UPDATE;
  IF NOT FOUND OR u.expires_at <= now_ms() THEN RETURN NULL; END IF;
  IF u.received <> piece_start OR u.file IS NOT NULL THEN
    RETURN jsonb_build_object('received', u.received, 'added', false);
  END IF;
  INSERT INTO upload_part (upload, start, blob) VALUES (u.id, piece_start, piece_blob);
  UPDATE upload SET received = piece_start + piece_bytes, expires_at = now_ms() + keep_ms WHERE id = u.id;
  RETURN jsonb_build_object('received', piece_start + piece_bytes, 'added', true);
END $$;

CREATE FUNCTION complete_upload(upload_id text, connector text, lane text, checked text) RETURNS text[] LANGUAGE plpgsql AS $$
DECLARE
  blobs text[];
BEGIN
  PERFORM lock_blob_use();
  UPDATE upload SET file = checked
  WHERE id = upload_id AND connector_id = connector AND conversation = lane AND file IS NULL;
  IF NOT FOUND THEN RETURN '{}'; END IF;
  WITH ended AS (DELETE FROM upload_part WHERE upload = upload_id RETURNING blob)
  SELECT array_agg(blob) INTO blobs FROM ended;
  INSERT INTO upload_part (upload, start, blob) VALUES (upload_id, 0, checked::jsonb->>'blob');
  -- Volatile, so that it sees what was committed before the lock was ours.
  RETURN unused_of(coalesce(blobs, '{}'));
END $$;

CREATE FUNCTION mark_uploads_sent(upload_ids text[], connector text, lane text, keep_ms bigint) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  WITH kept AS (
    UPDATE upload SET expires_at = now_ms() + keep_ms
    WHERE id = ANY (upload_ids) AND connector_id = connector AND conversation = lane RETURNING id)
  DELETE FROM upload_part p USING kept WHERE p.upload = kept.id;
END $$;

-- Answers with the files that nothing names any more. The caller holds `lock_blob_use`.
CREATE FUNCTION remove_uploads(upload_ids text[]) RETURNS text[] LANGUAGE plpgsql AS $$
DECLARE
  blobs text[];
BEGIN
  WITH ended AS (DELETE FROM upload_part WHERE upload = ANY (upload_ids) RETURNING blob)
  SELECT array_agg(blob) INTO blobs FROM ended;
  DELETE FROM upload WHERE id = ANY (upload_ids);
  RETURN unused_of(coalesce(blobs, '{}'));
END $$;

CREATE FUNCTION drop_upload(upload_id text, connector text, lane text) RETURNS text[] LANGUAGE plpgsql AS $$
BEGIN
  PERFORM lock_blob_use();
  RETURN remove_uploads(ARRAY (
    SELECT id FROM upload WHERE id = upload_id AND connector_id = connector AND conversation = lane FOR UPDATE));
END $$;

CREATE FUNCTION expire_uploads(most integer) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  old text[];
BEGIN
  PERFORM lock_blob_use();
  old := ARRAY (SELECT id FROM upload WHERE expires_at <= now_ms() ORDER BY expires_at LIMIT most FOR UPDATE);
  RETURN jsonb_build_object('count', cardinality(old), 'files', to_jsonb(remove_uploads(old)));
END $$;

-- Its uploads go with a conversation.
ALTER FUNCTION delete_conversation(text) RENAME TO delete_conversation_without_uploads;
CREATE FUNCTION delete_conversation(lane text) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  unsent text[];
  gone jsonb;
BEGIN
  PERFORM lock_blob_use();
  PERFORM FROM conversation WHERE id = lane FOR UPDATE;
  IF NOT FOUND THEN RETURN NULL; END IF;
  unsent := remove_uploads(ARRAY (SELECT id FROM upload WHERE conversation = lane FOR UPDATE));
  gone := delete_conversation_without_uploads(lane);
  RETURN jsonb_set(gone, '{files}', (gone->'files') || to_jsonb(unsent));
END $$;
