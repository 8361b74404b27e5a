import { createBot, web } from "@causerie/server";
import { createMemoryStorage } from "@causerie/widget/chat/storage/key-value-storage.ts";
import { arrange } from "@causerie/widget/local/arrange.ts";
import { withLocalMessages } from "@causerie/widget/local/with-local-messages.ts";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { startTestServer } from "#support/server/start-test-server.ts";
import { unlimitedRates } from "#support/web/unlimited-rates.ts";
import { openChat } from "#support/widget/open-chat.ts";

/** Messages that the page adds (`withLocalMessages`): shown, never sent. */
type Local = ReturnType<typeof withLocalMessages>;

function shown(chat: Local): string[] {
  return chat.getState().entries.map((entry) => {
    if (entry.type === "visitor") return entry.content.type === "text" ? `> ${entry.content.text}` : entry.content.type;
    return entry.message.type === "text" ? entry.message.text : entry.message.type;
  });
}

function startServer() {
  const bot = createBot({
    stories: [],
    fallback: ({ text, event }) => (event.content.type === "postback" ? `link ${event.content.link}` : `heard ${text}`),
  });
  return startTestServer({ bot, connectors: [web({ origins: [], rates: unlimitedRates })] });
}

/** As `sessionStorage`, in memory. */
function storageOf(values: Map<string, string>): Storage {
  return {
    getItem: (key: string) => values.get(key) ?? null,
    setItem: (key: string, value: string) => void values.set(key, value),
  } as Storage;
}

test("what the page adds keeps its place among what is said, is read out, and never leaves", async () => {
  await using server = await startServer();
  const bodies: string[] = [];
  const storage = createMemoryStorage();
  const endpoint = `${server.url}/web`;
  const connect = () =>
    openChat({
      endpoint,
      storage,
      transports: ["poll"],
      fetch: (url, init) => {
        bodies.push(JSON.stringify(init.body));
        return fetch(url, init);
      },
    });
  const kept = new Map<string, string>();
  using inner = connect();
  const chat = withLocalMessages(inner, { keepIn: storageOf(kept) });
  const said: string[] = [];
  const counts: number[] = [];
  chat.on("message", ({ entry }) => said.push(entry.key));
  chat.on("unread", ({ count }) => counts.push(count));
  chat.local.addHistory([
    { text: "how much is it", by: "visitor", at: 1 },
    { text: "5 euro", by: "bot", at: 2 },
  ]);
  expect(said).toEqual([]);
  chat.local.addText("Your cart is empty.");
  expect([said.length, counts]).toEqual([1, [1]]);
  chat.setVisible(true);
  expect(counts.at(-1)).toBe(0);
  chat.start();
  chat.sendText("hello");
  await inner.untilScreen("hello (sent)", "heard hello");
  const card = chat.local.addCard({ title: "Tulips" });
  chat.local.addImage("https://shop.example/tulips.jpg", "Tulips");
  chat.local.addCarousel([{ title: "Roses" }]);
  chat.local.addCustom("seat-map", { rows: 3 }, "A map of seats");
  chat.sendText("again");
  await inner.untilScreen("hello (sent)", "heard hello", "again (sent)", "heard again");
  const all =
    "> how much is it|5 euro|Your cart is empty.|> hello|heard hello|card|media|carousel|custom|> again|heard again".split(
      "|",
    );
  expect(shown(chat)).toEqual(all);
  expect(chat.getState()).toBe(chat.getState());
  chat.sendFeedback(card, "up");
  expect(chat.getState().feedback).toEqual({});
  expect(bodies.join()).not.toMatch(/cart|Tulips|5 euro|feedback/);
  // On the next page: where they were. And without being asked to keep them, gone.
  using second = connect();
  const next = withLocalMessages(second, { keepIn: storageOf(kept) });
  next.start();
  await second.until(({ entries }) => entries.length === 4);
  expect(shown(next)).toEqual(all);
  expect(shown(withLocalMessages(second))).toEqual(["> hello", "heard hello", "> again", "heard again"]);
  next.local.remove(card);
  expect(shown(next)).not.toContain("card");
});

test("quick replies of the page stay until something is said; a clear empties the screen and nothing else", async () => {
  await using server = await startServer();
  using inner = openChat({ endpoint: `${server.url}/web` });
  const chat = withLocalMessages(inner);
  chat.start();
  chat.sendText("hello");
  await inner.untilScreen("hello (sent)", "heard hello");
  chat.local.setQuickReplies([{ type: "text", label: "Where is my parcel?" }]);
  expect(chat.getState().quickReplies).toEqual([{ type: "text", label: "Where is my parcel?" }]);
  chat.sendText("again");
  expect(chat.getState().quickReplies).toEqual([]);
  await inner.until(({ entries }) => entries.length === 4);
  chat.local.addText("local");
  chat.local.clear();
  expect(shown(chat)).toEqual([]);
  expect(inner.getState().entries).toHaveLength(4);
  chat.local.addText("begun anew");
  chat.sendText("third");
  await inner.until(({ entries }) => entries.length === 6);
  expect(shown(chat)).toEqual(["begun anew", "> third", "heard third"]);
});

