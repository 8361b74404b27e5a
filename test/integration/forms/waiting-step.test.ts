import { createBot, intent, number, story } from "@causerie/server";
import { simulate } from "@causerie/server/testing";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

const yes = intent("yes", { keywords: { en: ["yes"], de: ["ja"] } });
const no = intent("no", { keywords: { en: ["no"], de: ["nein"] } });
const table = story("table", {
  keywords: ["table"],
  slots: { count: number() },
  steps: { confirm: { intents: [yes] }, drop: { intents: [no] }, note: true },
});
const botThatWaitsFor = (step: "confirm" | "drop" | "note") =>
  createBot({
    stories: [
      table.handle({
        ask: { count: () => "How many?" },
        run: (turn, { count }) => {
          turn.waitFor(table.step(step));
          return `For ${count}?`;
        },
        steps: { confirm: () => "confirmed", drop: () => "dropped", note: (turn) => `noted: ${turn.text}` },
      }),
      story("hours", { keywords: ["opening hours"] }).handle(() => "9 to 5"),
    ],
    fallback: (_turn, reason) => `fallback: ${reason}`,
    resumption: false,
    locales: ["en", "de"],
  });

const saysYes = fc.constantFrom("yes", "Yep!", "sure", "ok", "go ahead", "yes please", "oui", "of course");
const saysNo = fc.constantFrom(
  "no",
  "Nope",
  "no thanks",
  "not now",
  "rather not",
  "nein",
  "No, never",
  "certainly not",
);

describe("while a step waits", () => {
  test("a yes goes to the step that expects one, and a no to the one beside it, in any words", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom("confirm", "drop"),
        fc.oneof(
          saysYes.map((words) => [words, "confirmed"] as const),
          saysNo.map((words) => [words, "dropped"] as const),
        ),
        async (step, [words, answer]) => {
          const ada = simulate(botThatWaitsFor(step));
          await ada.say("table for 2");
          expect([words, (await ada.say(words)).texts]).toEqual([words, [answer]]);
        },
      ),
      { numRuns: 100 },
    );
  });

  test("a step without intents of its own takes them all, and runs no other step", async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(saysYes, saysNo), async (words) => {
        const ada = simulate(botThatWaitsFor("note"));
        await ada.say("table for 2");
        expect((await ada.say(words)).texts).toEqual([`noted: ${words}`]);
      }),
    );
  });

  test.each([
    ["what are your opening hours?", "9 to 5"],
    ["opening hours", "9 to 5"],
    ["do you like my hat?", "fallback: not_understood"],
    ["hm", "fallback: not_understood"],
    ["wait a second", "fallback: not_understood"],
    ["my husband is not sure yet", "fallback: not_understood"],
    ["no, make it 4", "For 4?"],
    ["4 instead", "For 4?"],
    ["cancel", "All right, cancelled."],
    ["start over", "All right, from the beginning."],
    ["what did I say so far?", "So far:\n- count: 2"],
  ])("%s confirms nothing", async (words, answer) => {
    const ada = simulate(botThatWaitsFor("confirm"));
    await ada.say("table for 2");
    expect((await ada.say(words)).texts[0]).toBe(answer);
  });

  test("a question that nobody understands leaves the choice open", async () => {
    const ada = simulate(botThatWaitsFor("confirm"));
    await ada.say("table for 2");
    await ada.say("do you like my hat?");
    expect((await ada.say("yes")).texts).toEqual(["confirmed"]);
  });

  test.each([
    ["cancel", "All right, cancelled."],
    ["start over", "All right, from the beginning."],
    ["no, make it 4", "For 4?"],
    ["no", "dropped"],
    ["what did I say so far?", "So far:\n- count: 2"],
  ])("after something that nobody understands, %s is heard as before", async (words, answer) => {
    const ada = simulate(botThatWaitsFor("confirm"));
    await ada.say("table for 2");
    await ada.say("hm");
    await ada.say("zxqv");
    expect((await ada.say(words)).texts[0]).toBe(answer);
  });
});
