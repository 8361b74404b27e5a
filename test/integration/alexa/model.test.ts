import { alexa, createBot, defineConfig, story, web } from "@causerie/server";
import { modelIntents } from "@causerie/server/cli/alexa/model-intents.ts";
import { printModel } from "@causerie/server/cli/alexa/print-model.ts";
import { fromAlexaName, toAlexaName } from "@causerie/server/connectors/alexa/incoming/intent-name.ts";
import { interactionModel } from "@causerie/server/connectors/alexa/model/interaction-model.ts";
import * as fc from "fast-check";
import { expect, onTestFinished, test, vi } from "vitest";
import { skillId } from "#support/alexa/fake-alexa.ts";
import { createSkillBot } from "#support/alexa/skill-world.ts";

type LanguageModel = {
  invocationName: string;
  intents: { name: string; slots?: { name: string; type: string }[]; samples: string[] }[];
  types: { name: string; values: { id?: string; name: { value: string; synonyms?: string[] } }[] }[];
};

const modelOf = (locale: string): { languageModel: LanguageModel; findings: string[] } => {
  const { model, findings } = interactionModel({
    invocationName: "snow report",
    intents: modelIntents(createSkillBot(), locale),
  });
  return {
    languageModel: (model as { interactionModel: { languageModel: LanguageModel } }).interactionModel.languageModel,
    findings,
  };
};

test("each story is an intent with its sentences, in which what its slots find is a slot", () => {
  const { languageModel } = modelOf("en-US");
  expect(languageModel.intents.find(({ name }) => name === "book_dash_trip")).toEqual({
    name: "book_dash_trip",
    slots: [
      { name: "to", type: "city" },
      { name: "seats", type: "AMAZON.NUMBER" },
    ],
    samples: ["i want to go to {to}", "from {to} to lille on friday", "{seats} seats please", "book a trip"],
  });
  expect(languageModel.types.find(({ name }) => name === "city")?.values).toEqual([
    { id: "lille", name: { value: "Lille", synonyms: ["the north"] } },
    { id: "lyon", name: { value: "Lyon", synonyms: [] } },
  ]);
});

test("another language has its own words, and stories without any are named", () => {
  const { languageModel, findings } = modelOf("fr-FR");
  expect(languageModel.intents.find(({ name }) => name === "book_dash_trip")?.samples).toEqual(["réserver un voyage"]);
  const { findings: none } = interactionModel({
    invocationName: "x y",
    intents: [{ name: "quiet", phrases: ["1 of 2"], slots: [] }],
  });
  expect(none).toEqual([
    "quiet: a sentence with digits, or of more than 200 letters, is left out.",
    "quiet has no words in this language: nobody can ask for it, only choose it.",
  ]);
  expect(findings).toEqual(["bye has no words in this language: nobody can ask for it, only choose it."]);
});

test("Amazon's own intents and the one for answers are there, and every type that is named", () => {
  const { intents, types } = modelOf("en-US").languageModel;
  const names = intents.map(({ name }) => name);
  for (const name of ["Cancel", "Help", "Stop", "NavigateHome", "Fallback", "Yes", "No", "Repeat"])
    expect(names).toContain(`AMAZON.${name}Intent`);
  const answers = intents.find(({ name }) => name === "CauserieAnswer");
  expect(answers?.samples).toEqual(["{words}", "{number}", "{day}", "{time}", "{day} {time}"]);
  const known = new Set(types.map(({ name }) => name));
  for (const { slots = [], samples } of intents) {
    for (const { type } of slots) expect(type.startsWith("AMAZON.") || known.has(type)).toBe(true);
    for (const sample of samples)
      for (const [, slot] of sample.matchAll(/\{(\w+)\}/g)) expect(slots.map(({ name }) => name)).toContain(slot);
  }
});

test("one sentence of two stories stays with the first, because Amazon could not tell them apart", () => {
  const { findings } = interactionModel({
    invocationName: "x y",
    intents: ["one", "two"].map((name) => ({ name, phrases: ["Open it!", `${name} it`], slots: [] })),
  });
  expect(findings).toEqual(['two: "open it" is a sentence of one, too, and stays there.']);
});

test("any name of a story comes back from the letters that Amazon takes", () => {
  const name = fc.string({ unit: fc.constantFrom(..."abZ_.:-019éß東".split("")), minLength: 1, maxLength: 30 });
  fc.assert(
    fc.property(name, (given) => {
      expect(toAlexaName(given)).toMatch(/^[A-Za-z_]+$/);
      expect(fromAlexaName(toAlexaName(given))).toBe(given);
    }),
  );
  for (const own of ["OrderPizza", "order_pizza", "order_my_pizza"]) expect(fromAlexaName(own)).toBe(own);
});

test("the command prints the model as JSON, and the rest beside it", () => {
  const printed: string[] = [];
  const beside: string[] = [];
  const spies = [
    vi.spyOn(console, "log").mockImplementation((text: string) => void printed.push(text)),
    vi.spyOn(console, "error").mockImplementation((text: string) => void beside.push(text)),
  ];
  onTestFinished(() => spies.forEach((spy) => spy.mockRestore()));
  const stories = [story("hello", { keywords: ["hello"] }), story("quiet")].map((each) => each.handle(() => "Hi"));
  const bot = createBot({ stories, fallback: () => "?" });
  const config = defineConfig({
    bot,
    connectors: [alexa({ skillId, invocationName: "snow report", locale: "en-GB" })],
  });
  expect(printModel(config, {})).toBe(0);
  expect(JSON.parse(printed.join(""))).toMatchObject({
    interactionModel: { languageModel: { invocationName: "snow report" } },
  });
  expect(beside).toEqual(["quiet has no words in this language: nobody can ask for it, only choose it."]);
  const without = defineConfig({ bot, connectors: [alexa({ skillId })] });
  expect(() => printModel(without, {})).toThrow("has no invocationName");
  expect(() => printModel(config, { locale: "?" })).toThrow("language tag");
  expect(() => printModel(defineConfig({ bot, connectors: [web({ origins: [] })] }), {})).toThrow("no Alexa connector");
});
