-- What the desk of the team keeps: people, their sessions, keys, queues … Each is one JSON document of a kind. `key`: another name, unique in its
-- kind. `version` goes up with each change. A document is text: jsonb refuses a character that JSON may have.
CREATE TABLE desk_record (
  kind text COLLATE "C" NOT NULL,
  id text COLLATE "C" NOT NULL,
  version integer NOT NULL,
  key text COLLATE "C",
  body text NOT NULL,
  expires_at bigint,
  PRIMARY KEY (kind, id)
);
CREATE UNIQUE INDEX desk_record_key ON desk_record (kind, key) WHERE key IS NOT NULL;
CREATE INDEX desk_record_expires_at ON desk_record (expires_at) WHERE expires_at IS NOT NULL;

-- Who has done what at the desk. `detail`: JSON.
CREATE TABLE desk_audit (
  seq bigint PRIMARY KEY,
  at bigint NOT NULL,
  by_id text COLLATE "C" NOT NULL,
  by_name text NOT NULL,
  act text COLLATE "C" NOT NULL,
  target text,
  detail text,
  expires_at bigint
);
CREATE INDEX desk_audit_expires_at ON desk_audit (expires_at) WHERE expires_at IS NOT NULL;

-- All changes, or none. They are few, and come from people: one at a time, so that no check can be overtaken and numbers of entries have no gaps.
-- `changes`: an array of {kind, id, version, type, body, key, expiresAt}; `entries`: of {by, byName, act, target, detail, expiresAt}.
CREATE FUNCTION write_desk(changes jsonb, entries jsonb, written_at bigint) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  change jsonb;
  known integer;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('causerie desk ' || current_schema(), 0));
  FOR change IN SELECT * FROM jsonb_array_elements(changes) LOOP
    SELECT version INTO known FROM desk_record WHERE kind = change->>'kind' AND id = change->>'id';
    IF change ? 'version' AND (change->>'version')::integer <> coalesce(known, 0) THEN
      RAISE EXCEPTION USING ERRCODE = 'unique_violation';
    END IF;
    IF change->>'type' = 'remove' THEN
      DELETE FROM desk_record WHERE kind = change->>'kind' AND id = change->>'id';
    ELSE
      INSERT INTO desk_record (kind, id, version, key, body, expires_at)
      VALUES (change->>'kind', change->>'id', 1, change->>'key', change->>'body', (change->>'expiresAt')::bigint)
      ON CONFLICT (kind, id) DO UPDATE SET version = desk_record.version + 1, key = excluded.key, body = excluded.body,
        expires_at = excluded.expires_at;
    END IF;
  END LOOP;
  INSERT INTO desk_audit (seq, at, by_id, by_name, act, target, detail, expires_at)
  SELECT coalesce((SELECT max(seq) FROM desk_audit), 0) + number, written_at, entry->>'by', entry->>'byName', entry->>'act', entry->>'target',
    entry->>'detail', (entry->>'expiresAt')::bigint
  FROM jsonb_array_elements(entries) WITH ORDINALITY AS each (entry, number);
  RETURN true;
EXCEPTION WHEN unique_violation THEN
  RETURN false;
END $$;
