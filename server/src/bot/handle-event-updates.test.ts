import { expect, test } from "vitest";
import type { EventContent } from "#channel/event.ts";
import { button, column, panel, stream, text } from "./authoring/messages.ts";
import { story } from "./authoring/story.ts";
import { slowly, tap, testBot } from "./test-bot.ts";

const seats = story("seats", {});
const counter = (count: string) => panel(column(count, button({ label: "More", to: seats.link() })));
const tapIn = (messageId: string): EventContent => ({ type: "postback", link: "seats", label: "tap", messageId });

test("a message is given another content in its place, by the id that sending it gave", async () => {
  const bot = testBot({
    stories: [
      seats.handle(async (turn) => {
        const id = await turn.send(panel("Counting", { loading: true }));
        await turn.update(id, counter("Two seats"));
      }),
    ],
  });
  await bot.says(tap("seats"));
  const [shown, updated] = bot.committed[0]?.events ?? [];
  expect(shown?.body).toMatchObject({ type: "message", message: { panel: { loading: true } } });
  expect(updated?.body).toMatchObject({
    type: "message.update",
    messageId: shown?.key,
    author: { role: "bot" },
    message: { type: "panel", alt: "Two seats" },
    of: 1,
  });
  expect(updated?.key).not.toBe(shown?.key);
});

test("a tap in a panel brings the panel's id, and the story answers in its place", async () => {
  const bot = testBot({
    stories: [
      seats.handle(async (turn) => {
        if (turn.messageId === undefined) await turn.send(counter("One seat"));
        else await turn.update(turn.messageId, counter("Two seats"));
      }),
    ],
  });
  await bot.says(tap("seats"));
  const messageId = bot.committed[0]?.events[0]?.key ?? "";
  await bot.says(tapIn(messageId));
  expect(bot.committed[1]?.events[0]?.body).toMatchObject({ type: "message.update", messageId });
  expect(bot.state().offered).toEqual([{ label: "More", link: "seats" }]);
});

test.each(["", "c/1", "other/1.1abc", "c/99.1abc", "c2/1.1abc", "c/1.1abc/../x", "m17"])(
  "an id of anything but an earlier message of this conversation is refused: %o",
  async (id) => {
    const bot = testBot({
      stories: [seats.handle((turn) => turn.update(id, "Mine now"))],
    });
    expect(await bot.says(tap("seats"))).toEqual(["fallback: failed"]);
    expect(bot.reports.at(-1)).toMatchObject({
      outcome: { error: { cause: { message: expect.stringContaining("turn.update takes the id") } } },
    });
  },
);

test("the story does not see an id that a visitor has made up", async () => {
  const seen: (string | undefined)[] = [];
  const bot = testBot({ stories: [seats.handle((turn) => void seen.push(turn.messageId))] });
  for (const messageId of ["other/1.1abc", "c/999.1abc", "c/0.1abc"]) await bot.says(tapIn(messageId));
  expect(seen).toEqual([undefined, undefined, "c/0.1abc"]);
});

test("a channel that cannot change a message gets one more", async () => {
  const bot = testBot(
    {
      stories: [
        seats.handle(async (turn) => {
          const id = await turn.send("One seat");
          await turn.update(id, "Two seats");
        }),
      ],
    },
    "push",
  );
  await bot.says(tap("seats"));
  const { events = [], deliveries = [] } = bot.committed[0] ?? {};
  expect(events.map(({ body }) => body.type)).toEqual(["message", "message", "turn.end"]);
  expect(deliveries).toHaveLength(2);
});

test("a second run gives an update the same key, so that it is stored once", async () => {
  const keys = async (): Promise<string[]> => {
    const bot = testBot({
      stories: [seats.handle(async (turn) => turn.update(await turn.send("One"), "Two"))],
    });
    await bot.says(tap("seats"));
    return (bot.committed[0]?.events ?? []).map(({ key }) => key);
  };
  expect(await keys()).toEqual(await keys());
});

test("a panel of hand-made parts that is none is refused with the place of its fault", async () => {
  const wrong = {
    type: "panel",
    panel: { content: { type: "row", children: [{ type: "hologram" }] } },
    alt: "",
    quickReplies: [],
  };
  const bot = testBot({ stories: [seats.handle(() => wrong as never)] });
  expect(await bot.says(tap("seats"))).toEqual(["fallback: failed"]);
  expect(bot.reports.at(-1)).toMatchObject({
    outcome: { error: { cause: { message: expect.stringContaining("content.children.0.type: expected") } } },
  });
});

test("steps of the work are shown as they are, together, and never stored", async () => {
  const bot = testBot({
    stories: [
      seats.handle(async (turn) => {
        const look = turn.progress("Looking up trains");
        const ask = turn.progress("Asking for seats");
        look.done("12 trains found");
        ask.fail();
        await new Promise((resolve) => setTimeout(resolve, 20));
        await turn.send("Two seats");
      }),
    ],
  });
  expect(await bot.says(tap("seats"))).toEqual(["Two seats"]);
  expect(bot.frames).toEqual([
    {
      type: "progress",
      steps: [
        { label: "12 trains found", state: "done" },
        { label: "Asking for seats", state: "failed" },
      ],
    },
  ]);
  expect(JSON.stringify(bot.committed)).not.toContain("trains found");
});

test("what a model thinks is kept with the text that comes of it, streamed or whole, and with that alone", async () => {
  const bot = testBot({
    stories: [
      seats.handle(async function* (turn) {
        turn.think("Which ");
        turn.think("seat?");
        yield "One moment";
        turn.think("Twelve.");
        yield stream(slowly("Seat ", "12"));
        yield text("Done", { reasoning: { text: "My own" } });
        yield "Good bye";
      }),
    ],
  });
  await bot.says(tap("seats"));
  const messages = [...bot.appended, ...bot.committed].flatMap(({ events }) =>
    events.flatMap(({ body }) => ("message" in body ? [body.message] : [])),
  );
  const reasons = messages.map((each) => (each.type === "text" ? each.reasoning : undefined));
  expect(messages.map((each) => (each.type === "text" ? each.text : each.type))).toEqual([
    "One moment",
    "Seat 12",
    "Done",
    "Good bye",
  ]);
  expect(reasons).toEqual([
    { text: "Which seat?", seconds: 1 },
    { text: "Twelve.", seconds: 1 },
    { text: "My own" },
    undefined,
  ]);
});

test("a long text says from its start that it is a document", async () => {
  const bot = testBot({
    stories: [
      seats.handle(async function* () {
        yield stream(slowly("# Rules"), { document: { title: "The rules" } });
      }),
    ],
  });
  await bot.says(tap("seats"));
  expect(bot.appended[0]?.events[0]?.body).toMatchObject({ type: "message.start", document: { title: "The rules" } });
  expect(bot.committed[0]?.events[0]?.body).toMatchObject({ message: { document: { title: "The rules" } } });
});
