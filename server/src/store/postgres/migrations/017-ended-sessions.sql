-- Numbers the sessions in the order in which they end. The highest number that is kept was no count: with the newest ones removed it
-- gave out the same numbers again.
CREATE SEQUENCE session_ended_number;
SELECT setval('session_ended_number', coalesce(max(ended), 0) + 1, false) FROM session;

-- Whose first message is being stored while their session ends: the one waits for the other. The conversation's row, by which a
-- deletion would wait, is not there yet.
CREATE FUNCTION session_lock(connector text, visitor text) RETURNS bigint LANGUAGE sql AS $$
  SELECT hashtextextended('causerie session ' || current_schema() || ' ' || connector || ' ' || visitor, 0)
$$;

CREATE OR REPLACE FUNCTION end_session(connector text, visitor text, keep_ms bigint) RETURNS void LANGUAGE sql AS $$
  SELECT pg_advisory_xact_lock(session_lock(connector, visitor));
  INSERT INTO session AS s (connector_id, visitor_id, ended, ended_at, expires_at)
  VALUES (connector, visitor, nextval('session_ended_number'), now_ms(), now_ms() + keep_ms)
  ON CONFLICT (connector_id, visitor_id) DO UPDATE
    SET ended = coalesce(s.ended, excluded.ended), ended_at = coalesce(s.ended_at, excluded.ended_at),
      expires_at = greatest(s.expires_at, excluded.expires_at)
$$;

-- A visitor whose session has ended says nothing more, in any process. Asked under a lock, so that what was stored before the end is
-- there for a deletion to find: under that of the conversation, or, for the first message, under that of the session.
CREATE OR REPLACE FUNCTION append_event(job jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
BEGIN
  IF (job->>'movesAddress')::boolean THEN
    PERFORM FROM conversation WHERE id = job->>'conversation' FOR UPDATE;
    IF NOT FOUND THEN
      PERFORM pg_advisory_xact_lock_shared(session_lock(job->>'connectorId', job->>'userId'));
    END IF;
    IF EXISTS (SELECT FROM session
        WHERE connector_id = job->>'connectorId' AND visitor_id = job->>'userId' AND ended IS NOT NULL) THEN
      RETURN '{"refused": "ended"}';
    END IF;
  END IF;
  RETURN append_event_of_anybody(job);
END $$;
