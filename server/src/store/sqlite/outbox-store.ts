import type { OutboxStore } from "#outbox/outbox.ts";
import type { Database } from "./database.ts";
import type { Writer } from "./writer.ts";

export function createOutboxStore({ reader, writer }: { reader: Database; writer: Writer }): OutboxStore {
  return {
    due: async (now, limit, except) =>
      reader
        .all<{ id: string }>(selectDue, now, limit + except.size)
        .map(({ id }) => id)
        .filter((id) => !except.has(id))
        .slice(0, limit),

    nextDue: async (now) => reader.get<{ due: number | null }>(selectNextDue, now)?.due ?? undefined,

    begin: async (lane, now) => {
      const begun = await writer.run("beginDelivery", { lane, now });
      return begun === undefined ? undefined : { ...begun, payload: JSON.parse(begun.payload) as unknown };
    },

    sent: async (id, externalId, now) => {
      await writer.run("takeDelivery", { id, externalId: externalId ?? null, now });
    },

    retry: (id, notBefore, reason) => writer.run("endAttempt", { id, state: "queued", reason, notBefore }),

    unknown: (id, notBefore, reason) => writer.run("endAttempt", { id, state: "unknown", reason, notBefore }),

    fail: (id, reason, now) => writer.run("endAttempt", { id, state: "failed", reason, notBefore: now }),

    confirm: (id, externalId, now) => writer.run("takeDelivery", { id, externalId: externalId ?? null, now }),
  };
}

const selectDue = `SELECT id FROM conversation WHERE delivery_due <= ? ORDER BY delivery_due LIMIT ?`;

const selectNextDue = `SELECT min(delivery_due) AS due FROM conversation WHERE delivery_due > ?`;
