import { createBot, story, stream } from "@causerie/server";
import { Paragraphs } from "@causerie/server/bot/answering/stream-text.ts";
import { simulate } from "@causerie/server/testing";
import { simulateReadableStream, streamText } from "ai";
import { MockLanguageModelV4 } from "ai/test";
import * as fc from "fast-check";
import { expect, test } from "vitest";

const fallback = (_turn: unknown, reason: string): string => `fallback: ${reason}`;
const long = (word: string): string => `${word} `.repeat(80).trim();

async function* pieces(...texts: string[]): AsyncGenerator<string> {
  for (const each of texts) yield each;
}

/** As a model that is not there. */
async function* failing(): AsyncGenerator<string> {
  await Promise.resolve();
  yield "";
  throw new Error("overloaded");
}

test("a generator is one message: a start, pieces, and the whole", async () => {
  const bot = createBot({
    fallback,
    stories: [story("tale", { keywords: ["tale"] }).handle(() => stream(pieces("Once ", "upon.")))],
  });
  const ada = simulate(bot);
  expect((await ada.say("tale")).texts).toEqual(["Once upon."]);
  expect(ada.deltas).toEqual(["Once ", "upon."]);
  expect((await ada.transcript()).map(({ type }) => type)).toEqual([
    "visitor",
    "message.start",
    "message.final",
    "turn.end",
  ]);
});

test.each([
  ["fails before its first word", () => failing()],
  ["has no word", () => pieces()],
  ["has only empty pieces", () => pieces("", "")],
])("a stream that %s leaves no empty message", async (_what, source) => {
  const bot = createBot({ fallback, stories: [story("tale", { keywords: ["tale"] }).handle(() => stream(source()))] });
  const ada = simulate(bot, { failures: "answer" });
  expect((await ada.say("tale")).texts).not.toContain("");
  expect((await ada.transcript()).map(({ type }) => type)).not.toContain("message.start");
});

test("footnotes may arrive at the end", async () => {
  const bot = createBot({
    fallback,
    stories: [
      story("tale", { keywords: ["tale"] }).handle(() => {
        let ended = false;
        const source = (async function* () {
          yield "It is so [1].";
          ended = true;
        })();
        return stream(source, { footnotes: async () => (ended ? [{ title: "The book" }] : []) });
      }),
    ],
  });
  const [message] = (await simulate(bot).say("tale")).messages;
  expect(message).toMatchObject({ type: "text", text: "It is so [1].", footnotes: [{ title: "The book" }] });
});

test("where nobody can watch a text grow, each paragraph goes out once it is complete", async () => {
  const bot = createBot({
    fallback,
    stories: [
      story("tale", { keywords: ["tale"] }).handle(() =>
        stream(pieces(`${long("one")}\n`, `\n${long("two")}`, `\n\n${long("three")}`), {
          quickReplies: [{ label: "More", say: "tale" }],
        }),
      ),
    ],
  });
  const answer = await simulate(bot, { channel: "messenger" }).say("tale");
  expect(answer.texts).toEqual([`${long("one")}\n\n${long("two")}\n\n${long("three")}`]);
  expect(answer.payloads.map((payload) => (payload as { text: string }).text)).toEqual([
    long("one"),
    long("two"),
    long("three"),
  ]);
  expect(answer.payloads.at(-1)).toHaveProperty("quick_replies");
});

const given = (...texts: string[]): string[] => {
  const paragraphs = new Paragraphs();
  return [...texts.map((piece) => paragraphs.push(piece)), paragraphs.rest];
};

