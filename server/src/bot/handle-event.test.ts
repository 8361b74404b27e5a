import { setTimeout as delay } from "node:timers/promises";
import * as v from "valibot";
import { describe, expect, test } from "vitest";
import type { Connector } from "#channel/connector.ts";
import type { EventContent, InboundEvent } from "#channel/event.ts";
import type { Frame } from "#channel/log.ts";
import { type ConversationState, emptyState } from "#conversation/conversation.ts";
import { direct } from "#channel/address.ts";
import { tapKey } from "#channel/tap-key.ts";
import { hostConnector } from "#channel/hosted-connector.ts";
import type { Answer, Lease } from "#conversation/turns.ts";
import { apologize, handleEvent } from "./handle-event.ts";
import type { BotHost } from "./bot-host.ts";
import type { TurnReport } from "./turn-report.ts";
import type { BotOptions } from "./authoring/bot-options.ts";
import { createBot } from "./authoring/create-bot.ts";
import { carousel, stream, text } from "./authoring/messages.ts";
import { story } from "./authoring/story.ts";

const weather = story("weather", {
  keywords: { en: ["weather", "weather forecast"], fr: ["météo"] },
  params: v.object({ city: v.optional(v.picklist(["Lille", "Lyon"])) }),
  steps: { city: true },
});
const hello = story("hello", { intents: ["greetings"], keywords: { en: ["hello"], fr: ["bonjour"] } });

const weatherStory = weather.handle({
  async *run(turn, { city }) {
    if (city === undefined) {
      turn.waitFor(weather.step("city"));
      yield text("Which city?", { quickReplies: [{ label: "Lille", to: weather.link({ city: "Lille" }) }] });
      return;
    }
    yield `Sunny in ${city}`;
  },
  steps: {
    async *city(turn) {
      yield `Sunny in ${turn.text}`;
    },
  },
});
const welcome = story("hello", {
  events: ["start"],
  intents: ["greetings"],
  keywords: { en: ["hello"], fr: ["bonjour"] },
}).handle((turn) => (turn.locale === "fr" ? "Bonjour" : "Hello"));
const helloStory = hello.handle((turn) => (turn.locale === "fr" ? "Bonjour" : "Hello"));

/** A bot on one conversation: what is committed is at hand, nothing is stored. */
function testBot(options: Partial<BotOptions> = {}, delivery: "log" | "push" = "log") {
  const bot = createBot({
    stories: [weatherStory, helloStory],
    locales: ["en", "fr"],
    fallback: (_turn, reason) => `fallback: ${reason}`,
    ...options,
  });
  const connector: Connector = {
    id: "test",
    channel: "test",
    capabilities: {
      reply: { type: "async" },
      proactive: { type: "always" },
      text: { max: 1000, formats: ["plain"] },
      typing: true,
      stream: delivery === "log" ? "native" : "paragraphs",
      groups: false,
      interface: "text",
    },
    render: (message) => ({
      payloads: [message],
      losses: message.type === "media" ? [{ rule: "media_dropped", detail: "media" }] : [],
    }),
    ...(delivery === "log"
      ? { delivery }
      : { delivery, deliver: () => Promise.resolve({}), typing: () => Promise.resolve() }),
  };
  const report = (_what: string, error: unknown): void => {
    throw error;
  };
  const hosted = hostConnector(connector, { tokenKey: new Uint8Array(32), report });
  const appended: Answer[] = [];
  const committed: Answer[] = [];
  const frames: Frame[] = [];
  const reports: TurnReport[] = [];
  const stop = new AbortController();
  let state: ConversationState = emptyState;
  let seq = -1;
  const host: BotHost = {
    bot,
    connectorOf: () => hosted,
    turns: {
      idempotencyRecords: () => Promise.resolve({}),
      keepIdempotencyRecord: () => Promise.resolve(),
      append: (_lease, answer) => Promise.resolve(void appended.push(answer)),
      commit: (_lease, answer, after) => {
        committed.push(answer);
        state = after;
        return Promise.resolve();
      },
    },
    services: [],
    storyRules: {},
    blobs: { get: () => Promise.resolve(undefined) },
    log: { tail: () => Promise.resolve([]) },
    interruptions: { watch: () => ({ [Symbol.dispose]: () => undefined }) },
    frame: (_id, frame) => void frames.push(frame),
    typing: () => undefined,
    committed: () => undefined,
    report: (report) => void reports.push(report),
    pause: () => Promise.resolve(),
    doubleTapMs: 1000,
    now: () => 0,
    stopping: stop.signal,
  };
  const lease = (content: EventContent, locale?: string, after = 2): Lease => {
    seq += after;
    const event: InboundEvent = {
      id: `e${seq}`,
      connectorId: "test",
      conversationId: "c",
      address: direct("u"),
      at: seq * 1000,
      content,
      ...(locale === undefined ? {} : { locale }),
    };
    const conversation = { id: "c", connectorId: "test", address: direct("u"), state };
    return { conversation, event, seq, attempt: 1, interrupted: false, fence: 1 };
  };
  return {
    host,
    appended,
    committed,
    frames,
    reports,
    stop,
    lease,
    state: () => state,
    /** The texts of the answer to this event, those that went ahead included. */
    async says(content: EventContent, locale?: string): Promise<string[]> {
      const ahead = appended.length;
      await handleEvent(host, lease(content, locale));
      return [...appended.slice(ahead), ...committed.slice(-1)].flatMap(textsOf);
    },
  };
}

