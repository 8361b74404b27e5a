-- Sessions of visitors that were renewed or ended: the others are known by their tokens alone.
CREATE TABLE session (
  connector_id text COLLATE "C" NOT NULL,
  visitor_id text COLLATE "C" NOT NULL,
  -- Of the newest refresh token.
  generation integer NOT NULL DEFAULT 0,
  -- When that one was first used; NULL: its answer may have been lost.
  used_at bigint,
  -- Counts up with each session that ends; two that end at once may have one number. NULL: this one lives.
  ended bigint,
  -- When it ended.
  ended_at bigint,
  -- After this time no token of the session is valid.
  expires_at bigint NOT NULL,
  PRIMARY KEY (connector_id, visitor_id)
);
-- With the time, so that a process that starts passes over those of long ago without reading them.
CREATE INDEX session_ended ON session (ended, ended_at) WHERE ended IS NOT NULL;
CREATE INDEX session_expires_at ON session (expires_at);

CREATE FUNCTION end_session(connector text, visitor text, keep_ms bigint) RETURNS void LANGUAGE sql AS $$
  INSERT INTO session AS s (connector_id, visitor_id, ended, ended_at, expires_at)
  VALUES (connector, visitor, (SELECT coalesce(max(ended), 0) + 1 FROM session), now_ms(), now_ms() + keep_ms)
  ON CONFLICT (connector_id, visitor_id) DO UPDATE
    SET ended = coalesce(s.ended, excluded.ended), ended_at = coalesce(s.ended_at, excluded.ended_at),
      expires_at = greatest(s.expires_at, excluded.expires_at)
$$;

-- What a refresh token is worth: current, replaced, ended or replayed, as judgeToken in session-store.ts has it.
CREATE FUNCTION judge_token(kept session, shown integer, grace_ms bigint) RETURNS text LANGUAGE sql AS $$
  SELECT CASE
    WHEN kept.visitor_id IS NULL THEN 'current'
    -- NULL: made by a server of an older version, which did not count.
    WHEN shown IS NULL OR shown >= kept.generation THEN CASE WHEN kept.ended IS NULL THEN 'current' ELSE 'ended' END
    WHEN shown = kept.generation - 1 AND (kept.used_at IS NULL OR now_ms() - kept.used_at <= grace_ms)
      THEN CASE WHEN kept.ended IS NULL THEN 'replaced' ELSE 'ended' END
    ELSE 'replayed'
  END
$$;

-- Answers the generation of the next refresh token, or why there is none.
CREATE FUNCTION renew_session(connector text, visitor text, shown integer, keep_ms bigint, grace_ms bigint)
RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  kept session;
  verdict text;
  next integer;
BEGIN
  -- Others may be removing the same rows.
  DELETE FROM session WHERE (connector_id, visitor_id) IN (
    SELECT connector_id, visitor_id FROM session WHERE expires_at < now_ms()
    ORDER BY expires_at LIMIT 20 FOR UPDATE SKIP LOCKED);
  INSERT INTO session (connector_id, visitor_id, generation, expires_at)
  VALUES (connector, visitor, coalesce(shown, 0), now_ms() + keep_ms) ON CONFLICT DO NOTHING;
  SELECT * INTO kept FROM session WHERE connector_id = connector AND visitor_id = visitor FOR UPDATE;
  IF kept.ended IS NOT NULL THEN RETURN '"ended"'; END IF;
  verdict := judge_token(kept, shown, grace_ms);
  IF verdict = 'replayed' THEN
    PERFORM end_session(connector, visitor, keep_ms);
    RETURN to_jsonb(verdict);
  END IF;
  -- As nextGeneration in session-store.ts has it. The row of a session that was never renewed is made above.
  next := CASE
    WHEN shown IS NOT NULL THEN shown + 1
    WHEN kept.generation > 0 AND (kept.used_at IS NULL OR now_ms() - kept.used_at <= grace_ms) THEN kept.generation
    ELSE kept.generation + 1
  END;
  UPDATE session SET generation = next, used_at = CASE WHEN generation = next THEN used_at END,
    expires_at = greatest(expires_at, now_ms() + keep_ms)
  WHERE connector_id = connector AND visitor_id = visitor;
  RETURN to_jsonb(next);
END $$;

-- A visitor whose session has ended says nothing more, in any process: a message that was under way would bring back a
-- conversation that was just forgotten. A notification does not come from the visitor.
ALTER FUNCTION append_event(jsonb) RENAME TO append_event_of_anybody;
CREATE FUNCTION append_event(job jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
BEGIN
  IF (job->>'movesAddress')::boolean AND EXISTS (
    SELECT FROM session WHERE connector_id = job->>'connectorId' AND visitor_id = job->>'userId' AND ended IS NOT NULL
  ) THEN RETURN '{"refused": "ended"}'; END IF;
  RETURN append_event_of_anybody(job);
END $$;
