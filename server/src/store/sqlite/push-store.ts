import type { PushStore } from "#channel/host/push-store.ts";
import type { Database } from "./database.ts";
import type { OperatorParts } from "./operator/create-operator.ts";

export function createPushStore(reader: Database, writer: Pick<OperatorParts, "run">): PushStore {
  return {
    save: (owner, subscription, keepMs, now) => writer.run("savePush", { owner, subscription, keepMs, now }),
    remove: ({ connectorId, conversationId }, endpoint) =>
      writer.run("removePush", { connectorId, conversationId, endpoint }),
    drop: (endpoint) => writer.run("dropPush", { endpoint }),
    endSession: (connectorId, sessionId) => writer.run("endPushOfSession", { connectorId, sessionId }),
    take: async (connectorId, count, leaseMs, now) => {
      // Asked every few seconds: where nothing is due, nothing is written.
      const due = reader.get<{ due: number }>(selectDue, connectorId, now)?.due;
      return due === undefined ? [] : await writer.run("takePush", { connectorId, count, leaseMs, now });
    },
    settle: (endpoint, notifiedSeq) => writer.run("settlePush", { endpoint, notifiedSeq }),
    retry: (endpoint, afterMs, failed, now) => writer.run("retryPush", { endpoint, afterMs, failed, now }),
    expire: (now) => writer.run("expirePush", { now }),
  };
}

const selectDue =
  "SELECT 1 AS due FROM push_subscription WHERE has_news = 1 AND connector_id = ? AND due_at <= ? LIMIT 1";