function textsOf({ events }: Answer): string[] {
  return events.flatMap(({ body }) =>
    "message" in body ? [body.message.type === "text" ? body.message.text : body.message.type] : [],
  );
}

const say = (words: string): EventContent => ({ type: "text", text: words });
const tap = (link: string): EventContent => ({ type: "postback", link, label: "tap" });

test("a word finds its story, in the person's language", async () => {
  const bot = testBot();
  expect(await bot.says(say("Hello!"))).toEqual(["Hello"]);
  expect(await bot.says(say("BONJOUR"), "fr-CA")).toEqual(["Bonjour"]);
  expect(await bot.says(say("hello"))).toEqual(["Bonjour"]); // the conversation stays in French
});

test("a question waits for its answer; the next text goes to the step that asked", async () => {
  const bot = testBot();
  expect(await bot.says(say("what about the weather tomorrow"))).toEqual(["Which city?"]);
  expect(bot.state().current?.question?.link).toBe("weather?_step=city");
  expect(await bot.says(say("Marseille"))).toEqual(["Sunny in Marseille"]);
  expect(await bot.says(say("Marseille"))).toEqual(["fallback: not_understood"]);
});

test("while a question waits, only a text that clearly asks for another story goes there", async () => {
  const bot = testBot();
  await bot.says(say("weather"));
  expect(await bot.says(say("hello city"))).toEqual(["Sunny in hello city"]);
  await bot.says(say("weather"));
  expect(await bot.says(say("hello"))).toEqual(["Hello", "Shall we go on where we left off?"]);
});

test("a link goes to its story with parameters read by the schema", async () => {
  const bot = testBot();
  expect(await bot.says(tap(weather.link({ city: "Lyon" })))).toEqual(["Sunny in Lyon"]);
  expect(await bot.says(tap("weather?city=Atlantis"))).toEqual(["fallback: unknown_link"]);
  expect(await bot.says(tap("weather?_step=nowhere"))).toEqual(["fallback: unknown_link"]);
  expect(await bot.says(tap("gone?x=1"))).toEqual(["fallback: unknown_link"]);
  expect(await bot.says(tap("greetings"))).toEqual(["Hello"]);
});

test("an outdated button does not close the question that is open", async () => {
  const bot = testBot();
  await bot.says(say("weather"));
  await bot.says(tap("gone"));
  expect(await bot.says(say("Nice"))).toEqual(["Sunny in Nice"]);
});

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