test("in a growing text short paragraphs wait for the next one, the last one is never complete, and code is not cut", () => {
  expect(given("")).toEqual(["", ""]);
  expect(given(`${long("a")}\n\n`)).toEqual(["", `${long("a")}\n\n`]);
  expect(given(`${long("a")}\n\nb`, "\n\nc")).toEqual([`${long("a")}\n\n`, "", "b\n\nc"]);
  expect(given("Hi.\n\nHow are you?")).toEqual(["", "Hi.\n\nHow are you?"]);
  const code = `${"x".repeat(200)}\n\n\`\`\`\na\n\nb\n`;
  expect(given(code, "```\n\nc")).toEqual([`${"x".repeat(200)}\n\n`, "", "```\na\n\nb\n```\n\nc"]);
  expect(given("```\na\n\n", `${"b".repeat(200)}\n\nc`)).toEqual(["", "", `\`\`\`\na\n\n${"b".repeat(200)}\n\nc`]);
});

test("however a text is cut into pieces, its paragraphs are the same, and nothing is lost", () => {
  const piece = fc.constantFrom("\n", "\n\n", " ", "```", "word ", "y".repeat(130));
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
      expect(given(...pieces).join("")).toBe(pieces.join(""));
    }),
  );
});

test("a text of nothing but blank lines costs no more than any other of its length", () => {
  const paragraphs = new Paragraphs();
  const before = process.cpuUsage().user;
  for (let line = 0; line < 32_000; line += 1) paragraphs.push("\n\t");
  expect(process.cpuUsage().user - before).toBeLessThan(2_000_000);
});

test("the text stream of a language model is shown as it comes", async () => {
  const bot = createBot({
    fallback,
    stories: [
      story("ask", { keywords: ["ask"] }).handle((turn) => {
        const model = new MockLanguageModelV4({
          doStream: {
            stream: simulateReadableStream({
              chunks: [
                { type: "text-start", id: "1" },
                { type: "text-delta", id: "1", delta: "Hello, " },
                { type: "text-delta", id: "1", delta: "Ada." },
                { type: "text-end", id: "1" },
                {
                  type: "finish",
                  finishReason: { unified: "stop", raw: "stop" },
                  usage: {
                    inputTokens: { total: 1, noCache: 1, cacheRead: 0, cacheWrite: 0 },
                    outputTokens: { total: 1, text: 1, reasoning: 0 },
                  },
                },
              ],
            }),
          },
        });
        return stream(streamText({ model, prompt: turn.text, abortSignal: turn.signal }).textStream);
      }),
    ],
  });
  const ada = simulate(bot);
  expect((await ada.say("ask")).texts).toEqual(["Hello, Ada."]);
  expect(ada.deltas).toEqual(["Hello, ", "Ada."]);
});

test("a stream of something other than texts is a failure that says what to yield", async () => {
  const bot = createBot({
    fallback,
    stories: [story("tale", { keywords: ["tale"] }).handle(() => stream(pieces(42 as unknown as string)))],
  });
  const { outcome } = await simulate(bot, { failures: "answer" }).say("tale");
  expect(String(outcome.error?.cause)).toContain("of a model's result, yield its text stream");
});

test.each(["web", "messenger"] as const)(
  "a stream without an end, that never waits either, is ended on %s, and others are answered meanwhile",
  async (channel) => {
    const endless = story("endless", { keywords: ["endless"] }).handle(() =>
      stream(
        (async function* () {
          for (;;) yield "a";
        })(),
      ),
    );
    const bot = createBot({ fallback, stories: [endless], storyTimeout: 100 });
    const { outcome } = await simulate(bot, { channel, failures: "answer" }).say("endless");
    expect(outcome.outcome).toBe("failed");
    expect(String(outcome.error?.cause)).toMatch(/took too long|longer than 256000 characters/);
  },
);

test("a paragraph that occurs twice in a streamed text is sent twice", async () => {
  const [a, b, c] = [long("la"), long("first"), long("second")];
  const song = [a, b, a, c, a, "end"].map((verse) => `${verse}\n\n`);
  const bot = createBot({
    fallback,
    stories: [story("song", { keywords: ["song"] }).handle(() => stream(pieces(...song)))],
  });
  const { payloads } = await simulate(bot, { channel: "messenger", crashes: 1 }).say("song");
  expect(payloads.map((payload) => (payload as { text: string }).text)).toEqual([a, b, a, c, a, "end"]);
});
