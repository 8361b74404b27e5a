import type { LiveNews } from "@causerie/protocol/desk";
import { describe, expect, test } from "vitest";
import { askForPerson, type Console, startWorld } from "#support/desk/inbox-world.ts";
import { deskStores } from "#support/desk/start-desk.ts";
import { waitUntil } from "#support/wait-until.ts";
import { RestClient } from "#support/web/rest-client.ts";
import { SseClient } from "#support/web/sse-client.ts";

/** What an open console is told. */
async function watch({ client }: Console, query = ""): Promise<{ news: LiveNews[]; close: () => void }> {
  const abort = new AbortController();
  const headers = { ...client.headers, Cookie: client.cookie ?? "" };
  const response = await fetch(`${client.url}/desk/api/live${query}`, { headers, signal: abort.signal });
  const stream = new SseClient(response, abort);
  const news: LiveNews[] = [];
  void (async () => {
    for (;;) {
      const event = await stream.next();
      if (event === undefined) return;
      if (event.data !== undefined) news.push(JSON.parse(event.data) as LiveNews);
    }
  })().catch(() => {});
  return { news, close: () => abort.abort() };
}

function of<Type extends LiveNews["type"]>(news: readonly LiveNews[], type: Type) {
  return news.filter((each): each is Extract<LiveNews, { type: Type }> => each.type === type);
}

describe.each(deskStores)("an open console on $store", ({ database }) => {
  test("learns of new conversations, of what waits, and of what is said in the one that is open", async () => {
    await using world = await startWorld(database());
    const { ada, ben, visitor, conversation } = world;
    const list = await watch(ada);
    await askForPerson(world);
    const isListed = () =>
      of(list.news, "rows").some(({ rows }) =>
        rows.some(({ state, conversationId }) => state === "waiting" && conversationId === conversation),
      );
    expect(await waitUntil(isListed, 5_000)).toBe(true);
    expect(await waitUntil(() => of(list.news, "counts").at(-1)?.counts.waiting === 1, 5_000)).toBe(true);

    const { lastSeq } = await ada.open(conversation);
    const open = await watch(ada, `?conversation=${encodeURIComponent(conversation)}&after=${lastSeq}`);
    await ben.act(conversation, { type: "note", text: "a note" });
    await visitor.send("2", "are you there?");
    await ben.act(conversation, { type: "say", text: "I am." });
    const said = () =>
      of(open.news, "entries").flatMap(({ entries }) => entries.map(({ by, text }) => `${by.role}: ${text}`));
    expect(await waitUntil(() => said().includes("agent: I am."), 5_000)).toBe(true);
    expect(said()).toEqual(["visitor: are you there?", "agent: I am."]);
    expect(of(open.news, "notes").at(-1)?.notes).toMatchObject([{ text: "a note" }]);
    expect(of(list.news, "entries")).toEqual([]);
    list.close();
    open.close();
  });

  test("sees who else has the conversation open and who writes, and no longer once they have gone", async () => {
    await using world = await startWorld(database());
    const { ada, ben, conversation } = world;
    await askForPerson(world);
    const query = `?conversation=${encodeURIComponent(conversation)}`;
    const adas = await watch(ada, query);
    const bens = await watch(ben, query);
    const seen = () =>
      of(adas.news, "viewers")
        .at(-1)
        ?.viewers.map(({ name, isTyping }) => `${name} ${isTyping}`)
        .sort();
    expect(await waitUntil(() => seen()?.join() === "ada false,ben false", 5_000)).toBe(true);
    await ben.client.call("POST", `/inbox/${encodeURIComponent(conversation)}/typing`, { isTyping: true });
    expect(await waitUntil(() => seen()?.join() === "ada false,ben true", 5_000)).toBe(true);
    expect((await ben.open(conversation)).viewers.map(({ name }) => name).sort()).toEqual(["ada", "ben"]);
    bens.close();
    expect(await waitUntil(() => seen()?.join() === "ada false", 5_000)).toBe(true);
    expect(of(adas.news, "team").at(-1)?.team).toMatchObject([{ name: "ada", status: "online" }]);
    adas.close();
  });

  test("shows the visitor that somebody writes, once it is their conversation", async () => {
    await using world = await startWorld(database());
    const { ada, visitor, conversation } = world;
    await askForPerson(world);
    using page = await visitor.stream("?cursor=");
    const frames: unknown[] = [];
    void (async () => {
      for (;;) frames.push(await page.named("frame"));
    })().catch(() => {});
    // The bot's own may end only now.
    const writes = () => frames.filter((frame) => (frame as { on?: boolean }).on === true);
    const type = () => ada.client.call("POST", `/inbox/${encodeURIComponent(conversation)}/typing`, { isTyping: true });
    expect((await type()).status).toBe(204);
    await ada.act(conversation, { type: "take", version: 1 });
    expect(writes()).toEqual([]);
    await type();
    expect(await waitUntil(() => writes().length > 0, 5_000)).toBe(true);
    expect(writes()).toEqual([{ type: "typing", on: true }]);
  });

  test("learns of many conversations that begin at once", async () => {
    await using world = await startWorld(database());
    const { ada, desk } = world;
    const open = await watch(ada);
    const people = await Promise.all(Array.from({ length: 30 }, () => RestClient.start(`${desk.url}/web`)));
    await Promise.all(people.map((person) => person.send("1", "hello")));
    const listed = () =>
      new Set(of(open.news, "rows").flatMap(({ rows }) => rows.map(({ conversationId }) => conversationId)));
    expect(await waitUntil(() => listed().size >= 30, 5_000)).toBe(true);
    open.close();
  });
});
