import { catalogue, createBot, type Handler, story, type UnderstandingRequest, web } from "@causerie/server";
import { expect, test } from "vitest";
import { collectLogLines, type LogLine } from "#support/log-lines.ts";
import { startTestServer } from "#support/server/start-test-server.ts";
import { RestClient } from "#support/web/rest-client.ts";

/** What the person reads and the developer finds in the log, when the story `bad` is asked for. */
async function ask(
  handler: Handler<unknown>,
  understand?: (request: UnderstandingRequest) => Promise<undefined>,
  level: "debug" | "info" = "debug",
) {
  const { logger, lines } = collectLogLines(level);
  const bot = createBot({
    stories: [story("bad", { keywords: ["bad"] }).handle(handler)],
    fallback: (_turn, reason) => `fallback: ${reason}`,
    storyTimeout: 100,
    ...(understand === undefined ? {} : { understanding: [{ name: "remote", understand }] }),
  });
  await using server = await startTestServer({ bot, connectors: [web({ origins: [] })] }, { logger });
  const client = await RestClient.start(`${server.url}/web`);
  await client.send("1", understand === undefined ? "bad" : "what");
  await server.idle();
  const { body } = await client.events();
  const answer = body.events.flatMap((event) =>
    "message" in event && event.message.type === "text" ? [event.message.text] : [],
  );
  return { answer, lines };
}

function why({ err }: LogLine): string | undefined {
  const error = err as { cause?: { message: string }; message: string } | undefined;
  return error?.cause?.message ?? error?.message;
}

test.each<[string, Handler<unknown>, string]>([
  [
    "throws",
    () => {
      throw new Error("the timetable is away");
    },
    "the timetable is away",
  ],
  ["never ends", () => new Promise(() => undefined), "the story took too long"],
  [
    "says one thing after another for ever",
    function* () {
      for (;;) yield "and another thing";
    },
    "said more than 50 messages in one turn",
  ],
  [
    "says a number",
    function* () {
      yield 42 as unknown as string;
    },
    "a handler said number; say a text, or a message made by a builder",
  ],
  [
    "says a message that is none",
    () => ({ type: "text" }) as never,
    "a handler said something that is no message: quickReplies: is missing; text: is missing; buttons: is missing; use the builders",
  ],
  [
    "says a kind of message that there is not",
    () => ({ type: "hologram", quickReplies: [] }) as never,
    "a handler said something that is no message",
  ],
  [
    "keeps what cannot be kept",
    (turn) => {
      (turn.data as Record<string, unknown>)["at"] = new Date();
      return "Noted.";
    },
    "turn.data.at is not plain JSON and cannot be kept",
  ],
])("a story that %s is answered for by the fallback, and its author is told why", async (_what, handler, reason) => {
  const { answer, lines } = await ask(handler);
  expect(answer.at(-1)).toBe("fallback: failed");
  const failure = lines.find(({ outcome }) => outcome === "failed");
  expect(failure).toMatchObject({ level: 50, story: "bad", msg: "a story failed; the fallback answered" });
  expect(why(failure ?? { level: 0, msg: "" })).toContain(reason);
});

test("after a story that sends no message the fallback answers", async () => {
  const { answer, lines } = await ask(() => undefined);
  expect(answer).toEqual(["fallback: said_nothing"]);
  expect(lines).toContainEqual(
    expect.objectContaining({ level: 40, story: "bad", msg: "the story ended without a word; the fallback answered" }),
  );
});

test("a message that a language lacks, or whose arguments are missing, is still sent as far as possible", async () => {
  const json =
    '{"en":{"bye":"Bye {name}!","late":"{count, plural, one {# train is} other {# trains are}} late"},"fr":{}}';
  const messages = JSON.parse(json) as Record<"en" | "fr", Record<"bye" | "late", string>>;
  const words = catalogue({ locales: ["en", "fr"], messages });
  const { answer, lines } = await ask(function* (turn) {
    const t = words({ ...turn, locale: "fr" });
    yield t("bye", { name: "Ada" });
    yield t("late");
  });
  expect(answer).toEqual(["Bye Ada!", "… trains are late"]);
  expect(lines.filter(({ msg }) => msg.startsWith("a message")).map(({ level, msg }) => [level, msg])).toEqual([
    [40, "a message is missing in a language; another language's was said"],
    [40, "a message is missing in a language; another language's was said"],
    [40, "a message was not given an argument that it needs; it was said with a gap"],
  ]);
});

test("an understanding service that fails is reported, and the others are asked all the same", async () => {
  const { answer, lines } = await ask(
    () => "",
    () => Promise.reject(new Error("503")),
  );
  expect(answer).toEqual(["fallback: not_understood"]);
  expect(lines).toContainEqual(
    expect.objectContaining({
      level: 40,
      service: "remote",
      msg: "an understanding service failed; the others answered in its place",
    }),
  );
});

test("an understanding service that hangs is not waited for longer than a story", async () => {
  const { answer, lines } = await ask(
    () => "",
    () => new Promise(() => undefined),
  );
  expect(answer).toEqual(["fallback: not_understood"]);
  expect(lines.find(({ msg }) => msg.startsWith("an understanding service failed"))).toMatchObject({ level: 40 });
});

test("at the default level the log has only our own sentences: an error of a story may quote the person", async () => {
  const secret = await ask(
    () => {
      throw new Error("no seat for ada@example.org");
    },
    undefined,
    "info",
  );
  expect(JSON.stringify(secret.lines)).not.toContain("ada@example.org");
  const late = await ask(() => new Promise(() => undefined), undefined, "info");
  expect(JSON.stringify(late.lines)).toContain("the story took too long");
});
