-- Who has written, where the conversation is under another id than theirs, e.g. that of a comment.
ALTER TABLE conversation ADD COLUMN written_by TEXT;
CREATE INDEX conversation_written_by ON conversation (connector_id, written_by) WHERE written_by IS NOT NULL;
