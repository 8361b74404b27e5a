-- Which files the events name, so that each goes with the last event that names it.
CREATE TABLE blob_use (
  blob text COLLATE "C" NOT NULL,
  conversation text COLLATE "C" NOT NULL,
  seq integer NOT NULL,
  PRIMARY KEY (blob, conversation, seq)
);
CREATE INDEX blob_use_conversation ON blob_use (conversation, seq);

-- Whoever names a file holds off those who ask which files are unused, to the end of the transaction, and not each other.
CREATE FUNCTION share_blob_use() RETURNS void LANGUAGE sql AS $$
  SELECT pg_advisory_xact_lock_shared(hashtextextended('causerie blob_use ' || current_schema(), 0))
$$;

CREATE FUNCTION record_blob_use(lane text, event_seq integer, body text) RETURNS void LANGUAGE sql AS $$
  SELECT share_blob_use();
  INSERT INTO blob_use (blob, conversation, seq)
  SELECT DISTINCT found[1], lane, event_seq FROM regexp_matches(body, 'sha256-[A-Za-z0-9_-]{43}', 'g') found
  ON CONFLICT DO NOTHING
$$;

-- Servers of the former version go on while the events are looked through. What they store meanwhile is looked at under the
-- lock, which every writer takes first: it is little.
CREATE TABLE looked_through AS SELECT id, last_seq FROM conversation;
ALTER TABLE looked_through ADD PRIMARY KEY (id);
INSERT INTO blob_use (blob, conversation, seq)
  SELECT DISTINCT found[1], conversation, seq
  FROM event, regexp_matches(body, 'sha256-[A-Za-z0-9_-]{43}', 'g') found WHERE position('sha256-' IN body) > 0;
LOCK TABLE conversation IN ACCESS EXCLUSIVE MODE;
SELECT record_blob_use(e.conversation, e.seq, e.body)
  FROM conversation c LEFT JOIN looked_through l ON l.id = c.id
  JOIN event e ON e.conversation = c.id AND e.seq > coalesce(l.last_seq, 0)
  WHERE c.last_seq > coalesce(l.last_seq, 0) AND position('sha256-' IN e.body) > 0;
DROP TABLE looked_through;

-- Numbers that a deleted conversation has given out: under them nothing may come again, and no turn from before may write.
-- `conversation` is a hash, because the id may be a person's.
CREATE TABLE deleted_conversation (
  conversation text COLLATE "C" PRIMARY KEY,
  last_seq integer NOT NULL,
  lease_fence bigint NOT NULL DEFAULT 0,
  at bigint NOT NULL
);

-- People whose messages are refused.
CREATE TABLE blocked (
  connector_id text COLLATE "C" NOT NULL,
  user_id text COLLATE "C" NOT NULL,
  at bigint NOT NULL,
  PRIMARY KEY (connector_id, user_id)
);

-- Since when a delivery waits: updated_at moves with each attempt. The default serves a server of the former version, too.
-- Nobody asks since when one waited that is over, and most are: they are not written anew under the lock.
ALTER TABLE outbox ADD COLUMN queued_at bigint NOT NULL DEFAULT 0;
UPDATE outbox SET queued_at = updated_at WHERE state <> 'sent';
ALTER TABLE outbox ALTER COLUMN queued_at SET DEFAULT now_ms();
CREATE INDEX outbox_conversation ON outbox (conversation);

