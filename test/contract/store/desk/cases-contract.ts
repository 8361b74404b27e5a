import { randomUUID } from "node:crypto";
import type { Case, CaseFilter, CaseRow, CaseStore } from "@causerie/server/desk/inbox/case-store.ts";
import type { ConversationState } from "@causerie/server/conversation/conversation.ts";
import type { Store } from "@causerie/server/store/store.ts";
import { describe, expect, test } from "vitest";
import { beginTurn, eventOf, says } from "#contract/store/store-samples.ts";

/** PostgreSQL's texts have no character 0; the desk refuses it, and stories' words lose it. */
const odd = `"quotes" \\ \u2028 \uD83D\uDE00 é 100% a_b '; DROP TABLE desk_case; --`;
const ana = { id: "p1", name: "Ana" };

function caseOf(conversationId: string, more: Partial<Case> = {}): Case {
  return { conversationId, state: "waiting", tags: [], version: 0, ...more };
}

/** The person says something, and the bot answers. A store that is several processes' goes by its own clock, so each waits for the next. */
async function talk(
  store: Store,
  person: string,
  words: string,
  state: ConversationState = { data: {} },
): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 2));
  const id = randomUUID();
  await store.events.append({ ...eventOf(person, id), content: { type: "text", text: words } }, Date.now());
  const lease = await beginTurn(store, person, Date.now());
  await store.turns.commit(lease, { events: [says(`to ${id}`, `Re: ${words}`)], deliveries: [] }, state, Date.now());
}

const ids = (rows: readonly CaseRow[]): string[] => rows.map(({ conversationId }) => conversationId);

