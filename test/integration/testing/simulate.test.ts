import { carousel, createBot, story, text } from "@causerie/server";
import * as kit from "@causerie/server/connector";
import { simulate } from "@causerie/server/testing";
import { expect, test } from "vitest";
import { createPager } from "#support/connectors/pager.ts";

const fares = story("fares", { keywords: ["fares"] });
const form = story("form", { keywords: ["form"] });

const stories = [
  fares.handle(() => [
    carousel([
      { title: "Day", subtitle: "All day", buttons: [{ label: "Site", url: "https://www.example.com/day" }] },
      { title: "Single", buttons: [{ label: "Back", to: fares.link() }] },
    ]),
    text("More?", { quickReplies: [{ label: "Yes", say: "fares" }] }),
  ]),
  form.handle((turn) => ({
    type: "form",
    text: turn.text,
    fields: [
      { name: "name", label: "Name", kind: "text", required: true },
      {
        name: "seats",
        label: "Seats",
        kind: "choice",
        required: false,
        value: "1",
        options: [{ label: "One", value: "1" }],
      },
    ],
    submit: { label: "Send", link: fares.link() },
    quickReplies: [],
  })),
  story("events", { events: ["end", "optin", "handover", "start"] }).handle((turn) => turn.event.content.type),
  story("words", { keywords: ["words"] }).handle(async function* () {
    yield pieces();
  }),
  story("broken", { keywords: ["broken"], steps: { deep: true } }).handle({
    run: () => {
      throw new RangeError("out of seats");
    },
    steps: {
      deep: () => {
        throw new RangeError("out of depth");
      },
    },
  }),
];

async function* pieces(): AsyncGenerator<string, void> {
  yield "a ";
  yield "b";
}

const bot = createBot({
  stories,
  fallback: (turn, reason) => {
    if (turn.text === "really") throw new Error("nobody left");
    return `fallback: ${reason}`;
  },
});

test("a card is found by its title and a page by the label of its button; the error for one that is missing names the others", async () => {
  const answer = await simulate(bot).say("fares");
  expect(answer.card("Day").subtitle).toBe("All day");
  expect(() => answer.card("Week")).toThrow('there is no card "Week" in this answer, only: "Day", "Single"');
  expect(answer.url("Site")).toBe("https://www.example.com/day");
  expect(() => answer.url("Back")).toThrow('there is no link to a page "Back" in this answer, only: "Site"');
  expect(answer.event).toEqual({ type: "text", text: "fares" });
});

test("a label must be tapped exactly as it is written; a button that opens a page cannot be tapped", async () => {
  const ada = simulate(bot);
  await ada.say("fares");
  await expect(ada.tap("back")).rejects.toThrow('"back" is not offered, only: "Site", "Back", "Yes"');
  await expect(ada.tap("Site")).rejects.toThrow('answer.url("Site")');
  expect((await ada.tap("Back")).event).toEqual({ type: "postback", link: "fares", label: "Back" });
});

test("where nothing can be tapped, the label is written", async () => {
  const ada = simulate(bot, { channel: "text" });
  expect((await ada.say("fares")).payloads).toEqual([
    expect.stringContaining("- Site: https://www.example.com/day\n1. Back"),
    "More?\n1. Yes",
  ]);
  const answer = await ada.tap("Back");
  expect(answer.event).toEqual({ type: "text", text: "Back" });
  expect(answer.source).toBe("choice");
});

test("a form accepts the values that its page would accept", async () => {
  const ada = simulate(bot);
  await ada.say("form");
  await expect(ada.submit({ nome: "Ada" })).rejects.toThrow('no field "nome", only: "name", "seats"');
  await expect(ada.submit({})).rejects.toThrow('the field "name" must be filled in');
  await expect(ada.submit({ name: "Ada", seats: "2" })).rejects.toThrow('no option "2", only: "1"');
  expect((await ada.submit({ name: "Ada B" })).event).toMatchObject({
    link: "fares?name=Ada+B&seats=1",
    label: "Send",
  });
  await expect(ada.submit({})).rejects.toThrow("has no form");
  const bob = simulate(bot, { channel: "text" });
  await bob.say("form");
  await expect(bob.submit({ name: "Bob" })).rejects.toThrow('text shows no forms: tap "Send"');
});

