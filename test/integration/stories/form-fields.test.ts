import { createBot, date, field, form, number, story, text, yesNo } from "@causerie/server";
import { simulate } from "@causerie/server/testing";
import * as v from "valibot";
import { expect, test } from "vitest";

const opens = "2027-02-01";

const visit = story("visit", {
  keywords: ["visit"],
  slots: {
    day: {
      entity: date({ future: true }),
      schema: v.pipe(
        v.object({ date: v.string() }),
        v.transform((value) => value.date),
        v.minValue(opens, "before we open"),
      ),
    },
    at: {
      entity: date({ future: true }),
      schema: v.pipe(
        v.object({ time: v.string() }),
        v.transform(({ time }) => time),
      ),
    },
    stars: number({ min: 1, max: 5, integer: true }),
    terms: { entity: yesNo(), schema: v.literal("yes") },
  },
});

const page = { label: "Terms", url: "https://railway.example/terms" };
const start = story("start", { keywords: ["form"] }).handle(() =>
  form("Plan your visit", {
    fields: [
      field.date("day", "Day", { required: true, min: opens, max: "2027-12-31" }),
      field.time("at", "Time", { required: true, min: "09:00", max: "18:00" }),
      field.rating("stars", "Last visit", { required: true }),
      field.consent("terms", "I accept the terms", { page }),
    ],
    submit: { label: "Plan", to: visit.link() },
  }),
);

const bot = createBot({
  stories: [
    start,
    visit.handle({
      ask: {
        day: (_turn, { reason }) => `day? ${reason}`,
        at: (_turn, { reason }) => `at? ${reason}`,
        stars: (_turn, { reason }) => `stars? ${reason}`,
        terms: (_turn, { reason }) => text(`terms? ${reason}`, { buttons: [page] }),
      },
      run: (_turn, { day, at, stars, terms }) => `${day} ${at} ${stars + 0} ${terms}`,
    }),
  ],
  fallback: () => "?",
});
const talk = (channel: "web" | "messenger" = "web") => simulate(bot, { at: Date.UTC(2027, 0, 4, 12), channel });
const filled = { day: "2027-02-03", at: "14:30", stars: "4", terms: "yes" };

test("a story reads the fields of its form as typed values", async () => {
  const ada = talk();
  await ada.say("form");
  expect((await ada.submit(filled)).texts).toEqual(["2027-02-03 14:30 4 yes"]);
});

test.each([
  ["day", "2027-01-31", 'the field "day" must be a day, as 2027-01-31, not before 2027-02-01, not after 2027-12-31'],
  ["day", "3 Feb", 'the field "day" must be a day'],
  ["at", "8:00", 'the field "at" must be a time, as 18:30, not before 09:00, not after 18:00'],
  ["at", "19:00", 'the field "at" must be a time'],
  ["stars", "6", 'the field "stars" must be a whole number from 1 to 5'],
  ["stars", "3.5", 'the field "stars" must be a whole number from 1 to 5'],
  ["terms", "no", 'the field "terms" must be "yes" or absent'],
  ["terms", "", 'the field "terms" must be filled in'],
])("the test kit refuses what the form would not send: %s = %j", async (name, value, problem) => {
  const ada = talk();
  await ada.say("form");
  await expect(ada.submit({ ...filled, [name]: value })).rejects.toThrow(problem);
});

test.each([
  [{ day: "2027-01-31" }, "day? invalid"],
  [{ day: "2027-02-30" }, "day? invalid"],
  [{ at: "25:00" }, "at? invalid"],
  [{ stars: "6" }, "stars? invalid"],
  [{ stars: "3.5" }, "stars? invalid"],
  [{ terms: "no" }, "terms? invalid"],
  [{ terms: "" }, "terms? missing"],
])("a link that no form of ours has sent is read again by the story: %j", async (wrong, asked) => {
  const ada = talk();
  const given = Object.entries({ ...filled, ...wrong }).filter(([, value]) => value !== "");
  const answer = await ada.follow(`visit?${new URLSearchParams(given)}`);
  expect(answer.texts).toEqual([asked]);
});

test("without forms, the same story asks for one after another, in words", async () => {
  const ada = talk("messenger");
  expect((await ada.say("form")).losses).toEqual([{ rule: "form_as_button", detail: "form, 4 fields" }]);
  expect((await ada.tap("Plan")).texts).toEqual(["day? missing"]);
  expect((await ada.say("on the 3rd of February")).texts).toEqual(["at? missing"]);
  expect((await ada.say("half past two in the afternoon")).texts).toEqual(["stars? missing"]);
  expect((await ada.say("four")).texts).toEqual(["terms? missing"]);
  expect((await ada.say("I agree, yes")).texts).toEqual(["2027-02-03 14:30 4 yes"]);
});
