import { createBot, story, text } from "@causerie/server";
import { expect, test } from "vitest";
import { collectLogLines } from "#support/log-lines.ts";
import type { Person } from "#support/whatsapp/business-number.ts";
import { startNumber } from "#support/whatsapp/start-number.ts";

const menu = story("menu", { keywords: ["menu"] });
const bot = createBot({
  stories: [menu.handle(() => text("What?", { quickReplies: [{ label: "Yes" }, { label: "No" }] }))],
  fallback: (turn) => `to ${turn.text}`,
});
const retry = { firstMs: 5, maxMs: 20, echoMs: 20, maxAttempts: 5 };
const ben: Person = { id: "FR.2", phone: "33600000002", name: "Ben" };

test.each([
  ["a temporary failure", { code: 131016, status: 503 }],
  ["something else than Meta", { page: 403 }],
  ["a number that is full", { code: 130429, retryAfter: 0.02 }],
] as const)("after %s the message is sent again", async (_name, fault) => {
  await using world = await startNumber(bot, { typing: false }, { retry });
  world.platform.failNext(fault);
  await world.platform.say("hello");
  await expect.poll(() => world.platform.texts).toEqual(["to hello"]);
});

test("who cannot be reached holds up nobody, and a form that Meta refuses is said in words", async () => {
  await using world = await startNumber(bot, { typing: false }, { retry });
  const { platform, after } = world;
  platform.failNext({ code: 131026 });
  expect(await after(() => platform.say("hello"))).toEqual([]);
  expect(await after(() => platform.say("hello", ben))).toEqual(["to hello"]);
  platform.failNext({ code: 131009 });
  expect(await after(() => platform.say("menu"))).toEqual(["What?\n• Yes\n• No"]);
});

test("while the token is refused messages wait, and the log says once what to do", async () => {
  const { logger, lines } = collectLogLines("info");
  await using world = await startNumber(bot, { typing: false }, { retry, logger });
  const { platform } = world;
  platform.token = "EAAW-other";
  await platform.say("hello");
  await platform.say("hello", ben);
  const alarms = (): string[] => lines.flatMap(({ msg }) => (msg.startsWith("Meta refuses all calls") ? [msg] : []));
  await expect.poll(alarms).toEqual([expect.stringContaining("accessToken is no longer valid: make a new one")]);
  expect(platform.sent).toEqual([]);
});

test("one person's flood is held back before Meta refuses it, and nobody else waits for it", async () => {
  const flood = story("flood", { keywords: ["flood"] }).handle(function* () {
    for (let message = 1; message <= 42; message += 1) yield `message ${message}`;
  });
  const flooding = createBot({ stories: [flood], fallback: (turn) => `to ${turn.text}` });
  await using world = await startNumber(flooding, { typing: false }, { retry });
  const { platform } = world;
  await platform.say("flood");
  await expect.poll(() => platform.sent.length).toBe(40);
  await platform.say("hello", ben);
  await expect.poll(() => platform.texts.at(-1)).toBe("to hello");
  expect(platform.refused).toEqual([]);
});
