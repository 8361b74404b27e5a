import { createBot, story, text } from "@causerie/server";
import { across } from "@causerie/server/testing";
import { expect, test } from "vitest";

const trip = story("trip", { keywords: ["trip"], steps: { day: true } });
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
