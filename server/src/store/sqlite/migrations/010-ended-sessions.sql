-- How many sessions have ended. The highest number that is kept was no count: with the newest ones removed it gave out the same
-- numbers again, and whoever looked for what had ended since missed those.
ALTER TABLE meta ADD COLUMN sessions_ended INTEGER NOT NULL DEFAULT 0;
UPDATE meta SET sessions_ended = (SELECT coalesce(max(ended), 0) FROM session);
