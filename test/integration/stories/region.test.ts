import { expect, test } from "vitest";
import { createBot, date, number, story } from "@causerie/server";
import { simulate } from "@causerie/server/testing";

const trip = story("trip", { keywords: ["trip"], slots: { day: { entity: date() }, weight: { entity: number() } } });
const bot = createBot({
  locales: ["en", "de"],
  timeZone: "Europe/Paris",
  stories: [
    trip.handle({
      ask: { day: () => "Which day?", weight: () => "How heavy?" },
      run: (_, { day, weight }) => `${day.date.slice(5)}, ${weight} kg`,
    }),
  ],
  fallback: () => "Sorry?",
});

test.each([
  ["en-US", "1,200", "05-12, 1200 kg"],
  ["en-GB", "1,200", "12-05, 1200 kg"],
  ["de-CH", "1'200.5", "12-05, 1200.5 kg"],
  ["de-DE", "1.200,5", "12-05, 1200.5 kg"],
])("a bot without countries reads what a page in %s writes", async (locale, weight, answer) => {
  const ada = simulate(bot, { locale });
  await ada.say("trip");
  await ada.say(locale.startsWith("de") ? "5.12.2026" : "5/12/2026");
  expect((await ada.say(weight)).texts).toEqual([answer]);
});
