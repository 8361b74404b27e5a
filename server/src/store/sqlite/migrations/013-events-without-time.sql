-- Nothing looks for events by their time: what is too old is found conversation by conversation.
DROP INDEX event_at;