-- As the processes compute it, without padding.
CREATE FUNCTION deleted_name(conversation_id text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT rtrim(translate(encode(sha256(convert_to(conversation_id, 'UTF8')), 'base64'), '+/', '-_'), '=')
$$;

CREATE OR REPLACE FUNCTION append_event(job jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  c conversation;
  first event;
  now bigint := now_ms();
  next integer;
BEGIN
  -- Asked here, so that a block holds in all processes from its commit on. In a group it is the member who is blocked.
  IF EXISTS (SELECT FROM blocked WHERE connector_id = job->>'connectorId'
             AND user_id IN (job->>'userId', job->>'personId')) THEN
    RETURN '{"refused": "blocked"}';
  END IF;
  SELECT * INTO c FROM conversation WHERE id = job->>'conversation' FOR UPDATE;
  IF NOT FOUND THEN c := open_conversation(job, now); END IF;
  IF c.connector_id <> job->>'connectorId' OR NOT is_same_person(c, job) THEN
    RETURN '{"refused": "not_theirs"}';
  END IF;

  SELECT * INTO first FROM event WHERE conversation = c.id AND key = job->>'key';
  IF FOUND THEN
    IF first.body_hash IS DISTINCT FROM job->>'bodyHash' THEN RETURN '{"refused": "client_id_reused"}'; END IF;
    -- A try of this same job may have stored it, and its answer was lost: then nobody has been told of the event yet.
    RETURN jsonb_build_object('value', jsonb_build_object('seq', first.seq,
      'duplicate', NOT ((job->>'retried')::boolean AND first.at >= now - (job->>'age')::bigint)));
  END IF;

  -- The lock may have been waited for: what is noted is when the event became durable, so that times do not go back.
  now := now_ms();
  next := c.last_seq + 1;
  INSERT INTO event (conversation, seq, key, body, body_hash, at)
  VALUES (c.id, next, job->>'key', job->>'body', job->>'bodyHash', now);
  INSERT INTO work (conversation, seq, acted_at, locale, not_before)
  VALUES (c.id, next, (job->>'actedAt')::double precision, job->>'locale', now);
  -- Most events name none, and the search for a constant text is the fastest there is.
  IF position('sha256-' IN job->>'body') > 0 THEN PERFORM record_blob_use(c.id, next, job->>'body'); END IF;
  -- An older event that waits stays the head.
  UPDATE conversation SET last_seq = next, updated_at = now, answer_due = coalesce(answer_due, now) WHERE id = c.id;
  IF (job->>'movesAddress')::boolean THEN PERFORM keep_address(c, job); END IF;
  IF jsonb_array_length(job->'aliases') > 0 THEN PERFORM keep_aliases(job); END IF;
  RETURN jsonb_build_object('value', jsonb_build_object('seq', next, 'duplicate', false));
END $$;

-- Makes and locks a new conversation, or locks the one that somebody else has made in the meantime.
CREATE FUNCTION open_conversation(job jsonb, now bigint) RETURNS conversation LANGUAGE plpgsql AS $$
DECLARE
  c conversation;
  former deleted_conversation;
BEGIN
  LOOP
    INSERT INTO conversation (id, connector_id, user_id, address, state, created_at, updated_at)
    VALUES (job->>'conversation', job->>'connectorId', job->>'userId', job->>'address', job->>'newState', now, now)
    ON CONFLICT DO NOTHING RETURNING * INTO c;
    IF FOUND THEN
      -- Only now: while the row was not ours, another one could come and be deleted.
      SELECT * INTO former FROM deleted_conversation WHERE conversation = deleted_name(c.id);
      IF FOUND THEN
        UPDATE conversation SET last_seq = former.last_seq, oldest_seq = former.last_seq + 1,
          lease_fence = former.lease_fence WHERE id = c.id RETURNING * INTO c;
      END IF;
      RETURN c;
    END IF;
    SELECT * INTO c FROM conversation WHERE id = job->>'conversation' FOR UPDATE;
    IF FOUND THEN RETURN c; END IF;
  END LOOP;
END $$;

-- The newest route is the one that works: a service moves its address with the person's next message.
CREATE OR REPLACE FUNCTION keep_address(c conversation, job jsonb) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF c.user_id <> job->>'userId' THEN
    -- In everything that is theirs, or they would be a stranger in their other conversations, and free of a block.
    UPDATE conversation SET user_id = job->>'userId' WHERE connector_id = c.connector_id AND user_id = c.user_id;
    UPDATE alias SET user_id = job->>'userId' WHERE connector_id = c.connector_id AND user_id = c.user_id;
    WITH former AS (DELETE FROM blocked WHERE connector_id = c.connector_id AND user_id = c.user_id RETURNING at)
    INSERT INTO blocked (connector_id, user_id, at) SELECT c.connector_id, job->>'userId', at FROM former
    ON CONFLICT DO NOTHING;
  END IF;
  IF c.address <> job->>'address' THEN
    UPDATE conversation SET address = job->>'address' WHERE id = c.id;
  END IF;
END $$;

-- Logs the bot's events and queues its deliveries. What is there under the same key or id stays.
CREATE OR REPLACE FUNCTION write_answer(job jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  item jsonb;
  now bigint := now_ms();
  last integer;
BEGIN
  -- An id that two conversations share would lose one of the messages.
  SELECT jsonb_build_object('refused', 'foreign_delivery', 'id', o.id) INTO item
  FROM jsonb_array_elements(job->'deliveries') given JOIN outbox o ON o.id = given->>'id'
  WHERE o.conversation <> job->>'conversation' LIMIT 1;
  IF FOUND THEN RETURN item; END IF;

  IF jsonb_array_length(job->'events') > 0 THEN
    SELECT last_seq INTO last FROM conversation WHERE id = job->>'conversation';
    FOR item IN SELECT value FROM jsonb_array_elements(job->'events') LOOP
      INSERT INTO event (conversation, seq, key, body, at)
      VALUES (job->>'conversation', last + 1, item->>'key', item->>'body', now)
      ON CONFLICT (conversation, key) DO NOTHING;
      IF FOUND THEN
        last := last + 1;
        IF position('sha256-' IN item->>'body') > 0 THEN
          PERFORM record_blob_use(job->>'conversation', last, item->>'body');
        END IF;
      END IF;
    END LOOP;
    UPDATE conversation SET last_seq = last, updated_at = now WHERE id = job->>'conversation';
  END IF;
  IF jsonb_array_length(job->'deliveries') > 0 THEN PERFORM queue_deliveries(job, now); END IF;
  -- In the same transaction: a button may be tapped as soon as its message is sent.
  INSERT INTO token (connector_id, token, value, created_at)
  SELECT job->>'connectorId', given->>'token', given->>'value', now FROM jsonb_array_elements(job->'tokens') given
  ON CONFLICT DO NOTHING;
  RETURN '{"value": null}';
END $$;
