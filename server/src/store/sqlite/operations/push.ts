import {
  type DuePush,
  expiredSubscriptionsPage,
  mostSubscriptions,
  type PushOwner,
  type PushSubscription,
} from "#channel/host/push-store.ts";
import type { Database } from "#store/sqlite/database.ts";

type Saved = { owner: PushOwner; subscription: PushSubscription; keepMs: number; now: number };

export function savePush(db: Database, { owner, subscription, keepMs, now }: Saved): void {
  const { connectorId, conversationId, visitorId, sessionId } = owner;
  const { endpoint, p256dh, auth, serverKey, title, url } = subscription;
  db.run(
    `INSERT OR REPLACE INTO push_subscription (endpoint, connector_id, conversation, visitor_id, session_id, p256dh, auth,
       server_key, title, url, notified_seq, saved_at, expires_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, coalesce((SELECT last_seq FROM conversation WHERE id = ?), 0), ?, ?)`,
    endpoint,
    connectorId,
    conversationId,
    visitorId,
    sessionId,
    p256dh,
    auth,
    serverKey,
    title,
    url,
    conversationId,
    now,
    now + keepMs,
  );
  db.run(
    `DELETE FROM push_subscription WHERE endpoint IN (SELECT endpoint FROM push_subscription
       WHERE conversation = ? AND endpoint <> ? ORDER BY saved_at DESC, endpoint LIMIT -1 OFFSET ?)`,
    conversationId,
    endpoint,
    mostSubscriptions - 1,
  );
}

export function removePush(
  db: Database,
  { connectorId, conversationId, endpoint }: { connectorId: string; conversationId: string; endpoint: string },
): boolean {
  const sql = "DELETE FROM push_subscription WHERE endpoint = ? AND connector_id = ? AND conversation = ?";
  return db.run(sql, endpoint, connectorId, conversationId) > 0;
}

export function dropPush(db: Database, { endpoint }: { endpoint: string }): void {
  db.run("DELETE FROM push_subscription WHERE endpoint = ?", endpoint);
}

export function endPushOfSession(
  db: Database,
  { connectorId, sessionId }: { connectorId: string; sessionId: string },
): void {
  db.run("DELETE FROM push_subscription WHERE connector_id = ? AND session_id = ?", connectorId, sessionId);
}

/** Goes with its conversation. */
export function deletePushOf(db: Database, conversation: string): void {
  db.run("DELETE FROM push_subscription WHERE conversation = ?", conversation);
}

export function takePush(
  db: Database,
  { connectorId, count, leaseMs, now }: { connectorId: string; count: number; leaseMs: number; now: number },
): DuePush[] {
  const due = db.all<DuePush>(
    `SELECT connector_id AS connectorId, conversation AS conversationId, visitor_id AS visitorId, session_id AS sessionId,
       endpoint, p256dh, auth, server_key AS serverKey, title, url, notified_seq AS notifiedSeq, tries
     FROM push_subscription WHERE has_news = 1 AND connector_id = ? AND due_at <= ? AND expires_at > ?
     ORDER BY due_at LIMIT ?`,
    connectorId,
    now,
    now,
    count,
  );
  for (const { endpoint } of due)
    db.run("UPDATE push_subscription SET due_at = ? WHERE endpoint = ?", now + leaseMs, endpoint);
  return due.map((row) => ({ ...row }));
}

export function settlePush(db: Database, { endpoint, notifiedSeq }: { endpoint: string; notifiedSeq: number }): void {
  db.run(
    `UPDATE push_subscription SET notified_seq = ?1, tries = 0, due_at = 0, has_news = EXISTS (
       SELECT 1 FROM event WHERE conversation = push_subscription.conversation AND seq > ?1 AND key LIKE 'out:%')
     WHERE endpoint = ?2`,
    notifiedSeq,
    endpoint,
  );
}

export function retryPush(
  db: Database,
  { endpoint, afterMs, failed, now }: { endpoint: string; afterMs: number; failed: boolean; now: number },
): void {
  db.run(
    "UPDATE push_subscription SET due_at = ?, tries = tries + ? WHERE endpoint = ?",
    now + afterMs,
    failed ? 1 : 0,
    endpoint,
  );
}

export function expirePush(db: Database, { now }: { now: number }): number {
  return db.run(
    `DELETE FROM push_subscription WHERE endpoint IN
       (SELECT endpoint FROM push_subscription WHERE expires_at <= ? ORDER BY expires_at LIMIT ?)`,
    now,
    expiredSubscriptionsPage,
  );
}
