-- Of these files, those that no event names, also none that is being stored.
CREATE FUNCTION unused_files(blobs text[]) RETURNS text[] LANGUAGE plpgsql AS $$
BEGIN
  PERFORM lock_blob_use();
  -- Volatile, so that it sees what was committed before the lock was ours.
  RETURN unused_of(blobs);
END $$;
