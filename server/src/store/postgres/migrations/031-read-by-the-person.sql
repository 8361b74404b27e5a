-- The last event that the person has read, as their client tells; 0: it has told nothing.
ALTER TABLE conversation ADD COLUMN read_seq integer NOT NULL DEFAULT 0;
