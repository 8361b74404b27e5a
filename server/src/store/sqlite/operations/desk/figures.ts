import { slotMs, type Count } from "#desk/figures/counting/tally.ts";
import type { Step } from "#desk/figures/figures-store.ts";
import type { Database } from "#store/sqlite/database.ts";

export type AddFigures = { steps: readonly Step[]; counts: readonly Count[] };

/** All, or none: @returns false when a conversation is counted further than was thought, or is gone. */
export function addFigures(db: Database, { steps, counts }: AddFigures): boolean {
  if (!steps.every((step) => isNext(db, step))) return false;
  for (const { conversationId, to, known } of steps) db.run(keepStep, conversationId, to, JSON.stringify(known));
  for (const { slot, connectorId, measure, key, amount } of counts)
    db.run(`${addCount} VALUES (?, ?, ?, ?, ?) ${orAdd}`, slot, connectorId, measure, key, amount);
  return true;
}

function isNext(db: Database, { conversationId, from }: Step): boolean {
  const counted = db.get<{ seq: number }>("SELECT seq FROM figure_step WHERE conversation = ?", conversationId);
  if ((counted?.seq ?? 0) !== from) return false;
  return conversationId === "" || db.get("SELECT 1 FROM conversation WHERE id = ?", conversationId) !== undefined;
}

/** @returns how many deliveries were counted. */
export function countFailures(db: Database, { limit }: { limit: number }): number {
  const last = db.get<{ position: number | null; count: number }>(selectFailures, limit);
  if (last === undefined || last.position === null) return 0;
  db.run(
    `${addCount} SELECT o.updated_at - o.updated_at % ${slotMs}, c.connector_id, 'failure', coalesce(o.error_kind, 'given_up'), count(*)
     FROM outbox o JOIN conversation c ON c.id = o.conversation
     WHERE o.state = 'failed' AND o.is_counted = 0 AND o.position <= ? GROUP BY 1, 2, 4 ${orAdd}`,
    last.position,
  );
  db.run("UPDATE outbox SET is_counted = 1 WHERE state = 'failed' AND is_counted = 0 AND position <= ?", last.position);
  return last.count;
}

export function clearFigures(db: Database): void {
  db.run("DELETE FROM figure");
  db.run("DELETE FROM figure_step");
  db.run("UPDATE outbox SET is_counted = 0 WHERE state = 'failed' AND is_counted = 1");
}

/** It goes with a conversation. */
export function deleteStepOf(db: Database, conversation: string): void {
  db.run("DELETE FROM figure_step WHERE conversation = ?", conversation);
}

const keepStep = `
  INSERT INTO figure_step (conversation, seq, known) VALUES (?, ?, ?)
  ON CONFLICT (conversation) DO UPDATE SET seq = excluded.seq, known = excluded.known`;

const addCount = "INSERT INTO figure (slot, connector_id, measure, key, amount)";
const orAdd = "ON CONFLICT (slot, connector_id, measure, key) DO UPDATE SET amount = amount + excluded.amount";

const selectFailures = `
  SELECT max(position) AS position, count(*) AS count FROM (
    SELECT position FROM outbox WHERE state = 'failed' AND is_counted = 0 ORDER BY position LIMIT ?)`;
