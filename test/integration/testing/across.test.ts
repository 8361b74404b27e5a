import { column, createBot, field, input, panel, story, text } from "@causerie/server";
import { across, simulate } from "@causerie/server/testing";
import * as v from "valibot";
import { expect, test } from "vitest";
import type { BotMessage, ConnectorDefinition } from "@causerie/server/connector";
import { voice } from "#support/connectors/voice.ts";

const trip = story("trip", { keywords: ["trip"], steps: { day: true } });
const seats = story("seats", { keywords: ["seats"], params: v.object({ zone: v.optional(v.string()) }) });
const long = "A label of more than twenty characters";

const bot = createBot({
  stories: [
    trip.handle({
      run: (turn) =>
        text(turn.channel === "web" ? "**When** do you\n\n_leave_?" : "When do you leave?", {
          quickReplies: [
            { label: "Today", to: trip.step("day") },
            { label: "Say hello", say: "hello" },
          ],
          buttons: [{ label: "Site", url: "https://www.example.com/" }],
        }),
      steps: { day: (turn) => `Noted ${turn.event.conversationId}` },
    }),
    story("hello", { keywords: ["hello"] }).handle((turn) =>
      text(turn.channel === "messenger" ? "Hi!" : "Hello!", {
        quickReplies: turn.channel === "text" ? [] : [{ label: "Trip", to: trip.link() }],
      }),
    ),
    story("long", { keywords: ["long"] }).handle(() =>
      text("Choose", { quickReplies: [{ label: long, to: trip.link() }] }),
    ),
    story("native", { keywords: ["native"] }).handle(() =>
      text("Choose", {
        quickReplies: [{ label: "Trip", to: trip.link() }],
        on: { messenger: [{ channel: "messenger", payload: { text: "Choose" } }] },
      }),
    ),
    story("spoken", { keywords: ["spoken"] }).handle(() =>
      text("Choose", { speak: "Where do you go?", quickReplies: [{ label: "Trip", to: trip.link() }] }),
    ),
    story("twins", { keywords: ["twins"] }).handle(() =>
      text("Choose", {
        buttons: [
          { label: "Site", url: "https://www.example.com/" },
          { label: "Details", to: trip.step("day") },
          { label: "Details", to: trip.link() },
        ],
      }),
    ),
    seats.handle(() => panel(column(input(field.choice("zone", "Zone", ["A", "B"]), { to: seats.link() })))),
    story("who", { keywords: ["who"] }).handle(() => "You"),
  ],
  fallback: (_turn, reason) => reason,
});

const everywhere = ["web", "messenger", "text"] as const;

test("answers that are the same apart from their formatting pass, and are returned", async () => {
  const answers = await across(bot, everywhere, async (person) => {
    await person.say("trip");
    await person.tap("Today");
  });
  expect(Object.keys(answers)).toEqual(["web", "messenger", "text"]);
  expect(answers.messenger.map(({ outcome }) => outcome.step)).toEqual([undefined, "day"]);
  expect(answers.text[1]?.event).toEqual({ type: "text", text: "Today" });
});

test("another text and a missing choice are reported with turn, channel and both sides", async () => {
  const script = across(bot, everywhere, async (person) => {
    await person.say("trip");
    await person.tap("Say hello");
  });
  await expect(script).rejects.toThrow(
    new Error(
      ["The channels do not answer alike.", 'turn 2, say "hello": messenger differs from web'].join("\n\n") +
        '\n  texts\n    web:       "Hello!"\n    messenger: "Hi!"\n\n' +
        'turn 2, say "Say hello": text differs from web\n  choices\n    web:  "Trip → trip"\n    text: none',
    ),
  );
});

test("a loss fails with its rule and turn, unless it is allowed", async () => {
  const script = across(bot, everywhere, (person) => person.say("long"));
  await expect(script).rejects.toThrow('turn 1, say "long": messenger loses label_shortened: quick reply 1');
  await across(bot, everywhere, (person) => person.say("long"), { allowLosses: ["label_shortened"] });
});

test("a choice that is missing from the payloads of a channel is out of reach", async () => {
  const script = across(bot, everywhere, (person) => person.say("native"));
  await expect(script).rejects.toThrow('turn 1, say "native": on messenger nobody can choose Trip → trip');
});

test("another story or another number of turns is a difference", async () => {
  const stories = across(bot, ["web", "text"], (person) => person.say(person.channel === "web" ? "trip" : "x"));
  await expect(stories).rejects.toThrow('story\n    web:  "trip: answered"\n    text: "fallback: not_understood"');
  const turns = across(bot, ["web", "text"], async (person) => {
    await person.say("who");
    if (person.channel === "web") await person.say("who");
  });
  await expect(turns).rejects.toThrow("text has 1 turns, web has 2");
});

test("an error of the script says on which channel and after which turn", async () => {
  const script = across(bot, everywhere, async (person) => {
    await person.say("hello");
    await person.tap("Trip");
  });
  await expect(script).rejects.toThrow('on text, after turn 1, say "hello": "Trip" is not offered, only: none');
});

test("all channels have the same time and conversation id, so that answers that use them do not differ", async () => {
  const { web, messenger } = await across(bot, ["web", "messenger"], (person) => person.follow("trip?_step=day"));
  expect(messenger[0]?.texts).toEqual(web[0]?.texts);
});

const spoken = voice({ secret: "kitchen-secret" });

/** Says a message without what can be chosen. */
const mumbling: ConnectorDefinition = {
  ...spoken,
  id: "mumbling",
  start(host) {
    const running = spoken.start(host);
    const render = ({ speak, alt = "" }: BotMessage) => ({ payloads: [{ say: speak ?? alt }], losses: [] });
    return { ...running, connector: { ...running.connector, render } };
  },
};

test("on a channel of the voice a choice is within reach when it is said, and it is chosen by saying it", async () => {
  const answers = await across(
    bot,
    ["web", spoken],
    async (person) => {
      await person.say("trip");
      await person.tap("Today");
    },
    { allowOtherTexts: true },
  );
  expect(answers["voice"]?.[1]?.event).toEqual({ type: "text", text: "Today" });
  expect(answers["web"]?.[1]?.event.type).toBe("postback");
  const unsaid = across(bot, ["web", mumbling], (person) => person.say("long"), { allowOtherTexts: true });
  await expect(unsaid).rejects.toThrow(`on mumbling nobody can choose ${long} → trip`);
  // Where the author says it all, they decide what is named.
  await across(bot, ["web", mumbling], (person) => person.say("spoken"));
});

test("of choices that are called the same, whoever can only speak chooses by the number", async () => {
  const ada = simulate(bot, { channel: spoken });
  await ada.say("twins");
  expect((await ada.tap("Details")).outcome.step).toBe("day");
  expect(ada.answers[1]?.event).toEqual({ type: "text", text: "1" });
});

test("the options of a panel's field are within reach on the web", async () => {
  const { web } = await across(bot, ["web"], (person) => person.say("seats"));
  expect(web[0]?.labels).toEqual(["A", "B"]);
});

test("texts that differ between channels are allowed where the test says so", async () => {
  const hello = (allowOtherTexts: boolean) =>
    across(bot, ["web", "messenger"], (person) => person.say("hello"), { allowOtherTexts });
  await expect(hello(false)).rejects.toThrow("texts");
  await hello(true);
});
