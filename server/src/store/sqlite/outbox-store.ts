import type { DeliveryState, OutboxStore } from "#pipeline/outbox/outbox.ts";
import type { Database } from "./database.ts";
import type { Writer } from "./writer.ts";

export function createOutboxStore({ reader, writer }: { reader: Database; writer: Writer }): OutboxStore {
  const held = new Set<string>();

  /** Whether the write succeeds or not: what nobody here is sending any more must be found again. */
  async function letGo(id: string, write: Promise<unknown>): Promise<void> {
    try {
      await write;
    } finally {
      held.delete(id);
    }
  }

  return {
    due: async (now, limit, except) =>
      reader
        .all<{ id: string }>(selectDue, now, limit + except.size)
        .map(({ id }) => id)
        .filter((id) => !except.has(id))
        .slice(0, limit),

    nextDue: async (now) => reader.get<{ due: number | null }>(selectNextDue, now)?.due ?? undefined,

    begin: async (lane, now) => {
      const begun = await writer.run("beginDelivery", { lane, now, held: [...held] });
      if (begun === undefined) return undefined;
      held.add(begun.id);
      return { ...begun, payload: JSON.parse(begun.payload) as unknown };
    },

    sent: (id, externalId, now) => letGo(id, writer.run("takeDelivery", { id, externalId: externalId ?? null, now })),

    retry: (id, notBefore, reason) => letGo(id, writer.run("endAttempt", { id, state: "queued", reason, notBefore })),

    unknown: (id, notBefore, reason) =>
      letGo(id, writer.run("endAttempt", { id, state: "unknown", reason, notBefore })),

    fail: (id, reason, now) => letGo(id, writer.run("endAttempt", { id, state: "failed", reason, notBefore: now })),

    release: (id, notBefore) => letGo(id, writer.run("releaseDelivery", { id, notBefore })),

    states: async (ids) =>
      new Map(
        ids.flatMap((id) => {
          const row = reader.get<{ state: string; reason: string | null }>(selectState, id);
          return row === undefined ? [] : [[id, toState(row)] as const];
        }),
      ),

    confirm: (id, externalId, now) => writer.run("takeDelivery", { id, externalId: externalId ?? null, now }),
  };
}

function toState({ state, reason }: { state: string; reason: string | null }): DeliveryState {
  if (state === "sent") return { type: "sent" };
  return state === "failed" ? { type: "failed", reason: reason ?? "unknown" } : { type: "waiting" };
}

const selectState = `SELECT state, reason FROM outbox WHERE id = ?`;

const selectDue = `SELECT id FROM conversation WHERE delivery_due <= ? ORDER BY delivery_due LIMIT ?`;

const selectNextDue = `SELECT min(delivery_due) AS due FROM conversation WHERE delivery_due > ?`;
