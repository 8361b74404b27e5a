import { story } from "./authoring/story.ts";
import { apologize, handleEvent } from "./handle-event.ts";
import { tapKey } from "#channel/tap-key.ts";
import type { BotHost } from "./bot-host.ts";
import { describe, expect, test } from "vitest";
import { say, tap, testBot, textsOf, weatherStory } from "./test-bot.ts";

describe("a tap that is repeated", () => {
  const count = story("count");
  const countStory = count.handle((turn) => {
    turn.data.taps = Number(turn.data.taps ?? 0) + 1;
    return `tap ${turn.data.taps}`;
  });
  const bot = () => testBot({ stories: [countStory, weatherStory] });

  test("before there is an answer to the first one is answered once, and leaves all as it was", async () => {
    const one = bot();
    const { host, lease, state, reports, committed } = one;
    expect(await one.says(tap("count"))).toEqual(["tap 1"]);
    const before = state();
    for (let times = 0; times < 15; times += 1) await handleEvent(host, lease(tap("count"), undefined, 1));
    expect(committed.slice(1).flatMap(textsOf)).toEqual([]);
    expect(committed.at(-1)?.events.map(({ body }) => body.type)).toEqual(["turn.end"]);
    expect(state()).toEqual({ ...before, actedAt: expect.any(Number), tapped: expect.anything() });
    expect(reports.at(-1)).toMatchObject({ outcome: { outcome: "repeated" } });
    expect(await one.says(tap("count"))).toEqual(["tap 2"]);
  });

  test("within a moment is one, even when the answer was quicker", async () => {
    const { host, lease, committed } = bot();
    const first = lease(tap("count"));
    await handleEvent(host, first);
    const again = lease(tap("count"));
    await handleEvent(host, { ...again, event: { ...again.event, at: first.event.at + 300 } });
    expect(committed.flatMap(textsOf)).toEqual(["tap 1"]);
  });

  test("is another act when something else was tapped or said in between, or its label is another", async () => {
    const one = bot();
    const { host, lease, committed } = one;
    await one.says(tap("count"));
    await handleEvent(host, lease({ type: "postback", link: "count", label: "Again" }, undefined, 1));
    await handleEvent(host, lease(tap("count"), undefined, 1));
    await handleEvent(host, lease(say("never mind"), undefined, 1));
    await handleEvent(host, lease(tap("count"), undefined, 1));
    expect(committed.flatMap(textsOf).filter((text) => text.startsWith("tap"))).toEqual([
      "tap 1",
      "tap 2",
      "tap 3",
      "tap 4",
    ]);
  });

  test("does not break off the story that the first one began", async () => {
    const { host, lease, committed } = bot();
    const first = lease(tap("count"));
    const second = lease(tap("count"), undefined, 1);
    const interruptions: BotHost["interruptions"] = {
      watch: (_id, interrupted) => {
        const key = tapKey(second.event.content);
        interrupted({ type: "superseded", seq: second.seq, ...(key === undefined ? {} : { tap: key }) });
        return { [Symbol.dispose]: () => undefined };
      },
    };
    await handleEvent({ ...host, interruptions }, first);
    expect(committed.flatMap(textsOf)).toEqual(["tap 1"]);
  });
});

test("each answer ends with the end of the turn, under ids that a second run makes again", async () => {
  const bot = testBot();
  await handleEvent(bot.host, bot.lease(say("hello")));
  const [answer] = bot.committed;
  expect(answer?.events.map(({ key, body }) => [key, body.type])).toEqual([
    [expect.stringMatching(/^c\/1\.1[\w-]{6}$/), "message"],
    ["1.end", "turn.end"],
  ]);
});

test("when the server stops in mid-story nothing is committed: the event will be answered after the restart", async () => {
  const waiting = story("waiting");
  const bot = testBot({ stories: [waiting.handle(() => new Promise<void>(() => undefined))] });
  const handled = handleEvent(bot.host, bot.lease(tap("waiting")));
  bot.stop.abort(new Error("stopping"));
  await expect(handled).rejects.toThrow("stopping");
  expect(bot.committed).toEqual([]);
});

test("a second run that sends another message adds it, one that sends the same repeats nothing", async () => {
  const mood = story("mood");
  let words = "Searching";
  const bot = testBot({ stories: [mood.handle(() => words)] });
  const idOf = async (): Promise<string | undefined> => {
    await handleEvent(bot.host, { ...bot.lease(tap("mood")), seq: 1 });
    return bot.committed.at(-1)?.events[0]?.key;
  };
  const first = await idOf();
  expect(await idOf()).toBe(first);
  words = "Platform 4";
  expect(await idOf()).not.toBe(first);
});

test("an event that cannot be handled is apologized for in the person's language, with the end of its turn", () => {
  const bot = testBot();
  const apology = apologize(bot.host, bot.lease(say("x"), "fr"));
  expect(textsOf(apology)).toEqual(["Désolé, une erreur s'est produite de notre côté. Merci de réessayer."]);
  expect(apology.events.at(-1)?.body.type).toBe("turn.end");
});
