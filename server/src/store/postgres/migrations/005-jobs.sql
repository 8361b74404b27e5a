-- Takes a lease by name or renews it; answers whether the holder has it now.
CREATE FUNCTION hold_lease(job jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO lease (name, holder, expires_at)
  VALUES (job->>'name', job->>'holder', now_ms() + (job->>'ms')::bigint)
  ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, expires_at = excluded.expires_at
    WHERE lease.holder = excluded.holder OR lease.expires_at <= now_ms();
  RETURN jsonb_build_object('value', FOUND);
END $$;

CREATE FUNCTION release_lease(job jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM lease WHERE name = job->>'name' AND holder = job->>'holder';
  RETURN '{"value": null}';
END $$;

-- A write like any other, to see that the database can write.
CREATE FUNCTION check_write(job jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
BEGIN
  UPDATE meta SET checked_at = now_ms();
  RETURN '{"value": null}';
END $$;

-- All jobs of a group in one transaction and one round trip, so that one wait for the disk serves them all. A job that is
-- refused has written nothing; an error takes the whole group back.
CREATE FUNCTION run_jobs(jobs jsonb) RETURNS SETOF jsonb LANGUAGE plpgsql AS $$
DECLARE
  item jsonb;
  job jsonb;
BEGIN
  FOR item IN SELECT value FROM jsonb_array_elements(jobs) LOOP
    job := item->'input';
    RETURN NEXT CASE item->>'name'
      WHEN 'appendEvent' THEN append_event(job)
      WHEN 'beginTurn' THEN begin_turn(job)
      WHEN 'renewTurn' THEN renew_turn(job)
      WHEN 'keepRecord' THEN keep_record(job)
      WHEN 'addAnswer' THEN add_answer(job)
      WHEN 'commitTurn' THEN commit_turn(job)
      WHEN 'deadLetterTurn' THEN dead_letter_turn(job)
      WHEN 'endTurn' THEN end_turn(job)
      WHEN 'abandonTurn' THEN abandon_turn(job)
      WHEN 'beginDelivery' THEN begin_delivery(job)
      WHEN 'extendDelivery' THEN extend_delivery(job)
      WHEN 'markDelivered' THEN mark_delivered(job)
      WHEN 'endAttempt' THEN end_attempt(job)
      WHEN 'confirmDelivery' THEN confirm_delivery(job)
      WHEN 'reportStatus' THEN report_status(job)
      WHEN 'holdLease' THEN hold_lease(job)
      WHEN 'releaseLease' THEN release_lease(job)
      WHEN 'checkWrite' THEN check_write(job)
    END;
  END LOOP;
END $$;
