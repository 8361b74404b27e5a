import { story } from "./authoring/story.ts";
import { handleEvent } from "./handle-event.ts";
import { stream, text } from "./authoring/messages.ts";
import { expect, test } from "vitest";
import { say, tap, testBot, textsOf, slowly } from "./test-bot.ts";

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
