-- Browsers that are told of answers while no page is open. `server_key`: the public key that their push service knows us by.
CREATE TABLE push_subscription (
  endpoint text COLLATE "C" PRIMARY KEY,
  connector_id text COLLATE "C" NOT NULL,
  conversation text COLLATE "C" NOT NULL,
  visitor_id text COLLATE "C" NOT NULL,
  session_id text COLLATE "C" NOT NULL,
  p256dh text NOT NULL,
  auth text NOT NULL,
  server_key text NOT NULL,
  title text NOT NULL,
  url text NOT NULL,
  -- All events up to this one are known there.
  notified_seq integer NOT NULL,
  -- The conversation has later ones that are not the person's own. A number, as in SQLite, whose rows move here.
  has_news integer NOT NULL DEFAULT 0,
  tries integer NOT NULL DEFAULT 0,
  due_at bigint NOT NULL DEFAULT 0,
  saved_at bigint NOT NULL,
  expires_at bigint NOT NULL
);
CREATE INDEX push_subscription_conversation ON push_subscription (conversation);
CREATE INDEX push_subscription_session ON push_subscription (connector_id, session_id);
CREATE INDEX push_subscription_due ON push_subscription (connector_id, due_at) WHERE has_news = 1;
CREATE INDEX push_subscription_expires_at ON push_subscription (expires_at);

-- Whoever writes an event, from whatever code and process: no path to the log can forget it.
CREATE FUNCTION push_news() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE push_subscription SET has_news = 1 WHERE conversation = NEW.conversation AND has_news = 0;
  RETURN NULL;
END $$;
CREATE TRIGGER push_news AFTER INSERT ON event FOR EACH ROW WHEN (NEW.key LIKE 'out:%') EXECUTE FUNCTION push_news();

CREATE FUNCTION save_push(
  address text, connector text, lane text, visitor text, session text, client_key text, client_auth text, known_key text,
  shown text, opened text, keep_ms bigint, most integer)
RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO push_subscription (endpoint, connector_id, conversation, visitor_id, session_id, p256dh, auth, server_key, title, url,
    notified_seq, saved_at, expires_at)
  VALUES (address, connector, lane, visitor, session, client_key, client_auth, known_key, shown, opened,
    coalesce((SELECT last_seq FROM conversation WHERE id = lane), 0), now_ms(), now_ms() + keep_ms)
  ON CONFLICT (endpoint) DO UPDATE SET connector_id = excluded.connector_id, conversation = excluded.conversation,
    visitor_id = excluded.visitor_id, session_id = excluded.session_id, p256dh = excluded.p256dh, auth = excluded.auth,
    server_key = excluded.server_key, title = excluded.title, url = excluded.url, notified_seq = excluded.notified_seq, has_news = 0,
    tries = 0, due_at = 0, saved_at = excluded.saved_at, expires_at = excluded.expires_at;
  DELETE FROM push_subscription WHERE endpoint IN (
    SELECT endpoint FROM push_subscription WHERE conversation = lane AND endpoint <> address
    ORDER BY saved_at DESC, endpoint OFFSET most - 1);
END $$;

CREATE FUNCTION take_push(connector text, most integer, lease_ms bigint) RETURNS SETOF push_subscription LANGUAGE plpgsql AS $$
BEGIN
  RETURN QUERY UPDATE push_subscription SET due_at = now_ms() + lease_ms
  WHERE endpoint IN (
    SELECT endpoint FROM push_subscription
    WHERE has_news = 1 AND connector_id = connector AND due_at <= now_ms() AND expires_at > now_ms()
    ORDER BY due_at LIMIT most FOR UPDATE SKIP LOCKED)
  RETURNING *;
END $$;

-- Its subscriptions go with a conversation.
ALTER FUNCTION delete_conversation(text) RENAME TO delete_conversation_without_push;
CREATE FUNCTION delete_conversation(lane text) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  gone jsonb;
BEGIN
  -- First the conversation: whoever writes an event locks it before the subscriptions.
  gone := delete_conversation_without_push(lane);
  DELETE FROM push_subscription WHERE conversation = lane;
  RETURN gone;
END $$;
