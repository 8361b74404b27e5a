-- How many parts of a delivery the channel has, of one that is sent as several messages.
ALTER TABLE outbox ADD COLUMN parts_out INTEGER NOT NULL DEFAULT 0;
