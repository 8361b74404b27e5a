import { blobGapContract } from "#contract/store/files/blob-gap-contract.ts";
import { RequestError, StaleLeaseError } from "@causerie/server/app/errors.ts";
import { direct } from "@causerie/server/channel/address.ts";
import type { InboundEvent } from "@causerie/server/channel/event.ts";
import { type Expired, type Expiry, expiryPage, type Operator } from "@causerie/server/operator/operator.ts";
import { forgetPerson } from "@causerie/server/operator/people.ts";
import { createFolderBlobStore } from "@causerie/server/store/blobs/folder-blob-store.ts";
import { temporaryFolder } from "#support/temporary-folder.ts";
import type { Store } from "@causerie/server/store/store.ts";
import { describe, expect, test } from "vitest";
import { exportContract } from "#contract/store/people/export-contract.ts";
import { goingPersonsContract } from "#contract/store/people/persons-contract.ts";
import { beginTurn, eventOf, nothing, queue, readTexts, says, textEvent } from "./store-samples.ts";

/** What every store with an operator promises. `open` gives a new, empty one. */
export function operatorContract(name: string, open: () => Promise<Store>): void {
  blobGapContract(name, open);
  goingPersonsContract(name, open);
  exportContract(name, open);
  const openBoth = async (): Promise<{ store: Store; operator: Operator } & AsyncDisposable> => {
    const store = await open();
    if (store.operator === undefined) throw new Error("the store has no operator");
    return {
      store,
      operator: store.operator,
      [Symbol.asyncDispose]: () => Promise.resolve(store[Symbol.asyncDispose]()),
    };
  };

  /** Somebody says `text`, and the bot answers. */
  async function talk(store: Store, person: string, id: string, text: string, at: number): Promise<void> {
    const event = { conversationId: person, address: direct(`user-${person}`) };
    await store.events.append(textEvent(id, text, event), at);
    const lease = await beginTurn(store, person, at);
    await store.turns.commit(
      lease,
      { events: [says(`${person}.${id}`, `${text}!`)], deliveries: [] },
      { data: {} },
      at,
    );
  }

  async function die(store: Store, person: string, id: string, at: number): Promise<void> {
    await store.events.append(eventOf(person, id), at);
    const lease = await beginTurn(store, person, at);
    await store.turns.deadLetter(
      lease,
      { ...nothing, events: [says(`${person}.${id}.sorry`, "sorry")] },
      "StoryError",
      at,
    );
  }

  const blob = (letter: string): string => `sha256-${letter.repeat(43)}`;

  async function sendFile(store: Store, person: string, id: string, file: string, at: number): Promise<void> {
    const content = { type: "attachment" as const, attachments: [{ kind: "image", blob: file }] };
    await store.events.append({ ...eventOf(person, id), content }, at);
    await store.turns.commit(await beginTurn(store, person, at), nothing, { data: {} }, at);
  }

  /** An answer that names a file, queues a delivery and keeps a token under each of these names. */
  async function keepAll(store: Store, person: string, names: string[], at: number): Promise<void> {
    await store.events.append(eventOf(person, "1"), at);
    const files = names.map((each) => `sha256-${each.padStart(43, each.slice(0, 1))}`).join(" ");
    const answer = {
      events: [says(`${person}.files`, files)],
      deliveries: names.map((each) => ({ id: `${person}.${each}`, payload: { text: each } })),
      tokens: names.map((token) => ({ token, value: `order?city=${token}` })),
    };
    await store.turns.commit(await beginTurn(store, person, at), answer, { data: {} }, at);
  }

  describe(`${name}: what an operator sees`, () => {
    test("counts of all that is there, and of what waits", async () => {
      await using all = await openBoth();
      const { store, operator } = all;
      expect(await operator.overview()).toMatchObject({ conversations: 0, events: 0, oldestUnanswered: undefined });
      await talk(store, "ada", "1", "hello", 1_000);
      await queue(store, "bob", ["b.1", "b.2"], 2_000);
      await die(store, "cy", "1", 3_000);
      await store.events.append(eventOf("dan", "1"), 4_000);
      await store.outbox.begin("bob", 5_000);
      await store.outbox.fail("b.1", { reason: "token_expired" }, 5_000);
      expect(await operator.overview()).toMatchObject({
        conversations: 4,
        events: 6,
        unanswered: 1,
        oldestUnanswered: 4_000,
        deadLetters: 1,
        blocked: 0,
        deliveries: [
          { connectorId: "web", state: "failed", reason: "token_expired", count: 1 },
          { connectorId: "web", state: "queued", reason: undefined, count: 1 },
        ],
      });
    });

    test("a person has the conversations that are under another id, where the channel tells that they have written", async () => {
      await using all = await openBoth();
      const { store, operator } = all;
      const said = (id: string, user: string, rest: Partial<InboundEvent> = {}) =>
        store.events.append(textEvent("1", "hi", { conversationId: id, address: direct(user), ...rest }), 1_000);
      const from = { id: "user-ada", aliases: [] };
      await said("ada", "user-ada", { from });
      await said("c1", "comment:1", { from });
      await said("c2", "comment:2", { from: { id: "user-bob", aliases: [] } });
      // A group belongs to none of those who write in it.
      await said("g1", "group:1", { from, address: { user: "group:1", scope: "group" } });
      const idsOf = async (userId: string) =>
        (await operator.conversations({ connectorId: "web", userId }, 10)).map(({ id }) => id).toSorted();
      expect(await idsOf("user-ada")).toEqual(["ada", "c1"]);
      expect(await idsOf("comment:2")).toEqual(["c2"]);
      await operator.deleteConversation("c1", 2_000);
      expect(await idsOf("user-ada")).toEqual(["ada"]);
      expect(await idsOf("user-bob")).toEqual(["c2"]);
    });

    test("conversations, the one that was active last first, by person and connector, and all that is kept of one", async () => {
      await using all = await openBoth();
      const { store, operator } = all;
      await talk(store, "ada", "1", "hello", 1_000);
      await talk(store, "bob", "1", "hello", 2_000);
      expect((await operator.conversations({}, 10)).map(({ id }) => id)).toEqual(["bob", "ada"]);
      expect((await operator.conversations({}, 1)).map(({ id }) => id)).toEqual(["bob"]);
      expect((await operator.conversations({ userId: "user-ada" }, 10)).map(({ id }) => id)).toEqual(["ada"]);
      expect(await operator.conversations({ connectorId: "page" }, 10)).toEqual([]);
      await sendFile(store, "ada", "2", blob("a"), 3_000);
      expect(await operator.conversation("ada")).toMatchObject({
        id: "ada",
        connectorId: "web",
        userId: "user-ada",
        events: 3,
        createdAt: 1_000,
        state: { data: {} },
        log: [
          { seq: 1, type: "visitor" },
          { seq: 2, type: "message" },
          { seq: 3, type: "visitor" },
        ],
        deliveries: [],
        deadLetters: [],
        files: [blob("a")],
      });
      expect(await operator.conversation("nobody")).toBeUndefined();
    });
  });

  describe(`${name}: what an operator does with deliveries`, () => {
    test("one that waits for its next try goes out at once, alone or with all others", async () => {
      await using all = await openBoth();
      const { store, operator } = all;
      await queue(store, "ada", ["a.1"], 1_000);
      await queue(store, "bob", ["b.1"], 1_000);
      for (const [lane, id] of [
        ["ada", "a.1"],
        ["bob", "b.1"],
      ] as const) {
        await store.outbox.begin(lane, 1_000);
        await store.outbox.retry(id, 90_000, { reason: "503" });
      }
      expect(await store.outbox.begin("ada", 2_000)).toBeUndefined();
      expect(await operator.retryDeliveries(["a.1", "nothing"], 2_000)).toBe(1);
      expect(await store.outbox.begin("ada", 2_000)).toMatchObject({ id: "a.1", attempt: 2 });
      expect(await store.outbox.begin("bob", 2_000)).toBeUndefined();
      expect(await operator.retryDeliveries(undefined, 2_000)).toBe(1);
      expect(await store.outbox.begin("bob", 2_000)).toMatchObject({ id: "b.1" });
    });

    test("one that is dropped lets the lane go on; dropped again, it is forgotten", async () => {
      await using all = await openBoth();
      const { store, operator } = all;
      await queue(store, "ada", ["a.1", "a.2"], 1_000);
      expect(await operator.dropDeliveries(["a.1"], 2_000)).toBe(1);
      expect(await store.outbox.states(["a.1"])).toEqual(new Map([["a.1", { type: "failed", reason: "dropped" }]]));
      expect((await operator.deliveries({ state: "failed" }, 10)).map(({ id }) => id)).toEqual(["a.1"]);
      expect((await operator.deliveries({ state: "waiting" }, 10)).map(({ id }) => id)).toEqual(["a.2"]);
      expect(await store.outbox.begin("ada", 2_000)).toMatchObject({ id: "a.2" });
      // Its sender has it.
      expect(await operator.dropDeliveries(["a.1", "a.2"], 2_000)).toBe(1);
      expect((await operator.deliveries({}, 10)).map(({ id }) => id)).toEqual(["a.2"]);
    });
  });

  describe(`${name}: what an operator does with dead letters`, () => {
    test("one is shown, tried again before what came later, and dropped", async () => {
      await using all = await openBoth();
      const { store, operator } = all;
      await die(store, "ada", "1", 1_000);
      await die(store, "bob", "1", 2_000);
      expect(await operator.deadLetters(10)).toMatchObject([
        { conversationId: "bob", seq: 1, connectorId: "web", reason: "StoryError", at: 2_000 },
        { conversationId: "ada", seq: 1 },
      ]);
      const ada = { conversationId: "ada", seq: 1 };
      expect(await operator.deadLetter(ada)).toMatchObject({ ...ada, event: { type: "visitor", clientId: "1" } });
      await store.events.append(eventOf("ada", "2"), 3_000);
      expect(await operator.retryDeadLetter(ada, 4_000)).toBe(true);
      expect(await operator.retryDeadLetter(ada, 4_000)).toBe(false);
      expect(await beginTurn(store, "ada", 4_000)).toMatchObject({ seq: 1, attempt: 1 });
      expect(await operator.dropDeadLetter({ conversationId: "bob", seq: 1 })).toBe(true);
      expect(await operator.deadLetters(10)).toEqual([]);
      expect(await operator.deadLetter(ada)).toBeUndefined();
    });
  });

  describe(`${name}: deletion`, () => {
    test("leaves nothing of a conversation, and its numbers are not given out again", async () => {
      await using all = await openBoth();
      const { store, operator } = all;
      await talk(store, "ada", "1", "hello", 1_000);
      await queue(store, "ada", ["a.1"], 1_000);
      await die(store, "ada", "3", 1_000);
      await store.events.append(eventOf("ada", "4"), 1_000);
      const { lastSeq } = await store.log.position("ada");
      expect(await operator.deleteConversation("ada", 2_000)).toEqual({ events: lastSeq, files: [] });
      expect(await operator.deleteConversation("ada", 2_000)).toBeUndefined();
      expect(await operator.conversation("ada")).toBeUndefined();
      expect(await store.stats()).toMatchObject({ unanswered: 0, deadLetters: 0, waitingDeliveries: 0 });
      // Whoever has all of the old log must see that it is gone.
      const { oldestSeq } = await store.log.position("ada");
      expect(oldestSeq - 1).toBeGreaterThan(lastSeq);
      expect(await store.events.append(eventOf("ada", "1"), 3_000)).toEqual({ seq: oldestSeq, duplicate: false });
      expect(await readTexts(store, "ada")).toEqual(["> hello"]);
      expect(await store.log.position("ada")).toMatchObject({ oldestSeq, lastSeq: oldestSeq });
    });

    test("ends a turn that is under way: what it would write is void", async () => {
      await using all = await openBoth();
      const { store, operator } = all;
      await store.events.append(eventOf("ada", "1"), 1_000);
      const lease = await beginTurn(store, "ada", 1_000);
      await operator.deleteConversation("ada", 1_000);
      await expect(store.turns.commit(lease, nothing, { data: {} }, 2_000)).rejects.toThrow(StaleLeaseError);
      expect(await readTexts(store, "ada")).toEqual([]);
    });

    test("a turn from before cannot write into the conversation that has begun anew, not even while that is answered", async () => {
      await using all = await openBoth();
      const { store, operator } = all;
      await store.events.append(eventOf("ada", "1"), 1_000);
      const former = await beginTurn(store, "ada", 1_000);
      await operator.deleteConversation("ada", 1_000);
      await store.events.append(textEvent("2", "another"), 2_000);
      // A store may let the next turn begin only when the former one has found out.
      const early = await store.turns.begin("ada", 2_000);
      const old = { ...nothing, events: [says("old", "an answer to what was deleted")] };
      await expect(store.turns.append(former, old, 2_000)).rejects.toThrow(StaleLeaseError);
      await expect(store.turns.commit(former, old, { data: { old: 1 } }, 2_000)).rejects.toThrow(StaleLeaseError);
      const lease = typeof early === "object" ? early : await beginTurn(store, "ada", 2_000);
      await store.turns.commit(lease, { ...nothing, events: [says("new", "hi")] }, { data: {} }, 2_000);
      expect(await readTexts(store, "ada")).toEqual(["> another", "hi"]);
      expect((await operator.conversation("ada"))?.state).toEqual({ data: {} });
    });

    test("is found by whoever watches the conversation, once", async () => {
      await using all = await openBoth();
      const { store, operator } = all;
      await talk(store, "ada", "1", "hello", 1_000);
      await operator.deleteConversation("ada", 2_000);
      const grown = (seq: number) => store.growth.grown(new Map([["ada", { seq }]]));
      expect(await grown(2)).toEqual(new Map([["ada", { lastSeq: 3, stopped: false }]]));
      expect(await grown(3)).toEqual(new Map());
      expect(await grown(0)).toEqual(new Map());
    });

    test("names the files that nobody else has sent", async () => {
      await using all = await openBoth();
      const { store, operator } = all;
      await sendFile(store, "ada", "1", blob("a"), 1_000);
      await sendFile(store, "ada", "2", blob("b"), 1_000);
      await sendFile(store, "bob", "1", blob("b"), 1_000);
      expect(await operator.deleteConversation("ada", 2_000)).toMatchObject({ files: [blob("a")] });
      expect(await operator.deleteConversation("bob", 2_000)).toMatchObject({ files: [blob("b")] });
    });

    test("reaches a person's other names", async () => {
      await using all = await openBoth();
      const { store, operator } = all;
      const from = { id: "user-ada", aliases: [{ type: "email", value: "ada@example.com" }] };
      await store.events.append({ ...eventOf("ada", "1"), from }, 1_000);
      expect(await operator.userOf("web", "ada@example.com")).toBe("user-ada");
      expect(await operator.aliases("web", "user-ada")).toEqual(from.aliases);
      await operator.deletePerson("web", "user-ada", { keepBlock: false });
      expect(await operator.aliases("web", "user-ada")).toEqual([]);
      expect(await store.people.conversationOf("web", "ada@example.com")).toBeUndefined();
    });
  });

  describe(`${name}: a blocked person`, () => {
    test("is refused until the block is taken back, and nobody else is", async () => {
      await using all = await openBoth();
      const { store, operator } = all;
      await operator.block("web", "user-ada", true, 1_000);
      expect(await operator.blocked()).toEqual([{ connectorId: "web", userId: "user-ada", at: 1_000 }]);
      const refusal = await store.events.append(eventOf("ada", "1"), 2_000).catch((error: unknown) => error);
      expect(refusal).toBeInstanceOf(RequestError);
      expect(refusal).toMatchObject({ code: "blocked" });
      await store.events.append(eventOf("bob", "1"), 2_000);
      await store.events.append({ ...eventOf("ada on the page", "1"), connectorId: "page" }, 2_000);
      await operator.block("web", "user-ada", false, 3_000);
      expect(await store.events.append(eventOf("ada", "1"), 3_000)).toEqual({ seq: 1, duplicate: false });
    });
  });

  test(`${name}: that people were deleted is kept without who they were, the newest first`, async () => {
    await using all = await openBoth();
    const { store, operator } = all;
    await store.events.append(eventOf("ada", "1"), 1_000);
    const parts = { operator, blobs: createFolderBlobStore(temporaryFolder()), now: () => 2_000 };
    await forgetPerson(parts, { connectorId: "web", userId: "user-ada" }, "person");
    await forgetPerson(parts, { connectorId: "web", userId: "user-ada" }, "operator");
    const notes = await operator.deletions(10);
    expect(notes).toMatchObject([
      { connectorId: "web", wantedBy: "operator", conversations: 0, events: 0, files: 0 },
      { connectorId: "web", wantedBy: "person", conversations: 1, events: 1, files: 0 },
    ]);
    expect(notes.map(({ at }) => typeof at)).toEqual(["number", "number"]);
    expect(JSON.stringify(notes)).not.toContain("ada");
    expect(await operator.deletions(1)).toHaveLength(1);
  });

  test(`${name}: a blocked person stays blocked under the new id that their platform gives them`, async () => {
    await using all = await openBoth();
    const { store, operator } = all;
    await store.events.append(eventOf("ada", "1"), 1_000);
    await operator.block("web", "user-ada", true, 1_000);
    const content = { type: "identity_change" as const, previous: "user-ada" };
    await store.events.append({ ...eventOf("ada", "2"), address: direct("user-new"), content }, 2_000);
    expect(await operator.blocked()).toEqual([{ connectorId: "web", userId: "user-new", at: 1_000 }]);
    const again = store.events.append({ ...eventOf("ada", "3"), address: direct("user-new") }, 3_000);
    await expect(again).rejects.toMatchObject({ code: "blocked" });
  });

  describe(`${name}: what is too old`, () => {
    const expire = async (operator: Operator, kind: Parameters<Operator["expire"]>[0]["kind"], before: number) => {
      const { count, files } = await operator.expire({ kind, connectorId: "web", before }, 100, before);
      return { count, files };
    };

    test("each call looks at one page of conversations, and the calls together at all of them", async () => {
      await using all = await openBoth();
      const { store, operator } = all;
      const people = Array.from({ length: 2 * expiryPage + 5 }, (_, index) => `person-${index}`);
      for (let first = 0; first < people.length; first += 200)
        await Promise.all(
          people.slice(first, first + 200).map((person) => store.events.append(eventOf(person, "1"), 9_000)),
        );
      // The only one with something old is in the last page.
      await talk(store, "zoe", "1", "old", 1_000);
      await talk(store, "zoe", "2", "new", 9_000);
      for (const kind of ["events", "conversations"] as const) {
        const found: number[] = [];
        for (let after: string | undefined = ""; after !== undefined;) {
          const what = { kind, connectorId: "web", before: 5_000, after };
          const expired: Expired = await operator.expire(what, 100, 9_000);
          found.push(expired.count);
          after = expired.next;
        }
        // The page in which something was found is looked at once more.
        expect(found).toEqual(kind === "events" ? [0, 0, 2, 0] : [0, 0, 0]);
      }
      expect(await readTexts(store, "zoe")).toEqual(["> new", "new!"]);
    });

    test("each call looks at one page of deliveries, dead letters, tokens or files, and the calls together at all of them", async () => {
      await using all = await openBoth();
      const { store, operator } = all;
      const many = Array.from({ length: expiryPage + 5 }, (_, index) => index);
      // What is too old is the last in the order of each table.
      const young = many.map((index) => String(index).padStart(4, "0"));
      await keepAll(store, "ada", young, 9_000);
      for (let first = 0; first < many.length; first += 200)
        await Promise.all(young.slice(first, first + 200).map((name) => die(store, `dead-${name}`, "1", 9_000)));
      await keepAll(store, "zoe", ["z"], 1_000);
      await store.outbox.begin("zoe", 1_000);
      await store.outbox.sent("zoe.z", "m.1", 1_000);
      await die(store, "zzz", "1", 1_000);
      const pages = async (kind: Expiry["kind"]): Promise<number[]> => {
        const found: number[] = [];
        for (let after: string | undefined = ""; after !== undefined;) {
          const what = { kind, connectorId: "web", before: 5_000, after };
          const expired: Expired = await operator.expire(what, 100, 9_000);
          found.push(expired.count);
          after = expired.next;
        }
        return found;
      };
      // The page in which something was found is looked at once more.
      for (const kind of ["files", "deliveries", "deadLetters", "tokens"] as const)
        expect({ kind, found: await pages(kind) }).toEqual({ kind, found: [0, 1, 0] });
    });

    test("conversations go as a whole, but for those in which something waits", async () => {
      await using all = await openBoth();
      const { store, operator } = all;
      await talk(store, "ada", "1", "hello", 1_000);
      await sendFile(store, "ada", "2", blob("a"), 1_000);
      await talk(store, "bob", "1", "hello", 5_000);
      await store.events.append(eventOf("cy", "1"), 1_000);
      await queue(store, "dan", ["d.1"], 1_000);
      await die(store, "eve", "1", 1_000);
      expect(await expire(operator, "conversations", 3_000)).toEqual({ count: 1, files: [blob("a")] });
      expect((await operator.conversations({}, 10)).map(({ id }) => id).sort()).toEqual(["bob", "cy", "dan", "eve"]);
      expect(await operator.expire({ kind: "conversations", connectorId: "page", before: 9e9 }, 9, 1)).toMatchObject({
        count: 0,
      });
    });

    test("events go from the beginning of a log, and a reader is told which is the oldest", async () => {
      await using all = await openBoth();
      const { store, operator } = all;
      for (const [index, at] of [1_000, 2_000, 8_000].entries())
        await talk(store, "ada", `${index}`, `text ${index}`, at);
      await die(store, "bob", "1", 1_000);
      await talk(store, "bob", "2", "later", 2_000);
      expect(await expire(operator, "events", 5_000)).toEqual({ count: 4, files: [] });
      expect(await readTexts(store, "ada")).toEqual(["> text 2", "text 2!"]);
      expect(await store.log.position("ada")).toMatchObject({ oldestSeq: 5, lastSeq: 6 });
      expect(await readTexts(store, "bob")).toContain("later!");
      expect(await expire(operator, "events", 5_000)).toEqual({ count: 0, files: [] });
      // The newest stays: it says where the log goes on.
      expect(await expire(operator, "events", 99_000)).toMatchObject({ count: 1 });
      await talk(store, "ada", "9", "more", 99_000);
      expect(await store.log.position("ada")).toMatchObject({ oldestSeq: 6, lastSeq: 8 });
    });

    test("files go without the events that name them; deliveries that are over, dead letters and tokens by their own age", async () => {
      await using all = await openBoth();
      const { store, operator } = all;
      await sendFile(store, "ada", "1", blob("a"), 1_000);
      await sendFile(store, "ada", "2", blob("b"), 8_000);
      expect(await expire(operator, "files", 5_000)).toEqual({ count: 1, files: [blob("a")] });
      expect((await operator.conversation("ada"))?.files).toEqual([blob("b")]);

      await queue(store, "bob", ["b.1", "b.2"], 1_000);
      await store.outbox.begin("bob", 1_000);
      await store.outbox.sent("b.1", "m.1", 1_000);
      expect(await expire(operator, "deliveries", 5_000)).toEqual({ count: 1, files: [] });
      expect((await operator.deliveries({}, 10)).map(({ id }) => id)).toEqual(["b.2"]);

      await die(store, "cy", "1", 1_000);
      expect(await expire(operator, "deadLetters", 5_000)).toEqual({ count: 1, files: [] });

      await store.events.append(eventOf("dan", "1"), 1_000);
      const tokens = [{ token: "t", value: "order?city=Lyon" }];
      await store.turns.commit(await beginTurn(store, "dan", 1_000), { ...nothing, tokens }, { data: {} }, 1_000);
      expect(await store.tokens.read("web", "t")).toBe("order?city=Lyon");
      expect(await expire(operator, "tokens", 5_000)).toEqual({ count: 1, files: [] });
      expect(await store.tokens.read("web", "t")).toBeUndefined();
    });

    test("of a long log not more events go at once than is asked for, and the rest later", async () => {
      await using all = await openBoth();
      const { store, operator } = all;
      for (const person of ["ada", "bob"])
        for (let n = 0; n < 4; n += 1) await talk(store, person, `${n}`, `text ${n}`, 1_000);
      const what = { kind: "events" as const, connectorId: "web", before: 2_000 };
      const counts: number[] = [];
      for (let count = 1; count > 0; counts.push(count)) ({ count } = await operator.expire(what, 3, 2_000));
      expect(Math.max(...counts)).toBeLessThan(6);
      expect(counts.reduce((sum, count) => sum + count)).toBe(14);
      for (const person of ["ada", "bob"])
        expect(await store.log.position(person)).toMatchObject({ oldestSeq: 8, lastSeq: 8 });
    });

    test("not more goes at once than is asked for", async () => {
      await using all = await openBoth();
      const { store, operator } = all;
      for (const person of ["ada", "bob", "cy"]) await talk(store, person, "1", "hello", 1_000);
      const what = { kind: "conversations" as const, connectorId: "web", before: 2_000 };
      expect(await operator.expire(what, 2, 2_000)).toMatchObject({ count: 2 });
      expect(await operator.expire(what, 2, 2_000)).toMatchObject({ count: 1 });
      expect(await operator.expire(what, 2, 2_000)).toMatchObject({ count: 0 });
    });
  });
}