test("a conversation that opens is welcomed; a referral may carry a link", async () => {
  const quiet = testBot();
  expect(await quiet.says({ type: "start" })).toEqual([]);
  const bot = testBot({ stories: [weatherStory, welcome] });
  expect(await bot.says({ type: "start" })).toEqual(["Hello"]);
  expect(await bot.says({ type: "referral", ref: weather.link({ city: "Lille" }) })).toEqual(["Sunny in Lille"]);
  expect(await bot.says({ type: "referral", ref: "summer-campaign" })).toEqual(["Hello"]);
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

test("when the server stops in mid-story nothing is committed: the event will be answered after the restart", async () => {
  const waiting = story("waiting");
  const bot = testBot({ stories: [waiting.handle(() => new Promise<void>(() => undefined))] });
  const handled = handleEvent(bot.host, bot.lease(tap("waiting")));
  bot.stop.abort(new Error("stopping"));
  await expect(handled).rejects.toThrow("stopping");
  expect(bot.committed).toEqual([]);
});

async function* slowly(...pieces: string[]): AsyncGenerator<string, void> {
  for (const piece of pieces) {
    await Promise.resolve();
    yield piece;
  }
}

test("a streamed text is one message: a start ahead of the commit, deltas with offsets, the whole at the end", async () => {
  const tale = story("tale");
  const bot = testBot({
    stories: [
      tale.handle(async function* () {
        yield "Listen:";
        yield stream(slowly("Once", " upon"), { quickReplies: [{ label: "More", say: "more" }] });
      }),
    ],
  });
  expect(await bot.says(tap("tale"))).toEqual(["Listen:", "Once upon"]);
  expect(bot.appended.flatMap(({ events }) => events.map(({ body }) => body.type))).toEqual([
    "message",
    "message.start",
  ]);
  expect(bot.frames).toEqual([
    { type: "delta", messageId: "c/1.2s", offset: 0, text: "Once" },
    { type: "delta", messageId: "c/1.2s", offset: 4, text: " upon" },
  ]);
  expect(bot.committed[0]?.events[0]).toMatchObject({
    key: "c/1.2s.final",
    body: { type: "message.final", messageId: "c/1.2s" },
  });
});

test("a stream that breaks keeps what was shown, marked as stopped", async () => {
  const tale = story("tale");
  const bot = testBot({
    stories: [
      tale.handle(async (turn) => {
        await turn.send(
          (async function* () {
            yield "Once";
            throw new Error("model away");
          })(),
        );
      }),
    ],
  });
  expect(await bot.says(tap("tale"))).toEqual(["Once", "fallback: failed"]);
  expect(bot.committed[0]?.events[0]?.body).toMatchObject({ type: "message.final", stopped: true });
});

test("a stream that hangs ends with the story's time", async () => {
  const tale = story("tale");
  const bot = testBot({
    storyTimeout: 20,
    stories: [
      tale.handle(async function* () {
        yield (async function* () {
          yield "Once";
          await new Promise(() => undefined);
        })();
      }),
    ],
  });
  expect(await bot.says(tap("tale"))).toEqual(["Once", "fallback: failed"]);
});

test("when the start of a stream cannot be stored, the whole text is stored with the rest of the answer", async () => {
  const tale = story("tale");
  const bot = testBot({
    stories: [
      tale.handle(async function* () {
        yield slowly("Once", " upon");
      }),
    ],
  });
  bot.host.turns.append = () => Promise.reject(new Error("disk full"));
  await handleEvent(bot.host, bot.lease(tap("tale")));
  expect(bot.committed[0]?.events.map(({ body }) => body.type)).toEqual(["message.start", "message.final", "turn.end"]);
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

test("a question whose parameters are refused since a deployment does not trap the person", async () => {
  const trip = story("trip", { steps: { day: v.object({ from: v.literal("Lille") }) } });
  const bot = testBot({ stories: [helloStory, trip.handle({ run: () => "trip", steps: { day: () => "day" } })] });
  const lease = bot.lease(say("hello there"));
  lease.conversation.state = {
    data: {},
    current: { story: "trip", slots: {}, question: { link: "trip?from=Atlantis&_step=day", attempts: 1 } },
  };
  await handleEvent(bot.host, lease);
  expect(bot.committed.flatMap(textsOf)).toEqual(["Hello"]);
  expect(bot.state().current?.question).toBeUndefined();
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

test("a message that wants to be waited for is, while the person sees what came before and that there is more", async () => {
  const happened: string[] = [];
  const slow = story("slow", { keywords: ["slow"] }).handle(function* () {
    yield "one";
    yield text("two", { delay: 800 });
    yield text("three", { delay: 60_000 });
  });
  const bot = testBot({ stories: [slow] });
  bot.host.pause = (ms) =>
    Promise.resolve(void happened.push(`pause ${ms}, said ${bot.appended.flatMap(textsOf).join()}`));
  bot.host.typing = (_conversation, on) => void happened.push(`typing ${on}`);
  expect(await bot.says(say("slow"))).toEqual(["one", "two", "three"]);
  expect(happened).toEqual([
    "typing true",
    "typing true",
    "pause 800, said one",
    "typing true",
    "pause 10000, said one,two",
    "typing false",
  ]);
});

test("typing ends with the turn, however it ends", async () => {
  const typing: boolean[] = [];
  const bot = testBot({ fallback: () => Promise.reject(new Error("no words")) });
  bot.host.typing = (_conversation, on) => void typing.push(on);
  await handleEvent(bot.host, bot.lease(say("x"))).catch(() => undefined);
  expect(typing).toEqual([true, false]);
});

test("limits that cannot be kept are refused when the bot is made", () => {
  expect(() => testBot({ storyTimeout: 3_000_000_000 })).toThrow("storyTimeout");
  expect(() => testBot({ locales: [] as unknown as [string] })).toThrow("locales is empty");
  expect(testBot({ storyTimeout: Infinity }).committed).toEqual([]);
});

test("a push channel gets a stream as one message, and deliveries with stable ids", async () => {
  const tale = story("tale");
  const bot = testBot(
    {
      stories: [
        tale.handle(async function* () {
          yield slowly("Once", " upon");
        }),
      ],
    },
    "push",
  );
  await bot.says(tap("tale"));
  expect(bot.appended).toEqual([]);
  expect(bot.committed[0]?.deliveries).toMatchObject([
    { id: expect.stringMatching(/^c\/1\.1s[\w-]{6}\.0$/) as string, payload: { type: "text", text: "Once upon" } },
  ]);
});

test("while a story works on, what it has said goes ahead", async () => {
  const search = story("search");
  let release: () => void = () => undefined;
  const bot = testBot({
    stories: [
      search.handle(async function* () {
        yield "Searching";
        await new Promise<void>((resolve) => {
          release = resolve;
        });
        yield "Found";
      }),
    ],
  });
  const said = bot.says(tap("search"));
  await expect.poll(() => bot.appended.flatMap(textsOf)).toEqual(["Searching"]);
  release();
  expect(await said).toEqual(["Searching", "Found"]);
});

test("what a channel cannot show is reported, without the words", async () => {
  const photo = story("photo");
  const bot = testBot({
    stories: [
      photo.handle(() => ({
        type: "media",
        media: { kind: "image", url: "https://x.example/a.png", alt: "A" },
        buttons: [],
        quickReplies: [],
      })),
    ],
  });
  await bot.says(tap("photo"));
  expect(bot.reports[0]).toEqual({
    type: "losses",
    conversationId: "c",
    channel: "test",
    messageId: expect.stringMatching(/^c\/1\.1/) as string,
    losses: [{ rule: "media_dropped", detail: "media" }],
  });
});

test("an event that cannot be handled is apologized for in the person's language, with the end of its turn", () => {
  const bot = testBot();
  const apology = apologize(bot.host, bot.lease(say("x"), "fr"));
  expect(textsOf(apology)).toEqual(["Désolé, une erreur s'est produite de notre côté. Merci de réessayer."]);
  expect(apology.events.at(-1)?.body.type).toBe("turn.end");
});

test("two stories under one name are refused at once", () => {
  const twin = story("twin", { intents: ["hello"] });
  expect(() => testBot({ stories: [helloStory, twin.handle(() => "?")] })).toThrow(
    'the stories "hello" and "twin" both answer to the intent "hello"',
  );
});

test("wrong links and incomplete handlers do not compile", () => {
  // @ts-expect-error no such parameter value
  expect(weather.link({ city: "Rome" })).toBeDefined();
  // @ts-expect-error no such parameter
  expect(weather.link({ town: "Lille" })).toBeDefined();
  // @ts-expect-error no such step
  expect(weather.step("nope")).toBeDefined();
  // @ts-expect-error a link is made by a story, not written by hand
  expect(text("x", { quickReplies: [{ label: "x", to: "weather?city=Lille" }] })).toBeDefined();
  // @ts-expect-error the step `city` has no handler
  expect(weather.handle({ run: () => "x", steps: {} })).toBeDefined();
  expect(carousel([{ title: "Lille", buttons: [{ label: "Go", to: weather.link({ city: "Lille" }) }] }]).type).toBe(
    "carousel",
  );
});

test("a bot without a fallback, and a contract without handlers, are named before anything runs", () => {
  const contract = story("bare") as unknown as BotOptions["stories"][number];
  const options = { stories: [helloStory, contract] } as unknown as BotOptions;
  expect(() => createBot(options)).toThrow(
    "bot: story 2 (bare) has no handlers; give it some: contract.handle({ run: … })\nbot: fallback is missing;",
  );
});
