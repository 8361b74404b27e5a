import type { AuditEntry, CorpusEntry, UnknownSentences } from "@causerie/protocol/desk";
import { createBot, story, web } from "@causerie/server";
import { describe, expect, test } from "vitest";
import { deskStores, startDesk } from "#support/desk/start-desk.ts";
import { collectLogLines } from "#support/log-lines.ts";
import { RestClient } from "#support/web/rest-client.ts";
import { textsOf } from "#support/web/texts-of.ts";

const fares = story("fares", { keywords: ["fares"] }).handle(() => "3 euros");
const bot = createBot({ stories: [fares], fallback: () => "?" });

async function say(visitor: RestClient, ...texts: string[]): Promise<void> {
  for (const [index, text] of texts.entries()) await visitor.send(`m${index}`, text);
  await expect
    .poll(async () => textsOf((await visitor.events()).body.events).length, { interval: 10, timeout: 5_000 })
    .toBe(texts.length);
}

describe.each(deskStores)("sentences at the desk, with $store", ({ database }) => {
  test("what was not understood is counted, and becomes an example or nothing", async () => {
    await using desk = await startDesk({ bot, connectors: [web({ origins: [] })] }, { database: database() });
    const admin = await desk.admin();
    const list = async (query = "") => (await admin.get<UnknownSentences>(`/stories/sentences${query}`)).body;
    const ada = await RestClient.start(`${desk.url}/web`);
    await say(ada, "fares", "what does it cost", "tell me a joke");
    const bob = await RestClient.start(`${desk.url}/web`);
    await say(bob, "What does it COST?");
    const { sentences, intents, isComplete } = await list();
    expect(sentences).toMatchObject([
      { text: "What does it COST?", count: 2, language: "en", channels: [{ id: "web", count: 2 }] },
      { text: "tell me a joke", count: 1 },
    ]);
    expect({ intents, isComplete }).toEqual({ intents: ["fares"], isComplete: true });
    expect((await list("?language=fr")).sentences).toEqual([]);
    expect((await list("?channel=web&days=1")).sentences).toHaveLength(2);

    const [cost, joke] = sentences;
    const decide = async (id = "", body: object = {}) =>
      (await admin.call("PUT", `/stories/sentences/${id}`, body)).status;
    const example = { type: "example", intent: "fares", language: "en", text: "what does it cost" };
    expect(await decide(cost?.id, { ...example, intent: "nothing" })).toBe(400);
    expect(await decide(cost?.id, example)).toBe(204);
    expect(await decide(joke?.id, { type: "dismissed" })).toBe(204);
    expect((await list()).sentences).toEqual([]);
    const { body: corpus } = await admin.get<{ entries: CorpusEntry[] }>("/stories/corpus");
    expect(corpus.entries).toMatchObject([{ intent: "fares", text: "what does it cost", by: "ada", isLearnt: false }]);
    const { body: audit } = await admin.get<AuditEntry[]>("/audit");
    expect(JSON.stringify(audit)).not.toMatch(/cost|joke/);
    expect(audit.slice(0, 2).map(({ act }) => act)).toEqual(["sentence.dismiss", "sentence.assign"]);

    expect((await admin.call("DELETE", `/stories/sentences/${joke?.id ?? ""}`)).status).toBe(204);
    expect((await list()).sentences).toMatchObject([{ text: "tell me a joke" }]);
  });
});

test("what was not understood reaches no log", async () => {
  const { logger, lines } = collectLogLines("debug");
  await using desk = await startDesk({ bot, connectors: [web({ origins: [] })] }, { logger });
  const admin = await desk.admin();
  await say(await RestClient.start(`${desk.url}/web`), "a very private wish");
  expect((await admin.get<UnknownSentences>("/stories/sentences")).body.sentences).toHaveLength(1);
  expect(JSON.stringify(lines)).not.toContain("private wish");
});
