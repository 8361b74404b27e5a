import { story } from "./authoring/story.ts";
import { handleEvent } from "./handle-event.ts";
import { setTimeout as delay } from "node:timers/promises";
import { expect, test } from "vitest";
import { say, tap, testBot, slowly } from "./test-bot.ts";

test("a story that throws keeps what it said; the fallback answers, the state is as before", async () => {
  const failing = story("failing");
  const bot = testBot({
    stories: [
      failing.handle(async function* (turn) {
        turn.data.half = "done";
        yield "one moment";
        throw new Error("no database");
      }),
    ],
  });
  expect(await bot.says(tap("failing"))).toEqual(["one moment", "fallback: failed"]);
  expect(bot.state().data).toEqual({});
  const report = bot.reports.at(-1);
  expect(report?.type === "handled" && report.outcome.error?.cause).toEqual(new Error("no database"));
});

test("a story that never ends is left behind after its time, and what it says later is refused", async () => {
  const endless = story("endless");
  let refusal: unknown;
  const bot = testBot({
    storyTimeout: 20,
    stories: [
      endless.handle(async (turn) => {
        await new Promise((resolve) => turn.signal.addEventListener("abort", resolve, { once: true }));
        await delay(5);
        await turn.send("too late").catch((error: unknown) => {
          refusal = error;
        });
      }),
    ],
  });
  expect(await bot.says(tap("endless"))).toEqual(["fallback: failed"]);
  await expect.poll(() => refusal).toMatchObject({ name: "AuthorError" });
});

test("a fallback that never ends is given up after its time, too", async () => {
  const bot = testBot({ storyTimeout: 20, fallback: () => new Promise<void>(() => undefined) });
  await expect(handleEvent(bot.host, bot.lease(say("gibberish")))).rejects.toThrow("took too long");
  expect(bot.committed).toEqual([]);
});

test("a fallback that throws is asked once, and the story is not blamed for it", async () => {
  let asked = 0;
  const bot = testBot({
    fallback: () => {
      asked += 1;
      throw new Error("no words");
    },
  });
  await expect(handleEvent(bot.host, bot.lease(tap("gone")))).rejects.toThrow("no words");
  expect(asked).toBe(1);
});

test("a schema that hangs is left behind with its story", async () => {
  const slow = story("slow", {
    params: { "~standard": { version: 1, vendor: "test", validate: () => new Promise<never>(() => undefined) } },
  });
  const bot = testBot({ storyTimeout: 20, stories: [slow.handle(() => "never")] });
  expect(await bot.says(tap("slow"))).toEqual(["fallback: failed"]);
});

test("what turn.data cannot keep is named to the author, at once", async () => {
  const clock = story("clock");
  const bot = testBot({
    stories: [
      clock.handle((turn) => {
        turn.data["visits"] = [{ at: new Date(0) } as unknown as string];
        return "noted";
      }),
    ],
  });
  expect(await bot.says(tap("clock"))).toEqual(["noted", "fallback: failed"]);
  const report = bot.reports.at(-1);
  expect(report?.type === "handled" && String(report.outcome.error?.cause)).toContain("turn.data.visits[0].at");
});

test("a stream that is returned instead of yielded cannot flood the person, and the author is told", async () => {
  const flood = story("flood");
  const bot = testBot({
    stories: [flood.handle(() => slowly(...Array.from({ length: 200 }, (_, index) => `word ${index}`)))],
  });
  expect(await bot.says(tap("flood"))).toHaveLength(51);
  const report = bot.reports.at(-1);
  expect(report?.type === "handled" && String(report.outcome.error?.cause)).toContain("yield its source");
});

test("limits that cannot be kept are refused when the bot is made", () => {
  expect(() => testBot({ storyTimeout: 3_000_000_000 })).toThrow("storyTimeout");
  expect(() => testBot({ locales: [] as unknown as [string] })).toThrow("locales is empty");
  expect(testBot({ storyTimeout: Infinity }).committed).toEqual([]);
});
