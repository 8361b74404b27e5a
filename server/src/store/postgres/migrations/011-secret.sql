-- The fingerprint of the secret that was in use last: servers with different ones refuse each other's tokens.
ALTER TABLE meta ADD COLUMN secret_print text COLLATE "C";
