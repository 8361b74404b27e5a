-- A receipt is about all messages of a conversation before it: those that have theirs are not read again.
CREATE INDEX outbox_receipt ON outbox (conversation, receipt, queued_at) WHERE state = 'sent';

CREATE OR REPLACE FUNCTION report_receipts(connector text, lane text, written_until bigint, status text) RETURNS text
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM conversation WHERE id = lane AND connector_id = connector FOR UPDATE;
  IF NOT FOUND THEN RETURN NULL; END IF;
  UPDATE outbox SET receipt = status, updated_at = now_ms()
  WHERE conversation = lane AND state = 'sent' AND receipt IS NULL AND queued_at <= written_until;
  IF status = 'read' THEN
    UPDATE outbox SET receipt = status, updated_at = now_ms()
    WHERE conversation = lane AND state = 'sent' AND receipt = 'delivered' AND queued_at <= written_until;
  END IF;
  RETURN lane;
END $$;
