import { type DuePush, expiredSubscriptionsPage, mostSubscriptions, type PushStore } from "#channel/host/push-store.ts";
import type { Pools } from "./connection/pools.ts";

/**
 * Over the connections for reading: those for writing carry what people say. All times are the database's. A statement whose answer was
 * lost may be repeated: what was taken is due again after its lease, and every other one changes nothing the second time.
 */
export function createPushStore(pools: Pick<Pools, "read">): PushStore {
  return {
    async save({ connectorId, conversationId, visitorId, sessionId }, subscription, keepMs) {
      const { endpoint, p256dh, auth, serverKey, title, url } = subscription;
      const owner = [connectorId, conversationId, visitorId, sessionId];
      const values = [endpoint, ...owner, p256dh, auth, serverKey, title, url, keepMs, mostSubscriptions];
      await pools.read(`SELECT save_push(${values.map((_, index) => `$${index + 1}`).join(", ")})`, ...values);
    },
    async remove({ connectorId, conversationId }, endpoint) {
      return (await pools.read(remove, endpoint, connectorId, conversationId)).length > 0;
    },
    async drop(endpoint) {
      await pools.read("DELETE FROM push_subscription WHERE endpoint = $1", endpoint);
    },
    async endSession(connectorId, sessionId) {
      await pools.read(
        "DELETE FROM push_subscription WHERE connector_id = $1 AND session_id = $2",
        connectorId,
        sessionId,
      );
    },
    take: (connectorId, count, leaseMs) => pools.read<DuePush>(take, connectorId, count, leaseMs),
    async settle(endpoint, notifiedSeq) {
      await pools.read(settle, endpoint, notifiedSeq);
    },
    async retry(endpoint, afterMs, failed) {
      const sql = "UPDATE push_subscription SET due_at = now_ms() + $2, tries = tries + $3 WHERE endpoint = $1";
      await pools.read(sql, endpoint, afterMs, failed ? 1 : 0);
    },
    async expire() {
      return (await pools.read(expire, expiredSubscriptionsPage)).length;
    },
  };
}

const remove =
  "DELETE FROM push_subscription WHERE endpoint = $1 AND connector_id = $2 AND conversation = $3 RETURNING endpoint";

const take = `
  SELECT connector_id AS "connectorId", conversation AS "conversationId", visitor_id AS "visitorId", session_id AS "sessionId",
    endpoint, p256dh, auth, server_key AS "serverKey", title, url, notified_seq AS "notifiedSeq", tries
  FROM take_push($1, $2, $3)`;

const settle = `
  UPDATE push_subscription p SET notified_seq = $2, tries = 0, due_at = 0, has_news = (EXISTS (
    SELECT FROM event WHERE conversation = p.conversation AND seq > $2 AND key LIKE 'out:%'))::int
  WHERE endpoint = $1`;

const expire = `
  DELETE FROM push_subscription WHERE endpoint IN (
    SELECT endpoint FROM push_subscription WHERE expires_at <= now_ms() ORDER BY expires_at LIMIT $1 FOR UPDATE SKIP LOCKED)
  RETURNING endpoint`;
