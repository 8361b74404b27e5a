import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { direct } from "@causerie/server/channel/address.ts";
import { contentHash } from "@causerie/server/store/content-hash.ts";
import { openSqliteStore } from "@causerie/server/store/sqlite/open-sqlite-store.ts";
import { expect, test } from "vitest";
import { temporaryFolder } from "#support/temporary-folder.ts";
import { makeFormerDatabase } from "./former-database.ts";
import { beginTurn, nothing, readTexts, textEvent } from "#contract/store/store-samples.ts";

/** Ada has two events to answer, the first of which was interrupted. Her first event was pruned. */
const ada = `
  INSERT INTO conversation VALUES
    ('ada', 'page', 'user-ada', 5, 2, '{"locale":"fr","data":{"city":"Lyon"}}', 3000, 4000, 1, 2);
  INSERT INTO event VALUES
    ('ada', 2, 'in:a', '${visitor("a", "one")}', '${hashOf("one")}', 1000),
    ('ada', 3, 'out:a.1', '{"type":"message","messageId":"a.1","author":{"role":"bot"},"message":{"type":"text","text":"hello","buttons":[],"quickReplies":[]}}', NULL, 1500),
    ('ada', 4, 'in:b', '${visitor("b", "two")}', '${hashOf("two")}', 2000),
    ('ada', 5, 'in:c', '${visitor("c", "three")}', '${hashOf("three")}', 2500);
  INSERT INTO work (conversation, seq, acted_at, locale, attempts, not_before, begun) VALUES
    ('ada', 4, 1999.5, 'fr', 2, 3000, 1),
    ('ada', 5, 2499, NULL, 0, 2500, 0);
  INSERT INTO note VALUES ('ada', 4, 'seat', '{"number":4}');
  INSERT INTO outbox (place, id, conversation, payload, state, attempts, maybe_taken, not_before, external_id, reason, updated_at) VALUES
    (1, 'sent', 'ada', 'null', 'sent', 1, 0, 1500, 'mid.1', NULL, 1600),
    (2, 'perhaps', 'ada', '{"text":"perhaps"}', 'unknown', 3, 1, 4000, NULL, 'timeout', 1700),
    (3, 'waits', 'ada', '{"text":"waits"}', 'queued', 0, 0, 1500, NULL, NULL, 1500);`;

/** Of Bob's events one was given up. One of his deliveries was refused, and one was on its way. */
const bob = `
  INSERT INTO conversation VALUES ('bob', 'page', 'user-bob', 1, 1, '{"data":{}}', NULL, 61500, 1, 2);
  INSERT INTO event VALUES ('bob', 1, 'in:a', '${visitor("a", "one")}', '${hashOf("one")}', 1000);
  INSERT INTO parked VALUES ('bob', 1, 999, 'en', 5, 'StoryError', 1500);
  INSERT INTO outbox (place, id, conversation, payload, state, attempts, maybe_taken, not_before, external_id, reason, updated_at) VALUES
    (4, 'refused', 'bob', 'null', 'failed', 1, 0, 1500, NULL, '551/1545041', 1600),
    (5, 'on its way', 'bob', '{"text":"on its way"}', 'sending', 1, 0, 61500, NULL, NULL, 1500);`;

function visitor(clientId: string, text: string): string {
  return JSON.stringify({ type: "visitor", clientId, content: { type: "text", text } });
}

function hashOf(text: string): string {
  return contentHash({ type: "text", text });
}

/** A store opened on the database of the former version, at 5,000. */
function openFormer(folder: string) {
  makeFormerDatabase(folder, 3, `INSERT INTO meta VALUES (1, 'epoch-of-then', 7, 1); ${ada} ${bob}`);
  return openSqliteStore({ folder, now: () => 5_000 });
}

test("events, their numbers and what was said are read as before, by the same cursors", async () => {
  await using store = await openFormer(temporaryFolder());
  expect(await store.stats()).toMatchObject({ unanswered: 2, deadLetters: 1, waitingDeliveries: 3 });
  expect(await store.log.position("ada")).toEqual({ epoch: "epoch-of-then", lastSeq: 5, oldestSeq: 2, pending: true });
  expect(await store.log.position("bob")).toMatchObject({ lastSeq: 1, oldestSeq: 1, pending: false });
  expect(await readTexts(store, "ada")).toEqual(["> one", "hello", "> two", "> three"]);
  expect((await store.log.tail("ada", 2)).map(({ seq, at }) => [seq, at])).toEqual([
    [4, 2_000],
    [5, 2_500],
  ]);
  const page = { connectorId: "page" };
  expect(await store.events.append(textEvent("a", "one", page), 5_000)).toEqual({ seq: 2, duplicate: true });
  await expect(store.events.append(textEvent("a", "other", page), 5_000)).rejects.toMatchObject({
    code: "client_id_reused",
  });
  expect(await store.events.append(textEvent("d", "four", page), 5_000)).toEqual({ seq: 6, duplicate: false });
});