test("an opinion of the bot's answer leaves with its words, also where the page adds messages of its own", async () => {
  const bodies: string[] = [];
  await using server = await startServer();
  using inner = openChat({
    endpoint: `${server.url}/web`,
    transports: ["poll"],
    fetch: (url, init) => {
      bodies.push(JSON.stringify(init.body));
      return fetch(url, init);
    },
  });
  const chat = withLocalMessages(inner);
  chat.start();
  chat.sendText("hello");
  await inner.untilScreen("hello (sent)", "heard hello");
  const answer = chat.getState().entries.at(-1)?.key ?? "";
  chat.sendFeedback(answer, "up", { question: "Was it good?", score: 5, comment: "Very kind." });
  await expect.poll(() => bodies.join()).toContain('comment\\":\\"Very kind.');
  expect(bodies.join()).toContain('score\\":5');
});

test("a page may empty the screen at each new message of the visitor, and that one stays", async () => {
  await using server = await startServer();
  using inner = openChat({ endpoint: `${server.url}/web` });
  const chat = withLocalMessages(inner);
  chat.on("acted", ({ entry }) => chat.local.clear({ before: entry.key }));
  chat.start();
  chat.local.addText("Welcome!");
  chat.sendText("hello");
  expect(shown(chat)).toEqual(["> hello"]);
  await inner.untilScreen("hello (sent)", "heard hello");
  chat.local.addText("local");
  expect(shown(chat)).toEqual(["> hello", "heard hello", "local"]);
  chat.sendText("again");
  expect(shown(chat)).toEqual(["> again"]);
  await inner.until(({ entries }) => entries.length === 4);
  expect(shown(chat)).toEqual(["> again", "heard again"]);
  chat.local.clear({ before: "nowhere" });
  expect(shown(chat)).toEqual(["> again", "heard again"]);
});

test("a link that is sent silently is answered, and only the answer is shown", async () => {
  await using server = await startServer();
  using inner = openChat({ endpoint: `${server.url}/web` });
  const chat = withLocalMessages(inner);
  const acted: string[] = [];
  chat.on("acted", ({ entry }) => acted.push(entry.key));
  chat.start();
  chat.local.sendSilently("prices?of=tulips");
  await inner.until(({ entries }) => entries.length === 2);
  expect(shown(chat)).toEqual(["link prices?of=tulips"]);
  expect(acted).toEqual([]);
});

test("what was kept and is unreadable, of another kind or refused is as if nothing was kept", () => {
  using inner = openChat({ endpoint: "http://127.0.0.1:9/web" });
  for (const value of ["{", "null", "[]", `{"added":[{"entry":{}},null],"hidden":[]}`, `{"added":5,"hidden":[]}`])
    expect(shown(withLocalMessages(inner, { keepIn: storageOf(new Map([["causerie local ", value]])) }))).toEqual([]);
  const refused = {
    getItem() {
      throw new Error("blocked");
    },
    setItem() {
      throw new Error("full");
    },
  } as unknown as Storage;
  const chat = withLocalMessages(inner, { keepIn: refused });
  chat.local.addText("shown all the same");
  expect(shown(chat)).toEqual(["shown all the same"]);
});

test("whatever is added, loaded and cleared: nothing is doubled, nothing of the page is lost, and the order of what was said stays", () => {
  const entry = (key: string, at: number) => ({
    type: "message" as const,
    key,
    at,
    author: { role: "bot" as const },
    message: { type: "text" as const, text: key, buttons: [], quickReplies: [] },
    progress: "complete" as const,
  });
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.integer({ min: 0, max: 30 }), { maxLength: 12 }),
      fc.array(fc.record({ at: fc.integer({ min: 0, max: 30 }), after: fc.option(fc.integer({ min: 0, max: 30 })) }), {
        maxLength: 8,
      }),
      fc.option(fc.integer({ min: 0, max: 30 })),
      (numbers, added, cleared) => {
        const said = numbers.toSorted((a, b) => a - b).map((number) => entry(`s${number}`, number));
        const own = added.map(({ at, after }, index) => {
          return { entry: entry(`l${index}`, at), after: after === null ? undefined : `s${after}` };
        });
        const clearedUpTo = cleared === null ? undefined : `s${cleared}`;
        const { entries, isBegun } = arrange(said, { added: own, hidden: [], clearedUpTo });
        const keys = entries.map(({ key }) => key);
        expect(new Set(keys).size).toBe(keys.length);
        const from = isBegun ? said.findIndex(({ key }) => key === clearedUpTo) + 1 : 0;
        expect(keys.filter((key) => key.startsWith("s"))).toEqual(said.slice(from).map(({ key }) => key));
        const shown = keys.filter((key) => key.startsWith("l")).length;
        expect(isBegun ? own.length : shown).toBe(own.length);
      },
    ),
  );
});
