-- What was counted of conversations, by half-hours (milliseconds since 1970). Nobody is named in it, and it outlives the conversations.
CREATE TABLE figure (
  slot bigint NOT NULL,
  connector_id text COLLATE "C" NOT NULL,
  measure text COLLATE "C" NOT NULL,
  key text COLLATE "C" NOT NULL,
  amount bigint NOT NULL,
  PRIMARY KEY (slot, connector_id, measure, key)
);

-- How far a conversation is counted, and what has to be remembered to count on. It goes with the conversation. The one without a name is the follower's own.
CREATE TABLE figure_step (
  conversation text COLLATE "C" PRIMARY KEY,
  seq bigint NOT NULL,
  known text NOT NULL
);

-- A delivery that was given up is counted once.
ALTER TABLE outbox ADD COLUMN is_counted boolean NOT NULL DEFAULT false;
CREATE INDEX outbox_uncounted ON outbox (position) WHERE state = 'failed' AND NOT is_counted;

-- Who counts does not lock conversations: a turn would pass over one that is locked. One at a time counts or forgets instead, so that nothing is kept of a
-- conversation that is gone.
CREATE FUNCTION lock_figures() RETURNS void LANGUAGE sql AS
  $$ SELECT pg_advisory_xact_lock(hashtextextended('causerie figures ' || current_schema(), 0)) $$;

-- `steps`: an array of {conversation, from, to, known}; `counts`: of {slot, connectorId, measure, key, amount}. All, or none.
CREATE FUNCTION add_figures(steps jsonb, counts jsonb) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  step jsonb;
  counted bigint;
BEGIN
  PERFORM lock_figures();
  FOR step IN SELECT * FROM jsonb_array_elements(steps) LOOP
    SELECT seq INTO counted FROM figure_step WHERE conversation = step->>'conversation';
    IF coalesce(counted, 0) <> (step->>'from')::bigint THEN RAISE EXCEPTION USING ERRCODE = 'unique_violation'; END IF;
    IF step->>'conversation' <> '' AND NOT EXISTS (SELECT FROM conversation WHERE id = step->>'conversation') THEN
      RAISE EXCEPTION USING ERRCODE = 'unique_violation';
    END IF;
    INSERT INTO figure_step VALUES (step->>'conversation', (step->>'to')::bigint, step->>'known')
    ON CONFLICT (conversation) DO UPDATE SET seq = excluded.seq, known = excluded.known;
  END LOOP;
  INSERT INTO figure (slot, connector_id, measure, key, amount)
  SELECT (each->>'slot')::bigint, each->>'connectorId', each->>'measure', each->>'key', (each->>'amount')::bigint
  FROM jsonb_array_elements(counts) AS each
  ON CONFLICT (slot, connector_id, measure, key) DO UPDATE SET amount = figure.amount + excluded.amount;
  RETURN true;
EXCEPTION WHEN unique_violation THEN
  RETURN false;
END $$;

CREATE FUNCTION count_failures(half_hour bigint, most integer) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
  found integer;
BEGIN
  PERFORM lock_figures();
  WITH failed AS (
    UPDATE outbox SET is_counted = true WHERE position IN (
      SELECT position FROM outbox WHERE state = 'failed' AND NOT is_counted ORDER BY position LIMIT most FOR UPDATE SKIP LOCKED)
    RETURNING conversation, error_kind, updated_at
  ), added AS (
    INSERT INTO figure (slot, connector_id, measure, key, amount)
    SELECT f.updated_at - f.updated_at % half_hour, c.connector_id, 'failure', coalesce(f.error_kind, 'given_up'), count(*)
    FROM failed f JOIN conversation c ON c.id = f.conversation GROUP BY 1, 2, 4
    ON CONFLICT (slot, connector_id, measure, key) DO UPDATE SET amount = figure.amount + excluded.amount
  )
  SELECT count(*) INTO found FROM failed;
  RETURN found;
END $$;

CREATE FUNCTION clear_figures() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM lock_figures();
  DELETE FROM figure;
  DELETE FROM figure_step;
  UPDATE outbox SET is_counted = false WHERE state = 'failed' AND is_counted;
END $$;

-- How far it is counted goes with a conversation.
ALTER FUNCTION delete_conversation(text) RENAME TO delete_conversation_without_figures;
CREATE FUNCTION delete_conversation(lane text) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  gone jsonb;
BEGIN
  gone := delete_conversation_without_figures(lane);
  PERFORM lock_figures();
  DELETE FROM figure_step WHERE conversation = lane;
  RETURN gone;
END $$;
