import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { ConfigError, createBot, readCorpus, story } from "@causerie/server";
import { expect, test } from "vitest";
import { temporaryFolder } from "#support/temporary-folder.ts";

const fares = story("fares", { examples: { en: ["how much is it"] } }).handle(() => "3 euros");
const fallback = (): string => "?";

test("a bot learns the examples of the corpus beside those of its stories, each once", () => {
  const folder = temporaryFolder();
  writeFileSync(
    join(folder, "fares.json"),
    JSON.stringify({ en: ["how much is it", "what does it cost"], fr: ["combien"] }),
  );
  for (const given of [folder, pathToFileURL(folder), pathToFileURL(`${folder}/`)]) {
    const bot = createBot({ stories: [fares], fallback, locales: ["en", "fr"], corpus: readCorpus(given) });
    expect(bot.examples).toMatchObject([
      { intent: "fares", text: "how much is it", locale: "en" },
      { intent: "fares", text: "what does it cost", locale: "en" },
      { intent: "fares", text: "combien", locale: "fr" },
    ]);
  }
});

test("a folder that is not there has no examples, and a file that is wrong is named", () => {
  const folder = temporaryFolder();
  expect(readCorpus(join(folder, "none"))).toEqual({});
  mkdirSync(join(folder, "corpus"));
  writeFileSync(join(folder, "corpus", "a.json"), "[1]");
  writeFileSync(join(folder, "corpus", "b.json"), "{");
  expect(() => readCorpus(join(folder, "corpus"))).toThrow(ConfigError);
  expect(() => readCorpus(join(folder, "corpus"))).toThrow(/a\.json must be[^]*b\.json is no file of JSON/);
});

test("examples of an intent that the bot does not have are refused, with the name that may be meant", () => {
  const corpus = { fare: { en: ["how much"] } };
  expect(() => createBot({ stories: [fares], fallback, corpus })).toThrow('did you mean "fares"?');
});