/** How every store that has a desk keeps and finds what the team has to do. */
export function deskCasesContract(name: string, open: () => Promise<Store>): void {
  const opened = async (): Promise<{ store: Store; cases: CaseStore }> => {
    const store = await open();
    if (store.desk === undefined) throw new Error("this store has no desk");
    return { store, cases: store.desk.cases };
  };

  describe(`${name}: cases of the desk`, () => {
    test("a case is read as it was kept, and no conversation has one by itself", async () => {
      const { store, cases } = await opened();
      await using _ = store;
      await talk(store, "ada", "hello");
      expect(await cases.read("ada")).toBeUndefined();
      const full = caseOf("ada", {
        state: "closed",
        queue: "sales",
        operator: { id: "p1", name: odd },
        language: "pt-BR",
        story: "complaint",
        summary: odd,
        tags: ["urgent", odd],
        waitingSince: 1,
        assignedAt: 2,
        repliedAt: 3,
        closedAt: 4,
        openedBy: "ada/1.desk",
        offer: { to: { id: "p1", name: odd }, until: 5, passed: ["p2"] },
      });
      expect(await cases.save(full, 10)).toBe(1);
      expect(await cases.read("ada")).toEqual({ ...full, version: 1 });
      expect(await cases.save(caseOf("ada", { state: "bot", version: 1 }), 11)).toBe(2);
      expect(await cases.read("ada")).toEqual(caseOf("ada", { state: "bot", version: 2 }));
    });

    test("who has seen an older version changes nothing, and of two at once one does", async () => {
      const { store, cases } = await opened();
      await using _ = store;
      await talk(store, "ada", "hello");
      expect(await cases.save(caseOf("ada", { version: 1 }), 0)).toBeUndefined();
      const both = await Promise.all([cases.save(caseOf("ada", { queue: "a" }), 0), cases.save(caseOf("ada"), 0)]);
      expect(both.filter((version) => version === 1)).toHaveLength(1);
      const kept = await cases.read("ada");
      expect(await cases.save({ ...caseOf("ada"), version: 7 }, 0)).toBeUndefined();
      expect(await cases.read("ada")).toEqual(kept);
    });

    test("nothing is kept of a conversation that there is not, and all of it goes with one that is deleted", async () => {
      const { store, cases } = await opened();
      await using _ = store;
      const note = { id: "n1", conversationId: "ada", by: ana, text: odd, at: 5 };
      expect(await cases.save(caseOf("ada"), 0)).toBeUndefined();
      expect(await cases.addNote(note)).toBe(false);
      await talk(store, "ada", "hello");
      expect(await cases.save(caseOf("ada"), 0)).toBe(1);
      expect(await cases.addNote(note)).toBe(true);
      expect(await cases.addNote({ ...note, text: "another" })).toBe(true);
      expect(await cases.addNote({ ...note, id: "n0", at: 4 })).toBe(true);
      expect(await cases.notes("ada")).toEqual([{ ...note, id: "n0", at: 4 }, note]);
      await store.operator?.deleteConversation("ada", Date.now());
      expect(await cases.read("ada")).toBeUndefined();
      expect(await cases.notes("ada")).toEqual([]);
      expect(await cases.page({}, undefined, 10)).toEqual([]);
      expect((await cases.counts("p1")).waiting).toBe(0);
    });

    test("the inbox has all conversations, the one that was active last first, page by page", async () => {
      const { store, cases } = await opened();
      await using _ = store;
      for (const person of ["ada", "bob", "eve"]) await talk(store, person, `I am ${person}`);
      await talk(store, "ada", "once more");
      const first = await cases.page({}, undefined, 2);
      expect(ids(first)).toEqual(["ada", "eve"]);
      const last = first.at(-1);
      const after = { updatedAt: last?.updatedAt ?? 0, conversationId: last?.conversationId ?? "" };
      expect(ids(await cases.page({}, after, 2))).toEqual(["bob"]);
      expect(first[0]?.tail.map((event) => event.seq)).toEqual([1, 2, 3, 4]);
      expect(first[0]).toMatchObject({ connectorId: "web", userId: "user-ada", state: { data: {} } });
      expect(first[0]?.tail.at(-1)).toMatchObject({ type: "message" });
      expect(ids(await cases.rows(["eve", "nobody", "ada"])).sort()).toEqual(["ada", "eve"]);
    });

    test("of a long log a row has the end", async () => {
      const { store, cases } = await opened();
      await using _ = store;
      for (let index = 0; index < 6; index += 1) await talk(store, "ada", `number ${index}`);
      expect((await cases.page({}, undefined, 1))[0]?.tail.map(({ seq }) => seq)).toEqual([5, 6, 7, 8, 9, 10, 11, 12]);
    });

    test.for<[string, CaseFilter, string[]]>([
      ["all", {}, ["web1", "web2", "fb1", "fb2", "old", "back"]],
      ["nobody of the team", { state: "bot" }, ["web2", "back"]],
      ["that wait", { state: "waiting" }, ["fb1"]],
      ["that somebody has", { state: "open" }, ["web1", "fb2"]],
      ["of which something is to be done", { state: "active" }, ["web1", "fb1", "fb2"]],
      ["that are over", { state: "closed" }, ["old"]],
      ["of a queue", { queue: "sales" }, ["web1", "fb1"]],
      ["of an operator", { operator: "p1" }, ["web1"]],
      ["of no operator", { operator: "" }, ["web2", "fb1", "old", "back"]],
      ["of a channel", { connectorId: "page" }, ["fb1", "fb2"]],
      ["in a language", { language: "de" }, ["web1", "web2"]],
      ["in another one", { language: "fr" }, ["fb1"]],
      ["with a tag", { tag: "vip" }, ["web1"]],
      ["with a tag that is a part of one", { tag: "vi" }, []],
      ["of all of these", { state: "active", queue: "sales", connectorId: "page", language: "fr" }, ["fb1"]],
      ["of what nobody has", { queue: "nothing" }, []],
    ])("those %s are found", async ([, filter, expected]) => {
      const { store, cases } = await opened();
      await using _ = store;
      const connectors: Record<string, string> = { fb1: "page", fb2: "page" };
      const states: Record<string, ConversationState> = {
        web1: { data: {}, locale: "de-AT" },
        web2: { data: {}, locale: "en", preferredLocale: "de" },
        fb1: { data: {}, locale: "de" },
      };
      for (const person of ["back", "old", "fb2", "fb1", "web2", "web1"]) {
        await store.events.append(eventOf(person, "1", connectors[person] ?? "web"), Date.now());
        const lease = await beginTurn(store, person, Date.now());
        await store.turns.commit(lease, { events: [], deliveries: [] }, states[person] ?? { data: {} }, Date.now());
        await new Promise((resolve) => setTimeout(resolve, 2));
      }
      const kept = [
        caseOf("web1", { state: "open", queue: "sales", operator: ana, tags: ["vip", "late"] }),
        caseOf("fb1", { queue: "sales", language: "fr-CA" }),
        caseOf("fb2", { state: "open", operator: { id: "p2", name: "Ben" } }),
        caseOf("old", { state: "closed" }),
        caseOf("back", { state: "bot" }),
      ];
      for (const each of kept) expect(await cases.save(each, Date.now())).toBe(1);
      expect(ids(await cases.page(filter, undefined, 10))).toEqual(expected);
    });

    test("they are counted for somebody, and those that wait come in the order in which they began to", async () => {
      const { store, cases } = await opened();
      await using _ = store;
      for (const person of ["a", "b", "c", "d", "e"]) await talk(store, person, "hello");
      await cases.save(caseOf("a", { queue: "sales", waitingSince: 30 }), 0);
      await cases.save(caseOf("b", { queue: "sales", waitingSince: 10 }), 0);
      await cases.save(caseOf("c", { waitingSince: 20 }), 0);
      await cases.save(caseOf("d", { state: "open", operator: ana, queue: "sales" }), 0);
      await cases.save(caseOf("e", { state: "closed", operator: ana }), 0);
      expect(await cases.counts("p1")).toEqual({ waiting: 3, open: 1, mine: 1, queues: { sales: 2 } });
      expect(await cases.counts("p2")).toMatchObject({ mine: 0 });
      expect((await cases.waiting(2)).map(({ conversationId }) => conversationId)).toEqual(["b", "c"]);
    });

    test("words are found where they were said, whatever is in them and in whatever letters", async () => {
      const { store, cases } = await opened();
      await using _ = store;
      const said = {
        plain: "The train to Lille is late",
        odd: `${odd} \u0000`,
        percent: "exactly 50% off",
        other: "nothing of it",
      };
      for (const [person, words] of Object.entries(said)) await talk(store, person, words);
      const all = Object.keys(said);
      expect(await cases.mention(all, "LILLE is")).toEqual(["plain"]);
      expect(await cases.mention(all, odd)).toEqual(["odd"]);
      expect((await cases.mention(all, "0%")).sort()).toEqual(["odd", "percent"]);
      expect(await cases.mention(all, "5_%")).toEqual([]);
      expect(await cases.mention(["other"], "lille")).toEqual([]);
      expect(await cases.mention([], "lille")).toEqual([]);
    });
  });
}