test("turns go on where they were: interrupted, with their state and their idempotency records", async () => {
  await using store = await openFormer(temporaryFolder());
  expect(await store.turns.begin("ada", 5_000, false)).toBe("interrupted");
  const lease = await beginTurn(store, "ada", 5_000);
  expect(lease).toMatchObject({
    conversation: {
      connectorId: "page",
      address: direct("user-ada"),
      state: { locale: "fr", data: { city: "Lyon" } },
    },
    event: { id: "b", at: 1_999.5, locale: "fr", address: direct("user-ada") },
    seq: 4,
    attempt: 3,
    interrupted: true,
  });
  expect(await store.turns.idempotencyRecords(lease)).toEqual({ seat: { number: 4 } });
  await store.turns.commit(lease, nothing, { data: {} }, 5_000);
  const next = await beginTurn(store, "ada", 5_000);
  expect(next).toMatchObject({ seq: 5, attempt: 1, interrupted: false });
  expect(await store.turns.idempotencyRecords(next)).toEqual({});
  await store.turns.deadLetter(next, nothing, "StoryError", 5_000);
  expect(await store.stats()).toMatchObject({ unanswered: 0, deadLetters: 2 });
});

test("deliveries keep their order, their attempts and what may have happened to them", async () => {
  await using store = await openFormer(temporaryFolder());
  expect(Object.fromEntries(await store.outbox.states(["sent", "perhaps", "waits", "refused", "on its way"]))).toEqual({
    sent: { type: "sent" },
    perhaps: { type: "waiting" },
    waits: { type: "waiting" },
    refused: { type: "failed", reason: "551/1545041" },
    "on its way": { type: "waiting" },
  });
  expect(await store.outbox.due(5_000, 10, new Set())).toEqual(["ada"]);
  expect(await store.outbox.begin("ada", 5_000)).toEqual({
    id: "perhaps",
    connectorId: "page",
    conversationId: "ada",
    address: direct("user-ada"),
    payload: { text: "perhaps" },
    attempt: 4,
    resent: true,
    // Since its last change: when it was queued was not kept.
    waitedMs: 3_300,
  });
  await store.outbox.sent("perhaps", "mid.2", 5_000);
  expect(await store.outbox.begin("ada", 5_000)).toMatchObject({ id: "waits", attempt: 1, resent: false });
  // What was on its way when the last process ended waits ten seconds for its echo.
  expect(await store.outbox.begin("bob", 14_999)).toBeUndefined();
  expect(await store.outbox.begin("bob", 15_000)).toMatchObject({ id: "on its way", attempt: 2, resent: true });
  expect(await store.outbox.confirm("page", "sent", "mid.1", 5_000)).toBe("ada");
  expect(await store.outbox.report("page", { externalId: "mid.1", status: "read" }, 5_000)).toBe("ada");
  expect(await store.outbox.states(["sent"])).toEqual(new Map([["sent", { type: "sent", receipt: "read" }]]));
});

test("people are found, and what the new version keeps can be kept of them", async () => {
  await using store = await openFormer(temporaryFolder());
  expect(await store.people.conversationOf("page", "user-bob")).toBe("bob");
  expect(await store.people.addressOf("bob")).toEqual({ connectorId: "page", address: direct("user-bob") });
  const address = { user: "user-bob", scope: "direct" as const, route: { serviceUrl: "https://example.org/" } };
  const from = { id: "user-bob", aliases: [{ type: "phone", value: "123" }] };
  const event = textEvent("b", "two", { connectorId: "page", conversationId: "bob", address, from });
  await store.events.append(event, 5_000);
  expect(await store.people.conversationOf("page", "123")).toBe("bob");
  const answer = { ...nothing, tokens: [{ token: "t", value: "weather" }] };
  await store.turns.commit(await beginTurn(store, "bob", 5_000), answer, { data: {} }, 5_000);
  expect(await store.tokens.read("page", "t")).toBe("weather");
  expect(await store.people.addressOf("bob")).toEqual({ connectorId: "page", address });
  expect(await store.leases.hold("connector:page", "one", 5_000, 1_000)).toBe(true);
});

test("dead letters are kept whole, and no row has lost what it refers to", async () => {
  const folder = temporaryFolder();
  await (await openFormer(folder))[Symbol.asyncDispose]();
  using db = new DatabaseSync(join(folder, "causerie.db"), { readOnly: true });
  expect(db.prepare("SELECT * FROM dead_letter").all()).toEqual([
    { conversation: "bob", seq: 1, acted_at: 999, locale: "en", attempts: 5, reason: "StoryError", at: 1_500 },
  ]);
  expect(db.prepare("PRAGMA foreign_key_check").all()).toEqual([]);
  expect(db.prepare("PRAGMA integrity_check").all()).toEqual([{ integrity_check: "ok" }]);
});
