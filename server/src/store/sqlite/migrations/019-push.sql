-- Browsers that are told of answers while no page is open. `server_key`: the public key that their push service knows us by.
CREATE TABLE push_subscription (
  endpoint TEXT PRIMARY KEY,
  connector_id TEXT NOT NULL,
  conversation TEXT NOT NULL,
  visitor_id TEXT NOT NULL,
  session_id TEXT NOT NULL,
  p256dh TEXT NOT NULL,
  auth TEXT NOT NULL,
  server_key TEXT NOT NULL,
  title TEXT NOT NULL,
  url TEXT NOT NULL,
  -- All events up to this one are known there.
  notified_seq INTEGER NOT NULL,
  -- The conversation has later ones that are not the person's own.
  has_news INTEGER NOT NULL DEFAULT 0,
  tries INTEGER NOT NULL DEFAULT 0,
  due_at INTEGER NOT NULL DEFAULT 0,
  saved_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX push_subscription_conversation ON push_subscription (conversation);
CREATE INDEX push_subscription_session ON push_subscription (connector_id, session_id);
CREATE INDEX push_subscription_due ON push_subscription (connector_id, due_at) WHERE has_news = 1;
CREATE INDEX push_subscription_expires_at ON push_subscription (expires_at);

-- Whoever writes an event, from whatever code and process: no path to the log can forget it.
CREATE TRIGGER push_news AFTER INSERT ON event WHEN NEW.key LIKE 'out:%' BEGIN
  UPDATE push_subscription SET has_news = 1 WHERE conversation = NEW.conversation AND has_news = 0;
END;
