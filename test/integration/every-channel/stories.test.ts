import { createRailwayBot } from "@causerie/demo/bot/bot.ts";
import { across, type SimulatedPerson } from "@causerie/server/testing";
import { expect, test } from "vitest";
import { everyChannel } from "#support/every-channel.ts";

const bot = createRailwayBot({ publicUrl: "https://railway.example", remind: () => undefined, wordPause: 0 });

/** What a person does, by what they see or hear: `say` in words of their own, `choose` what is on offer. */
type Act =
  | { say: string }
  | { choose: string }
  | { share: readonly [latitude: number, longitude: number] }
  | { send: "image" };

const script: readonly Act[] = [
  { say: "hello" },
  { choose: "Departures" },
  { say: "Atlantis" },
  { choose: "Port-Clément" },
  { choose: "Hautepierre" },
  { say: "and back?" },
  { choose: "Tell me when" },
  { say: "what are the prices?" },
  // Each card has a choice of this name: in words it is its number.
  { choose: "Details" },
  { say: "which stations are there" },
  { choose: "Montaubrel" },
  { say: "the lake" },
  { say: "nearest station" },
  { share: [43.2, 6.25] },
  { say: "Hautepierre" },
  { say: "lost property" },
  { say: "a red umbrella" },
  { say: "on the train" },
  { say: "opening hours" },
  { choose: "Yes, go on" },
  { say: "yesterday" },
  { say: "yes" },
  { say: "photo" },
  { send: "image" },
  { say: "tell me a story" },
  { say: "show me the trip planner" },
  { say: "what are the conditions of carriage" },
  { say: "is there anything new on the line" },
  { say: "is it a steep railway" },
  { say: "is there an API for the departures" },
  { say: "thanks" },
  { say: "the meaning of life" },
  { say: "talk to a person" },
  { choose: "Back to Aubri" },
];

/** What some channels cannot show as the demo's stories have it; docs/what-channels-show.md explains each. */
const allowLosses = [
  "buttons_as_list",
  "carousel_as_list",
  "chart_as_text",
  "description_moved",
  "document_as_text",
  "field_as_question",
  "image_dropped",
  "list_split",
  "location_request_as_words",
  "panel_as_text",
  "quick_replies_as_buttons",
  "reasoning_dropped",
  "source_not_said",
  "table_as_text",
  "text_split",
];

const options = {
  locale: "en",
  // A Friday, 15:30 in the time zone of the railway: somebody is there.
  at: Date.UTC(2026, 10, 20, 14, 30),
  allowLosses,
  // On Messenger people are told to tap, and elsewhere to choose.
  allowOtherTexts: true,
};
const channels = everyChannel.map(({ definition }) => definition);

async function act(person: SimulatedPerson, each: Act, choose: (label: string) => Promise<unknown>): Promise<unknown> {
  if ("say" in each) return await person.say(each.say);
  if ("share" in each) return await person.share(...each.share);
  if ("send" in each) return await person.attach({ kind: each.send });
  return await choose(each.choose);
}

test("the demo's stories are the same on every channel: same stories, steps and choices, all of them within reach", async () => {
  const answers = await across(
    bot,
    channels,
    async (person) => {
      for (const each of script) await act(person, each, (label) => person.tap(label));
    },
    options,
  );
  const [first = [], ...others] = Object.values(answers);
  expect(others).toHaveLength(everyChannel.length - 1);
  const visited = new Set(first.map(({ outcome }) => outcome.story));
  expect([...bot.stories.keys()].filter((story) => !visited.has(story))).toEqual([]);
});

test("whoever says the number of a choice gets the same as whoever taps it, on every channel", async () => {
  const byNumber = (person: SimulatedPerson, label: string): Promise<unknown> => {
    const offered = person.answers.at(-1)?.choices.filter(({ url }) => url === undefined) ?? [];
    return person.say(String(offered.findIndex((choice) => choice.label === label) + 1));
  };
  const choosing = script.slice(0, 12);
  const run = (choose: (person: SimulatedPerson, label: string) => Promise<unknown>) =>
    across(
      bot,
      channels,
      async (person) => {
        for (const each of choosing) await act(person, each, (label) => choose(person, label));
      },
      options,
    );
  const outcomes = (answers: Awaited<ReturnType<typeof run>>): unknown[] =>
    Object.values(answers).map((all) => all.map(({ outcome: { story, step, outcome } }) => [story, step, outcome]));
  expect(outcomes(await run(byNumber))).toEqual(outcomes(await run((person, label) => person.tap(label))));
});
