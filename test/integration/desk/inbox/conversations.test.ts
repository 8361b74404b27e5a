import { randomUUID } from "node:crypto";
import type { Figures, InboxCounts } from "@causerie/protocol/desk";
import { describe, expect, test } from "vitest";
import { askForPerson, startWorld } from "#support/desk/inbox-world.ts";
import { deskStores } from "#support/desk/start-desk.ts";
import { waitUntil } from "#support/wait-until.ts";
import { RestClient } from "#support/web/rest-client.ts";
import { textsOf } from "#support/web/texts-of.ts";

describe.each(deskStores)("the inbox on $store", ({ database }) => {
  test("shows what the bot answers, and what it hands over, with why", async () => {
    await using world = await startWorld(database());
    const { ada, visitor, conversation, screen } = world;
    await visitor.send("0", "hello");
    await screen(1);
    expect(await ada.list()).toMatchObject([
      { conversationId: conversation, state: "bot", channel: "web", lastText: "bot: hello", lastBy: "bot", tags: [] },
    ]);
    await visitor.send("1", "a person please");
    await screen(2);
    expect(await waitUntil(async () => (await ada.list())[0]?.state === "waiting", 5_000)).toBe(true);
    expect(await ada.list("?state=waiting")).toMatchObject([
      { summary: "wants a person", lastText: "I ask somebody." },
    ]);
    expect((await ada.client.get<InboxCounts>("/inbox-counts")).body).toMatchObject({ waiting: 1, mine: 0 });
    const opened = await ada.open(conversation);
    expect(opened.entries.map(({ by, text }) => `${by.role}: ${text}`)).toEqual([
      "visitor: hello",
      "bot: bot: hello",
      "visitor: a person please",
      "bot: I ask somebody.",
    ]);
    expect(opened.hasEarlier).toBe(false);
    expect(opened.person.map(({ label }) => label)).toContain("firstSeen");
  });

  test("lets an operator take it, answer, and give it back with a word for the bot", async () => {
    await using world = await startWorld(database());
    const { ada, visitor, conversation, screen } = world;
    await askForPerson(world);
    const [row] = await ada.list("?state=waiting");
    const { status, body } = await ada.act(conversation, { type: "take", version: row?.version ?? 0 });
    expect(status).toBe(200);
    expect(body.row).toMatchObject({ state: "open", operator: { name: "ada" } });
    await ada.act(conversation, { type: "say", text: "Hello, this is Ada." });
    expect(await screen(3)).toEqual(["I ask somebody.", "ada has joined the conversation.", "Hello, this is Ada."]);
    const said = (await visitor.events()).body.events.filter((event) => event.type === "message").at(-1);
    expect(said).toMatchObject({ author: { role: "agent", name: "ada" } });

    await visitor.send("2", "my seat is broken");
    await ada.act(conversation, { type: "say", text: "I see." });
    expect((await screen(4)).slice(3)).toEqual(["I see."]);

    await ada.act(conversation, { type: "return", note: "seat 12" });
    expect((await screen(5)).slice(4)).toEqual(["I am back: seat 12"]);
    await visitor.send("3", "thanks");
    expect((await screen(6)).slice(5)).toEqual(["bot: thanks"]);
    expect(await ada.list("?state=active")).toEqual([]);
    expect(await ada.list("?state=bot")).toMatchObject([{ conversationId: conversation, state: "bot" }]);
  });

  test("does an act once, however often it is asked for", async () => {
    await using world = await startWorld(database());
    const { ada, conversation, screen } = world;
    await askForPerson(world);
    const say = { type: "say", id: randomUUID(), text: "Only once." } as const;
    const tries = await Promise.all([1, 2, 3, 4].map(() => ada.act(conversation, say)));
    expect(tries.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    await ada.act(conversation, { type: "say", text: "And then this." });
    expect((await screen(3)).slice(1)).toEqual(["Only once.", "And then this."]);
  });

  test("tells two operators who act at once apart: one answers, the other is told who has it", async () => {
    await using world = await startWorld(database());
    const { ada, ben, conversation, screen } = world;
    await askForPerson(world);
    const both = await Promise.all([
      ada.act(conversation, { type: "say", text: "from Ada" }),
      ben.act(conversation, { type: "say", text: "from Ben" }),
    ]);
    expect(both.map(({ status }) => status).sort((a, b) => a - b)).toEqual([200, 409]);
    const winner = both[0].status === 200 ? "Ada" : "Ben";
    const loser = both.find(({ status }) => status === 409);
    expect(loser?.body).toMatchObject({ code: "conflict", detail: expect.stringContaining(winner.toLowerCase()) });
    expect((await screen(2)).slice(1)).toEqual([`from ${winner}`]);
  });

  test("lets one take over from a colleague by name, and nobody close or give back what another has", async () => {
    await using world = await startWorld(database());
    const { ada, ben, conversation, screen } = world;
    await askForPerson(world);
    const taken = await ada.act(conversation, { type: "take", version: 1 });
    const from = taken.body.row.operator?.id ?? "";
    for (const act of [{ type: "take", version: 2 }, { type: "close" }, { type: "return" }] as const)
      expect((await ben.act(conversation, act)).status).toBe(409);
    const over = await ben.act(conversation, { type: "take", version: 2, from });
    expect(over.body.row).toMatchObject({ operator: { name: "ben" } });
    expect((await ada.act(conversation, { type: "say", text: "me too" })).status).toBe(409);
    await ben.act(conversation, { type: "close" });
    expect(await ben.list("?state=closed&operator=me")).toMatchObject([{ conversationId: conversation }]);
    expect(await screen(3)).toEqual([
      "I ask somebody.",
      "ada has joined the conversation.",
      "ben has joined the conversation.",
    ]);
  });

  test("leaves a closed conversation to the bot, and what is handed over again waits anew", async () => {
    await using world = await startWorld(database());
    const { ada, visitor, conversation, screen } = world;
    await askForPerson(world);
    await ada.act(conversation, { type: "close" });
    await visitor.send("2", "hello again");
    expect((await screen(2)).slice(1)).toEqual(["bot: hello again"]);
    await visitor.send("3", "a person please");
    await screen(3);
    expect(await waitUntil(async () => (await ada.list("?state=waiting")).length === 1, 5_000)).toBe(true);
    expect((await ada.act(conversation, { type: "take", version: 99 })).status).toBe(200);
  });

  test("keeps notes and tags from the visitor, and finds conversations by what was said and by tag", async () => {
    await using world = await startWorld(database());
    const { ada, ben, visitor, conversation, screen } = world;
    await askForPerson(world);
    const note = { type: "note", id: randomUUID(), text: "speaks slowly" } as const;
    await ada.act(conversation, note);
    await ada.act(conversation, note);
    await ben.act(conversation, { type: "tag", tags: ["seat", "vip"] });
    const opened = await ben.open(conversation);
    expect(opened.notes).toMatchObject([{ by: { name: "ada" }, text: "speaks slowly" }]);
    expect(opened.row.tags).toEqual(["seat", "vip"]);
    expect(await ben.list("?tag=vip")).toHaveLength(1);
    expect(await ben.list("?tag=v")).toEqual([]);
    expect(await ben.list("?text=PERSON")).toHaveLength(1);
    expect(await ben.list("?text=nothing")).toEqual([]);
    expect(JSON.stringify((await visitor.events()).body)).not.toContain("slowly");
    expect(await screen(1)).toEqual(["I ask somebody."]);
  });

  test("puts a conversation into the queue that the story names or its channel has, and tells the visitor their number", async () => {
    await using world = await startWorld(database());
    const { desk, ada, visitor, conversation, screen } = world;
    const queue = { languages: [], skills: [], connectors: [] };
    const waitingText = { "": "You are number {position}." };
    for (const each of [
      { ...queue, id: "sales", name: "Sales", position: 2, waitingText, languages: ["it"] },
      {
        ...queue,
        id: "all",
        name: "Everybody",
        position: 1,
        waitingText: { "": "Please wait." },
        hours: [],
        closedText: { "": "We are closed." },
      },
    ])
      expect((await ada.client.call("PUT", `/queues/${each.id}`, each)).status).toBe(200);
    await visitor.send("1", "sales please");
    expect((await screen(2)).slice(1)).toEqual(["You are number 1."]);
    expect(await ada.list("?queue=sales")).toMatchObject([{ conversationId: conversation, state: "waiting" }]);
    const other = await RestClient.start(`${desk.url}/web`);
    await other.send("1", "sales please");
    expect(
      await waitUntil(async () => textsOf((await other.events()).body.events).includes("You are number 2."), 5_000),
    ).toBe(true);
    await ada.act(conversation, { type: "transfer", queue: "all", note: "not for sales" });
    expect((await screen(3)).slice(2)).toEqual(["We are closed."]);
    expect((await ada.client.get<InboxCounts>("/inbox-counts")).body.queues).toEqual({ sales: 1, all: 1 });
  });

  test("asks whom the team has helped how it was, anew each time, and nobody whom it has not", async () => {
    await using world = await startWorld(database());
    const { ada, visitor, conversation, screen } = world;
    const ratingText = { "": "How did we do?", de: "Wie war es?" };
    const queue = { id: "all", name: "All", position: 1, languages: [], skills: [], connectors: [], ratingText };
    expect((await ada.client.call("PUT", "/queues/all", queue)).status).toBe(200);
    const rate = async (id: string, score: number): Promise<void> => {
      const content = { type: "feedback", value: score > 3 ? "up" : "down", question: "team", score };
      expect((await visitor.post("messages", { clientId: id, content })).status).toBeLessThan(300);
    };
    const ratings = async () =>
      (await visitor.events()).body.events.flatMap((event) =>
        event.type === "message" && event.message.type === "custom" ? [event] : [],
      );
    await askForPerson(world);
    // Somebody has taken it, and nobody has helped.
    await ada.act(conversation, { type: "take", version: 1 });
    await ada.act(conversation, { type: "close" });
    expect(await screen(2)).toEqual(["I ask somebody.", "ada has joined the conversation."]);

    for (const [round, score] of [4, 4].entries()) {
      await visitor.send(`ask-${round}`, "a person please");
      expect(await waitUntil(async () => (await ada.list("?state=waiting")).length === 1, 5_000)).toBe(true);
      await ada.act(conversation, { type: "say", text: "Done." });
      const close = { type: "close", id: randomUUID() } as const;
      for (const _ of [1, 2]) expect((await ada.act(conversation, close)).status).toBe(200);
      expect((await screen(4 + 2 * round)).slice(2 + 2 * round)).toEqual(["I ask somebody.", "Done."]);
      await expect.poll(async () => (await ratings()).length).toBe(round + 1);
      await rate(`rate-${round}`, score);
    }
    expect((await ratings()).at(-1)).toMatchObject({
      author: { role: "bot" },
      message: {
        name: "causerie.rating",
        data: { text: "How did we do?", question: "team", scale: "stars", comment: "What could we do better?" },
      },
    });
    expect((await ada.open(conversation)).entries.at(-1)).toMatchObject({ kind: "feedback", text: "4" });
    const day = new Date().toISOString().slice(0, 10);
    const figures = async () => (await ada.client.get<Figures>(`/figures?from=${day}&to=${day}`)).body.opinions;
    await expect.poll(figures).toEqual([{ question: "team", answer: "4", count: 2 }]);
  });

  test("hands on to a colleague, whom the visitor sees at once", async () => {
    await using world = await startWorld(database());
    const { ada, ben, conversation, screen } = world;
    await askForPerson(world);
    await ada.act(conversation, { type: "take", version: 1 });
    const benId = (await ben.client.get<{ person: { id: string } }>("/me")).body.person.id;
    expect((await ada.act(conversation, { type: "transfer", person: benId })).body.row.operator).toMatchObject({
      name: "ben",
    });
    expect((await ben.act(conversation, { type: "say", text: "Ben here." })).status).toBe(200);
    expect((await screen(4)).slice(2)).toEqual(["ben has joined the conversation.", "Ben here."]);
    expect((await ada.act(conversation, { type: "transfer", person: "nobody" })).status).toBe(404);
    expect((await ada.act(conversation, { type: "transfer" })).status).toBe(400);
  });

  test("says in a sentence that a conversation is gone, when its visitor was deleted while it was answered", async () => {
    await using world = await startWorld(database());
    const { ada, conversation } = world;
    await askForPerson(world);
    expect((await ada.act("none/1", { type: "say", text: "hello" })).body).toMatchObject({ code: "not_found" });
    expect((await ada.client.get("/inbox/none")).status).toBe(404);
    expect((await ada.act(conversation, { type: "say", text: "  " })).status).toBe(400);
    expect((await ada.act(conversation, { type: "say", text: "a".repeat(8_001) })).status).toBe(400);
  });
});
