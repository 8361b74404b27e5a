import { direct } from "@causerie/server/channel/address.ts";
import { exportPerson, forgetPerson } from "@causerie/server/operator/people.ts";
import { applyRetention } from "@causerie/server/operator/retention.ts";
import type { Operator } from "@causerie/server/operator/operator.ts";
import { createFolderBlobStore } from "@causerie/server/store/blobs/folder-blob-store.ts";
import type { Store } from "@causerie/server/store/store.ts";
import { movedTables } from "@causerie/server/store/transfer/tables.ts";
import { describe, expect, test } from "vitest";
import { beginTurn, eventOf, nothing, queue, textEvent } from "#contract/store/store-samples.ts";
import { temporaryFolder } from "#support/temporary-folder.ts";

const hour = 3_600_000;
const ada = { connectorId: "web", userId: "user-ada" };

/** Which part of an export holds the rows of a table. `besides`: of a person; the others of a conversation. */
const exportedAs: Readonly<Record<string, string>> = {
  conversation: "conversations",
  event: "log",
  outbox: "deliveries",
  dead_letter: "deadLetters",
  blob_use: "files",
  alias: "aliases",
  desk_case: "case",
  desk_note: "remarks",
  upload: "uploads",
  push_subscription: "pushSubscriptions",
  session: "session",
  blocked: "blockedAt",
  person: "linked",
  person_member: "linked",
  person_memory: "memory",
};

/** Tables of which nothing is exported, and why. */
const notExported: Readonly<Record<string, string>> = {
  work: "which events of the log wait for their answer",
  idempotency_record: "what an answer that is being made has found out so far; gone with it",
  token: "what a button stands for, under a name that names nobody",
  used_ref: "marks of used links, which name nobody",
  deleted_conversation: "a hash of an id, which names nobody",
  deletion: "that somebody was deleted, and not who",
  upload_part: "pieces of the uploads that are exported",
  figure: "counts of half-hours, which name nobody",
  figure_step: "which stories follow which, counted",
  unknown_sentence: "the place of an event of the log, which is exported",
  desk_record: "accounts and settings of the team",
  desk_audit: "what the team has done, by its people",
};

/** What an export of a person holds, what a deletion leaves, and whose data has an end. */
export function exportContract(name: string, open: () => Promise<Store>): void {
  const openBoth = async (): Promise<{ store: Store; operator: Operator } & AsyncDisposable> => {
    const store = await open();
    if (store.operator === undefined) throw new Error("the store has no operator");
    return { store, operator: store.operator, [Symbol.asyncDispose]: async () => await store[Symbol.asyncDispose]() };
  };

  describe(`${name}: all that is kept of a person`, () => {
    test("an export holds what the team has noted, files under way, browsers, the session and a block", async () => {
      await using all = await openBoth();
      const { store, operator } = all;
      const now = Date.now();
      await store.events.append(eventOf("ada", "1"), now);
      const by = { id: "p1", name: "Bob" };
      const kept = { conversationId: "ada", state: "open" as const, operator: by, tags: ["vip"], version: 0 };
      await store.desk?.cases.save(kept, now);
      await store.desk?.cases.addNote({ id: "n1", conversationId: "ada", by, text: "asks for Lyon", at: 1_000 });
      const owner = { connectorId: "web", conversationId: "ada" };
      const png = { name: "cat.png", mediaType: "image/png", bytes: 30 };
      await store.uploads.begin({ ...owner, ...png, id: "u1", clientId: "file" }, hour, now);
      const keys = { p256dh: "key of the browser", auth: "its secret", serverKey: "our key" };
      const shown = { endpoint: "https://push.example/ada", title: "New answer", url: "https://www.example.com" };
      await store.push.save({ ...owner, visitorId: "user-ada", sessionId: "s" }, { ...shown, ...keys }, hour, now);
      await store.sessions.renew({ connectorId: "web", visitorId: "user-ada", generation: 0 }, hour, now);
      await operator.block("web", "user-ada", true, now);

      const found = await exportPerson({ operator }, ada);
      expect(found).toMatchObject({
        session: { renewals: 1, endedAt: null },
        blockedAt: expect.any(Number) as number,
        conversations: [
          {
            case: { state: "open", operator: by, tags: ["vip"] },
            remarks: [{ by, text: "asks for Lyon", at: 1_000 }],
            uploads: [{ ...png, received: 0 }],
            pushSubscriptions: [shown],
          },
        ],
      });
      for (const secret of Object.values(keys)) expect(JSON.stringify(found)).not.toContain(secret);
    });

    test("of somebody with a conversation alone it says no more", async () => {
      await using all = await openBoth();
      const { store, operator } = all;
      await store.events.append(eventOf("ada", "1"), 1_000);
      const found = await exportPerson({ operator }, ada);
      expect(Object.keys(found).toSorted()).toEqual(["aliases", "connectorId", "conversations", "userId"]);
      expect(found.conversations).toMatchObject([{ remarks: [], uploads: [], pushSubscriptions: [] }]);
      expect(found.conversations[0]).not.toHaveProperty("case");
    });

    test("every table is exported, or is named with the reason why not", () => {
      const known = [...Object.keys(exportedAs), ...Object.keys(notExported)];
      expect(movedTables.map(({ name: table }) => table).toSorted()).toEqual(known.toSorted());
    });

    test("a block outlives the deletion that the blocked person asks for, and goes with one by the operator", async () => {
      await using all = await openBoth();
      const { store, operator } = all;
      const parts = { operator, blobs: createFolderBlobStore(temporaryFolder()), now: () => 3_000 };
      const says = (id: string) => store.events.append(textEvent(id, "hi", { address: direct("user-ada") }), 1_000);
      await says("1");
      await operator.block("web", "user-ada", true, 2_000);
      await forgetPerson(parts, ada, "person");
      expect(await operator.conversations({}, 9)).toEqual([]);
      await expect(says("2")).rejects.toMatchObject({ code: "blocked" });
      await forgetPerson(parts, ada, "operator");
      expect(await operator.blocked()).toEqual([]);
      expect(await says("3")).toMatchObject({ duplicate: false });
    });

    test("what a connector has left behind that is not configured any more goes by the general days", async () => {
      await using all = await openBoth();
      const { store, operator } = all;
      const now = Date.now();
      const dayMs = 86_400_000;
      await store.events.append(eventOf("tok", "1", "tokens"), now);
      const tokens = [{ token: "t", value: "order" }];
      await store.turns.commit(await beginTurn(store, "tok", now), { ...nothing, tokens }, { data: {} }, now);
      await operator.deleteConversation("tok", now);
      for (const connector of ["web", "former"]) {
        await store.events.append(eventOf(connector, "1", connector), now);
        await store.turns.commit(await beginTurn(store, connector, now), nothing, { data: {} }, now);
      }
      expect((await operator.connectorIds()).toSorted()).toEqual(["former", "tokens", "web"]);
      await queue(store, "waits", ["w.1"], now);
      const removed = await applyRetention({
        operator,
        blobs: createFolderBlobStore(temporaryFolder()),
        retention: { conversations: 30, tokens: 30, connectors: { web: { conversations: 90 } } },
        connectorIds: () => ["web"],
        now: () => now + 40 * dayMs,
        mayGoOn: () => Promise.resolve(true),
      });
      expect(removed).toEqual({ conversations: 1, tokens: 1 });
      expect((await operator.conversations({}, 9)).map(({ id }) => id).toSorted()).toEqual(["waits", "web"]);
    });
  });
}