test("every kind of event has a method", async () => {
  const ada = simulate(bot);
  expect((await ada.open()).texts).toEqual(["start"]);
  expect((await ada.end()).texts).toEqual(["end"]);
  expect((await ada.optIn("newsletter")).texts).toEqual(["optin"]);
  expect((await ada.handOver("agent")).texts).toEqual(["handover"]);
  expect((await ada.say("fares")).outcome.outcome).toBe("paused");
  await ada.handOver("bot");
  expect((await ada.say("fares")).outcome.outcome).toBe("answered");
  expect(ada.answers.map(({ event }) => event.type)).toEqual([
    "start",
    "end",
    "optin",
    "handover",
    "text",
    "handover",
    "text",
  ]);
});

test("the error of a story names the event, the story and the cause", async () => {
  const ada = simulate(bot);
  await expect(ada.say("broken")).rejects.toThrow('say "broken": the story "broken" failed: RangeError: out of seats');
  await expect(ada.follow("broken?_step=deep")).rejects.toMatchObject({
    message: 'tap "a button": the story "broken" at its step "deep" failed: RangeError: out of depth',
    cause: { message: "out of depth" },
  });
});

test("a fallback that fails is named, and the conversation goes on after it", async () => {
  const ada = simulate(bot);
  await expect(ada.say("really")).rejects.toThrow('say "really": the fallback failed: Error: nobody left');
  expect((await ada.say("what")).texts).toEqual(["fallback: not_understood"]);
});

test("a failure may be answered by the fallback as on a server, and is in the answer", async () => {
  const ada = simulate(bot, { failures: "answer" });
  const answer = await ada.say("broken");
  expect(answer.texts).toEqual(["fallback: failed"]);
  expect(answer.errors.map(({ message }) => message)).toEqual([
    'say "broken": the story "broken" failed: RangeError: out of seats',
  ]);
  expect((await ada.say("really")).texts).toEqual(["Sorry, something went wrong on our side. Please try again."]);
});

test("an understanding service that fails is a failure, too", async () => {
  const down = createBot({
    stories,
    fallback: (_turn, reason) => reason,
    understanding: [{ name: "remote", understand: () => Promise.reject(new Error("no line")) }],
  });
  await expect(simulate(down).say("hm")).rejects.toThrow('the understanding service "remote" failed: Error: no line');
  expect((await simulate(down, { failures: "answer" }).say("hm")).texts).toEqual(["not_understood"]);
});

test("an answer can be watched while it comes into being", async () => {
  const seen: string[] = [];
  const ada = simulate(bot, { watch: (shown) => void seen.push(shown.type) });
  await ada.say("words");
  expect(seen).toEqual(["typing", "message.start", "delta", "delta", "message.final", "turn.end", "typing"]);
  expect(ada.deltas).toEqual(["a ", "b"]);
});

test("two people can go on from the same state, and have the ids that they are given", async () => {
  const ada = simulate(bot, { user: "ada" });
  await ada.say("fares");
  const [one, other] = [await ada.state(), await ada.state()].map((state) => simulate(bot, { state, user: "ada" }));
  expect((await one?.tap("Yes"))?.texts).toHaveLength(2);
  expect((await other?.tap("Back"))?.outcome.story).toBe("fares");
});

test.each(["text", "web", "messenger"])(
  "somebody else's connector for a channel named %s renders by itself",
  async (channel) => {
    const pager = createPager(kit);
    const start: kit.ConnectorDefinition["start"] = (host) => {
      const running = pager.start(host);
      return { ...running, connector: { ...running.connector, channel } };
    };
    const ada = simulate(bot, { channel: { ...pager, channel, start } });
    const { payloads } = await ada.say("fares");
    // A pager has room for ten letters.
    expect(payloads.map((payload) => String(payload).length <= 10)).toEqual([true, true]);
  },
);
