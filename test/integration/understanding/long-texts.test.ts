import * as fc from "fast-check";
import { expect, test } from "vitest";
import { createBot, date, number, oneOf, phone, story } from "@causerie/server";
import { simulate } from "@causerie/server/testing";

const fares = story("fares", {
  keywords: ["fares"],
  slots: { day: date(), seats: number(), city: oneOf("city", ["Lille", "Paris"]), call: phone() },
});
const bot = createBot({
  stories: [
    fares.handle({
      ask: { day: () => "When?", seats: () => "How many?", city: () => "Where?", call: () => "Call?" },
      run: () => "Booked",
    }),
  ],
  fallback: (turn) => `heard ${turn.text.length}`,
});

/** The shortest of some tries, in milliseconds of the processor: on a busy machine a clock counts what others do. */
async function costOf(text: string): Promise<number> {
  const times: number[] = [];
  for (let turn = 0; turn < 5; turn += 1) {
    const ada = simulate(bot);
    const before = process.cpuUsage();
    await ada.say(text);
    const { user, system } = process.cpuUsage(before);
    times.push((user + system) / 1_000);
  }
  return Math.min(...times);
}

/** What regular expressions and growing texts choke on, again and again. */
const unit = fc.oneof(
  fc.constantFrom(
    "a",
    " ",
    ".",
    "1",
    "1,",
    "-",
    "é",
    "\u0301",
    "😀",
    "no ",
    "and ",
    "two hundred ",
    "+33 6 ",
    "a@",
    "http://",
    "(",
    "’",
    "\n",
  ),
  fc.string({ unit: "grapheme", minLength: 1, maxLength: 8 }),
);
const fill = (each: string, length: number): string => each.repeat(Math.ceil(length / each.length)).slice(0, length);

test("a text ten times as long costs about ten times as much, whatever it is made of", async () => {
  await costOf("fares on Monday for two");
  await fc.assert(
    fc.asyncProperty(unit, async (each) => {
      const [short, long] = [await costOf(fill(each, 400)), await costOf(fill(each, 4_000))];
      // Quadratic work would be a hundred times as much.
      expect(long).toBeLessThan(30 * Math.max(short, 10));
    }),
    { numRuns: 40 },
  );
}, 120_000);

test("beyond its limit a text costs no more, reaches the story whole, and is named", async () => {
  await costOf("fares on Monday for two");
  for (const each of ["word ", "é", "12 ", "1"]) {
    expect(await costOf(fill(each, 200_000))).toBeLessThan(10 * Math.max(await costOf(fill(each, 4_000)), 10));
  }
  const ada = simulate(bot);
  expect((await ada.say("x".repeat(100_000))).texts).toEqual(["heard 100000"]);
  const [event] = await ada.transcript();
  expect(event).toMatchObject({ content: { text: "x".repeat(100_000) } });
  expect((await ada.say(`fares ${"😀".repeat(4_000)}`)).outcome.story).toBe("fares");
});
