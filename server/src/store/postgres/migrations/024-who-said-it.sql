-- Which side of a person has said an entry of their memory: it keeps it when the sides part. NULL: not known, from before.
ALTER TABLE person_memory ADD COLUMN connector_id text COLLATE "C", ADD COLUMN user_id text COLLATE "C";

DROP FUNCTION keep_entries(text, jsonb);
-- What was there under the name goes, except where another transaction is just taking it away.
CREATE FUNCTION keep_entries(person text, connector text, member text, entries jsonb) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  entry jsonb;
  kept bigint;
BEGIN
  FOR entry IN SELECT value FROM jsonb_array_elements(entries) LOOP
    INSERT INTO person_memory (person_id, name, value, connector_id, user_id)
    VALUES (person, entry->>'name', entry->>'value', connector, member) RETURNING number INTO kept;
    DELETE FROM person_memory WHERE number IN (
      SELECT number FROM person_memory WHERE person_id = person AND name = entry->>'name' AND number < kept
      FOR UPDATE SKIP LOCKED);
  END LOOP;
END $$;

-- Of several entries of one name the newest, as `keep_entries` takes them.
CREATE FUNCTION entries_of(person text) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT coalesce(jsonb_agg(jsonb_build_object('name', name, 'value', value) ORDER BY number), '[]') FROM (
    SELECT DISTINCT ON (name) name, value, number FROM person_memory WHERE person_id = person ORDER BY name, number DESC) newest
  WHERE value IS NOT NULL
$$;

-- As judgeLink in person-links.ts has it. `changed`: a turn has ended since the memories were read. Servers of the version before
-- give `alone`, and no documents to clear.
CREATE OR REPLACE FUNCTION join_persons(job jsonb) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  issuer_connector text := job#>>'{issuer,connectorId}';
  issuer_user text := job#>>'{issuer,userId}';
  redeemer_connector text := job#>>'{redeemer,connectorId}';
  redeemer_user text := job#>>'{redeemer,userId}';
  issuer_person text;
  redeemer_person text;
  brought jsonb := job->'added';
BEGIN
  -- A turn of either that ends now sees its side joined, or is seen here. In the order of every writer.
  PERFORM FROM conversation WHERE id IN (SELECT jsonb_array_elements_text(job->'conversations')) ORDER BY id FOR UPDATE;
  IF (SELECT coalesce(jsonb_agg(each ORDER BY each COLLATE "C"), '[]') FROM (
      SELECT id || ' ' || md5(state) AS each FROM conversation
      WHERE (connector_id = issuer_connector AND user_id = issuer_user)
        OR (connector_id = redeemer_connector AND user_id = redeemer_user)) now_there)
    IS DISTINCT FROM (SELECT coalesce(jsonb_agg(each ORDER BY each COLLATE "C"), '[]')
      FROM jsonb_array_elements_text(job->'prints') each) THEN RETURN 'changed'; END IF;
  IF NOT EXISTS (SELECT FROM conversation WHERE connector_id = issuer_connector AND user_id = issuer_user)
    OR NOT EXISTS (SELECT FROM conversation WHERE connector_id = redeemer_connector AND user_id = redeemer_user)
  THEN RETURN 'gone'; END IF;
  SELECT person_id INTO issuer_person FROM person_member WHERE connector_id = issuer_connector AND user_id = issuer_user;
  SELECT person_id INTO redeemer_person FROM person_member
  WHERE connector_id = redeemer_connector AND user_id = redeemer_user;
  -- Who is alone again is nobody's other side.
  IF redeemer_person IS NOT NULL AND (SELECT count(*) FROM person_member WHERE person_id = redeemer_person) > 1 THEN
    RETURN CASE WHEN redeemer_person = issuer_person THEN 'already_linked' ELSE 'linked_to_another' END;
  END IF;
  IF (job->>'oneEach')::boolean AND EXISTS (SELECT FROM person_member
    WHERE person_id = issuer_person AND connector_id = redeemer_connector) THEN RETURN 'linked_to_another'; END IF;
  IF redeemer_person IS NOT NULL THEN
    brought := entries_of(redeemer_person);
    DELETE FROM person_member WHERE connector_id = redeemer_connector AND user_id = redeemer_user;
  END IF;
  IF issuer_person IS NULL THEN
    issuer_person := job->>'newPerson';
    INSERT INTO person (id, created_at) VALUES (issuer_person, now_ms());
    INSERT INTO person_member (connector_id, user_id, person_id) VALUES (issuer_connector, issuer_user, issuer_person);
    PERFORM keep_entries(issuer_person, issuer_connector, issuer_user, coalesce(job->'issued', job->'alone'));
  END IF;
  PERFORM keep_entries(issuer_person, redeemer_connector, redeemer_user, (
    SELECT coalesce(jsonb_agg(added), '[]') FROM jsonb_array_elements(brought) added
    WHERE NOT EXISTS (SELECT FROM person_memory WHERE person_id = issuer_person AND name = added->>'name')));
  INSERT INTO person_member (connector_id, user_id, person_id)
  VALUES (redeemer_connector, redeemer_user, issuer_person);
  UPDATE conversation SET state = cleared->>'state' FROM jsonb_array_elements(job->'cleared') cleared
  WHERE id = cleared->>'id' AND state <> cleared->>'state';
  RETURN 'linked';
