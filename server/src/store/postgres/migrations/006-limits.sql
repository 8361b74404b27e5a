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

-- One row for each place that a process has taken, e.g. an open line of a visitor. It counts while that process lives.
CREATE UNLOGGED TABLE place (
  id text COLLATE "C" PRIMARY KEY,
  name text COLLATE "C" NOT NULL,
  key text COLLATE "C" NOT NULL,
  process text COLLATE "C" NOT NULL
);
CREATE INDEX place_key ON place (name, key);
CREATE INDEX place_process ON place (process);

CREATE FUNCTION take_place(place_id text, place_name text, place_key text, owner text, most integer)
RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
  -- Two at once must not both find the last place free.
  PERFORM pg_advisory_xact_lock(hashtextextended('place ' || place_name || ' ' || place_key, 0));
  DELETE FROM place p WHERE p.name = place_name AND p.key = place_key
    AND NOT EXISTS (SELECT FROM server_process s WHERE s.id = p.process AND s.alive_until > now_ms());
  IF (SELECT count(*) FROM place p WHERE p.name = place_name AND p.key = place_key) >= most THEN RETURN false; END IF;
  INSERT INTO place (id, name, key, process) VALUES (place_id, place_name, place_key, owner);
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
  DELETE FROM place USING dead WHERE place.process = dead.id;
  RETURN lived;
END $$;
