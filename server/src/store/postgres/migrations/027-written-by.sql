-- Who has written, where the conversation is under another id than theirs, e.g. that of a comment.
ALTER TABLE conversation ADD COLUMN written_by text COLLATE "C";
CREATE INDEX conversation_written_by ON conversation (connector_id, written_by) WHERE written_by IS NOT NULL;

ALTER FUNCTION append_event(jsonb) RENAME TO append_event_of_known;
CREATE FUNCTION append_event(job jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  appended jsonb := append_event_of_known(job);
BEGIN
  IF job->>'writtenBy' IS NOT NULL AND NOT appended ? 'refused' THEN
    UPDATE conversation SET written_by = job->>'writtenBy' WHERE id = job->>'conversation';
  END IF;
  RETURN appended;
END $$;
