-- What limits count. UNLOGGED: it may be lost with a crash of the database, and costs no wait for the disk.
CREATE UNLOGGED TABLE rate_limit (
  key text COLLATE "C" PRIMARY KEY,
  points integer NOT NULL,
  expire bigint
);

-- Processes of the server that live.
CREATE UNLOGGED TABLE server_process (
  id text COLLATE "C" PRIMARY KEY,
  alive_until bigint NOT NULL
);

-- One row for each permit that a process has taken, e.g. an open line of a visitor. It counts while that process lives.
CREATE UNLOGGED TABLE permit (
  id text COLLATE "C" PRIMARY KEY,
  name text COLLATE "C" NOT NULL,
  key text COLLATE "C" NOT NULL,
  process text COLLATE "C" NOT NULL
);
CREATE INDEX permit_key ON permit (name, key);
CREATE INDEX permit_process ON permit (process);

CREATE FUNCTION acquire_permit(permit_id text, permit_name text, permit_key text, owner text, most integer)
RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
  -- Two at once must not both find the last permit free.
  PERFORM pg_advisory_xact_lock(hashtextextended('permit ' || permit_name || ' ' || permit_key, 0));
  DELETE FROM permit p WHERE p.name = permit_name AND p.key = permit_key
    AND NOT EXISTS (SELECT FROM server_process s WHERE s.id = p.process AND s.alive_until > now_ms());
  IF (SELECT count(*) FROM permit p WHERE p.name = permit_name AND p.key = permit_key) >= most THEN RETURN false; END IF;
  INSERT INTO permit (id, name, key, process) VALUES (permit_id, permit_name, permit_key, owner);
  RETURN true;
END $$;

-- Answers whether the process was known to live; takes away what dead ones have left.
CREATE FUNCTION keep_process_alive(owner text, ms bigint) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  lived boolean;
BEGIN
  lived := EXISTS (SELECT FROM server_process WHERE id = owner AND alive_until > now_ms());
  INSERT INTO server_process (id, alive_until) VALUES (owner, now_ms() + ms)
  ON CONFLICT (id) DO UPDATE SET alive_until = excluded.alive_until;
  WITH dead AS (DELETE FROM server_process WHERE alive_until < now_ms() - 60000 RETURNING id)
  DELETE FROM permit USING dead WHERE permit.process = dead.id;
  RETURN lived;
END $$;
