/**
 * What an operator reads. A parameter that is null leaves its filter out.
 * @module
 */

import { exportedSelects } from "#store/exported-rows.ts";

/** The statements that both databases share, with the parameters of PostgreSQL. */
export const exported = Object.fromEntries(
  Object.entries(exportedSelects).map(([name, sql]) => [name, sql.replaceAll("?", "$")]),
) as typeof exportedSelects;

export const counts = `
  SELECT (SELECT count(*) FROM conversation) AS conversations, (SELECT count(*) FROM event) AS events,
    (SELECT count(*) FROM work) AS unanswered, (SELECT count(*) FROM dead_letter) AS "deadLetters",
    (SELECT count(*) FROM blocked) AS blocked,
    (SELECT min(e.at) FROM work w JOIN event e ON e.conversation = w.conversation AND e.seq = w.seq) AS oldest`;

export const deliveryCounts = `
  SELECT c.connector_id AS "connectorId", o.state, o.reason, count(*) AS count, min(o.queued_at) AS oldest
  FROM outbox o JOIN conversation c ON c.id = o.conversation WHERE o.state <> 'sent' GROUP BY 1, 2, 3
  ORDER BY 1, o.state COLLATE "C", o.reason COLLATE "C"`;

export const deliveries = `
  SELECT o.id, c.connector_id AS "connectorId", o.conversation AS "conversationId", o.state, o.attempts, o.reason,
    o.not_before AS "notBefore", o.updated_at AS at
  FROM outbox o JOIN conversation c ON c.id = o.conversation
  WHERE ($1::text IS NULL OR c.connector_id = $1) AND ($2::text IS NULL OR c.id = $2)
    AND CASE $3::text WHEN 'any' THEN true WHEN 'failed' THEN o.state = 'failed'
      WHEN 'waiting' THEN o.state NOT IN ('sent', 'failed') ELSE o.state <> 'sent' END
  ORDER BY o.position LIMIT $4`;

export const waitingDeliveries = `
  SELECT id, position FROM outbox WHERE state IN ('queued', 'unknown') AND position > $1 ORDER BY position LIMIT $2`;

export const deadLetters = `
  SELECT d.conversation AS "conversationId", d.seq, c.connector_id AS "connectorId", d.attempts, d.reason, d.at
  FROM dead_letter d JOIN conversation c ON c.id = d.conversation
  WHERE ($1::text IS NULL OR d.conversation = $1) AND ($2::integer IS NULL OR d.seq = $2) ORDER BY d.at DESC LIMIT $3`;

export const conversations = `
  SELECT c.id, c.connector_id AS "connectorId", c.user_id AS "userId",
    (SELECT count(*) FROM event e WHERE e.conversation = c.id) AS events, c.created_at AS "createdAt",
    c.updated_at AS "updatedAt", c.address, c.state
  FROM conversation c
  WHERE ($1::text IS NULL OR c.connector_id = $1) AND ($2::text IS NULL OR c.user_id = $2 OR c.written_by = $2)
    AND ($3::text IS NULL OR c.id = $3)
  ORDER BY c.updated_at DESC LIMIT $4`;

export const events = `
  SELECT seq, at, body FROM event WHERE conversation = $1 AND ($2::integer IS NULL OR seq = $2) ORDER BY seq`;

export const files = `SELECT DISTINCT blob FROM blob_use WHERE conversation = $1`;

export const aliases = `SELECT type, value FROM alias WHERE connector_id = $1 AND user_id = $2`;

export const user = `
  SELECT user_id AS id FROM alias WHERE connector_id = $1 AND value = $2
    AND NOT EXISTS (SELECT FROM conversation WHERE connector_id = $1 AND user_id = $2) LIMIT 1`;

export const blocked = `SELECT connector_id AS "connectorId", user_id AS "userId", at FROM blocked ORDER BY at DESC`;

export const deletions = `
  SELECT at, connector_id AS "connectorId", wanted_by AS "wantedBy", conversations, events, files
  FROM deletion ORDER BY number DESC LIMIT $1`;
