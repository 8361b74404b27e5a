import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { startDemo, type Demo } from "@causerie/demo/demo.ts";
import type { PhoneAction } from "@causerie/demo/messenger/phone-state.ts";
import { ConfigError } from "@causerie/server";
import { expect, test } from "vitest";
import { temporaryFolder } from "#support/temporary-folder.ts";

const start = (dataFolder: string, port = 0): Promise<Demo> =>
  startDemo({ port, dataFolder, logLevel: "silent", wordPause: 0 });

/** What a finger does on the page of the phone. */
async function act(demo: Demo, body: PhoneAction): Promise<unknown> {
  const response = await fetch(`${demo.url}/messenger-phone/api/actions`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  return response.json();
}

const conversation = (demo: Demo) => demo.fakeGraph.user("2017760000000002", { psid: demo.psid }).conversation;

const texts = (demo: Demo): string[] =>
  conversation(demo).bubbles.map(({ content }) => (content.type === "text" ? content.text : content.type));

test("hello on the phone goes through the Messenger connector and comes back with choices", async () => {
  await using demo = await start(temporaryFolder());
  await act(demo, { type: "say", text: "hello" });
  await demo.fakeGraph.waitFor(() => texts(demo).length === 2);
  expect(texts(demo)[1]).toMatch(/^Hello.* I am Aubri/);
  expect(conversation(demo).quickReplies.map(({ title }) => title)).toContain("Departures");
  expect(demo.fakeGraph.webhooks[0]?.answer).toEqual({ type: "status", status: 200 });
});

test("on the phone the fares are cards, and each card's button shows its own ticket", async () => {
  await using demo = await start(temporaryFolder());
  await act(demo, { type: "say", text: "fares" });
  const cards = await demo.fakeGraph.waitFor(() => {
    const { content } = conversation(demo).bubbles.at(-1) ?? {};
    return content?.type === "cards" ? content.cards : undefined;
  });
  expect(cards[0]?.imageUrl).toBe(`${demo.url}/pictures/coast.png`);
  const [button] = cards[0]?.buttons ?? [];
  if (button?.type !== "postback") throw new Error("the card has no button to tap");
  await act(demo, { type: "button", title: button.title, payload: button.payload });
  await demo.fakeGraph.waitFor(() => texts(demo).at(-1)?.includes("Single, 1 zone"));
});

test("a quick reply vanishes with its tap: a second tap does nothing", async () => {
  await using demo = await start(temporaryFolder());
  await act(demo, { type: "getStarted" });
  await demo.fakeGraph.waitFor(() => conversation(demo).quickReplies.length > 0);
  expect(await act(demo, { type: "quickReply", index: 0 })).toEqual({ done: true });
  expect(await act(demo, { type: "quickReply", index: 99 })).toEqual({ done: false });
});

test("after a restart the phone shows the same conversation, its choices still work, and the bot remembers", async () => {
  const folder = temporaryFolder();
  let before: string[];
  {
    await using demo = await start(folder);
    await act(demo, { type: "say", text: "hello" });
    await demo.fakeGraph.waitFor(() => conversation(demo).quickReplies.length > 0);
    await demo.idle();
    before = texts(demo);
  }
  await using demo = await start(folder);
  expect(texts(demo)).toEqual(before);
  expect(await act(demo, { type: "quickReply", index: 0 })).toEqual({ done: true });
  await demo.fakeGraph.waitFor(() => texts(demo).at(-1) === "From which station?");
  await act(demo, { type: "say", text: "hello" });
  await demo.fakeGraph.waitFor(() => texts(demo).some((text) => text.startsWith("Hello again!")));
});

test("a person who asked for a reminder gets one when the train leaves", async () => {
  await using demo = await start(temporaryFolder());
  await act(demo, { type: "say", text: "tell me when the train from Brécy to Hautepierre leaves" });
  await demo.fakeGraph.waitFor(() => texts(demo).at(-1)?.startsWith("I will write to you when"));
  await expect.poll(() => texts(demo).at(-1), { timeout: 15_000 }).toMatch(/is leaving now/);
});

test("a port that is taken, and a folder that cannot be written to, are named in one sentence", async () => {
  await using demo = await start(temporaryFolder());
  await expect(start(temporaryFolder(), Number(new URL(demo.url).port))).rejects.toThrow(ConfigError);
  const file = join(temporaryFolder(), "a-file");
  writeFileSync(file, "");
  await expect(start(join(file, "data"))).rejects.toThrow(/cannot be written to; choose another with CAUSERIE_DATA$/);
});