END $$;

CREATE OR REPLACE FUNCTION commit_turn(job jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  committed jsonb := commit_turn_of_conversation(job);
  side person_member;
BEGIN
  IF committed ? 'refused' OR coalesce(jsonb_array_length(job->'memory'), 0) = 0 THEN RETURN committed; END IF;
  SELECT m.* INTO side FROM conversation c
    JOIN person_member m ON m.connector_id = c.connector_id AND m.user_id = c.user_id WHERE c.id = job->>'conversation';
  IF FOUND THEN PERFORM keep_entries(side.person_id, side.connector_id, side.user_id, job->'memory'); END IF;
  RETURN committed;
END $$;

-- The member goes on with a person of their own. Under the locks of their conversations: what a turn of theirs keeps is seen here, or
-- goes to the new person. It gives way to the groups of writers, which wait longer.
CREATE FUNCTION unlink_person(job jsonb) RETURNS boolean LANGUAGE plpgsql SET lock_timeout = '500ms' AS $$
DECLARE
  connector text := job#>>'{member,connectorId}';
  member text := job#>>'{member,userId}';
  former text;
BEGIN
  PERFORM FROM conversation WHERE connector_id = connector AND user_id = member ORDER BY id FOR UPDATE;
  SELECT p.id INTO former FROM person_member m JOIN person p ON p.id = m.person_id
  WHERE m.connector_id = connector AND m.user_id = member FOR UPDATE OF p;
  IF former IS NULL OR (SELECT count(*) FROM person_member WHERE person_id = former) < 2 THEN RETURN false; END IF;
  INSERT INTO person (id, created_at) VALUES (job->>'newPerson', now_ms());
  UPDATE person_member SET person_id = job->>'newPerson' WHERE connector_id = connector AND user_id = member;
  PERFORM keep_entries(job->>'newPerson', connector, member, entries_of(former));
  -- Of an entry without a side it is not known who has said it.
  DELETE FROM person_memory p WHERE p.person_id = former AND NOT EXISTS (SELECT FROM person_member m
    WHERE m.person_id = former AND m.connector_id = p.connector_id AND m.user_id = p.user_id);
  RETURN true;
END $$;

-- Under the person's lock: a side that just leaves the person would leave it without members, and their memory behind.
CREATE OR REPLACE FUNCTION person_goes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM person WHERE id = OLD.person_id FOR UPDATE;
  IF NOT EXISTS (SELECT FROM person_member WHERE person_id = OLD.person_id) THEN
    DELETE FROM person_memory WHERE person_id = OLD.person_id;
    DELETE FROM person WHERE id = OLD.person_id;
  END IF;
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION person_member_moves() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  known text;
BEGIN
  SELECT person_id INTO known FROM person_member WHERE connector_id = OLD.connector_id AND user_id = OLD.user_id;
  IF FOUND THEN
    DELETE FROM person_member WHERE connector_id = NEW.connector_id AND user_id = NEW.user_id;
    UPDATE person_member SET user_id = NEW.user_id WHERE connector_id = OLD.connector_id AND user_id = OLD.user_id;
    UPDATE person_memory SET user_id = NEW.user_id
    WHERE person_id = known AND connector_id = OLD.connector_id AND user_id = OLD.user_id;
  END IF;
  RETURN NULL;
END $$;
