import { type DuePush, mostSubscriptions, type PushStore } from "#channel/host/push-store.ts";
import type { MemoryTables } from "./memory-conversation.ts";

type Row = DuePush & { dueAt: number; savedAt: number; expiresAt: number };

export function createMemoryPush({ conversations }: MemoryTables): PushStore {
  const rows = new Map<string, Row>();
  const remove = (gone: (row: Row) => boolean): void => {
    for (const row of rows.values()) if (gone(row)) rows.delete(row.endpoint);
  };
  const hasNews = ({ conversationId, notifiedSeq }: Row): boolean =>
    conversations.get(conversationId)?.log.some(({ seq, type }) => seq > notifiedSeq && type !== "visitor") ?? false;
  return {
    async save(owner, subscription, keepMs, now) {
      rows.delete(subscription.endpoint);
      const others = [...rows.values()].filter((row) => row.conversationId === owner.conversationId);
      for (const { endpoint } of others.slice(0, Math.max(0, others.length + 1 - mostSubscriptions)))
        rows.delete(endpoint);
      const notifiedSeq = conversations.get(owner.conversationId)?.log.at(-1)?.seq ?? 0;
      const times = { dueAt: 0, savedAt: now, expiresAt: now + keepMs };
      rows.set(subscription.endpoint, { ...owner, ...subscription, notifiedSeq, tries: 0, ...times });
    },
    async remove({ connectorId, conversationId }, endpoint) {
      const row = rows.get(endpoint);
      return row?.connectorId === connectorId && row.conversationId === conversationId && rows.delete(endpoint);
    },
    drop: async (endpoint) => void rows.delete(endpoint),
    endSession: async (connectorId, sessionId) =>
      remove((row) => row.connectorId === connectorId && row.sessionId === sessionId),
    async take(connectorId, count, leaseMs, now) {
      const due = [...rows.values()]
        .filter((row) => row.connectorId === connectorId && row.dueAt <= now && row.expiresAt > now && hasNews(row))
        .sort((one, other) => one.dueAt - other.dueAt)
        .slice(0, count);
      for (const row of due) row.dueAt = now + leaseMs;
      return due.map(({ dueAt: _due, savedAt: _saved, expiresAt: _expires, ...push }) => push);
    },
    async settle(endpoint, notifiedSeq) {
      const row = rows.get(endpoint);
      if (row !== undefined) Object.assign(row, { notifiedSeq, tries: 0, dueAt: 0 });
    },
    async retry(endpoint, afterMs, failed, now) {
      const row = rows.get(endpoint);
      if (row !== undefined) Object.assign(row, { dueAt: now + afterMs, tries: row.tries + (failed ? 1 : 0) });
    },
    async expire(now) {
      const before = rows.size;
      remove(({ expiresAt }) => expiresAt <= now);
      return before - rows.size;
    },
  };
}
