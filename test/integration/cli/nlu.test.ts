import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { outsideFolder } from "#support/commands/outside-folder.ts";
import { runCauserie } from "#support/commands/run-causerie.ts";
import { fixtures } from "#support/paths.ts";

const config = (examples: string): string => `
import { createBot, defineConfig, story } from "@causerie/server";
const refund = story("refund", { ${examples} });
const luggage = story("luggage", { examples: ["how many bags may I take", "may I bring a bike", "is there a limit for bags", "can I take two suitcases", "may my dog have a suitcase"] });
const bot = createBot({ stories: [refund.handle(() => "r"), luggage.handle(() => "l")], fallback: () => "?" });
export default defineConfig({ bot, connectors: [] });
`;
const refund = `examples: ["I want my money back", "refund my ticket please", "give me my money back", "can I get a refund", "I want a refund for my ticket"]`;

test("nlu test prints what the classifier makes of examples that it has not learnt", async () => {
  const cwd = outsideFolder({ "causerie.config.ts": config(refund), "nothing.txt": "purple giraffes sing\n\nxyzzy\n" });
  const { code, stdout, stderr } = await runCauserie(["nlu", "test", "--folds", "5", "--unknown", "nothing.txt"], {
    cwd,
  });
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(stdout).toMatch(/accuracy/i);
  expect(stdout).toContain("luggage");
  expect(stdout).toMatch(/Intent +Examples +Precision +Recall +Refused/);
  expect(stdout).toContain("\n\nToo few examples to judge the bot by");
  expect(stdout.split("\n").every((line) => line.length <= 100)).toBe(true);
});

test("nlu test names, for each intent, what it is taken for and which words spoke for that", async () => {
  const mixed = `examples: ["how many bags may I return", "money for my bags", "I want to return two suitcases", "cash back", "pay me back"]`;
  const cwd = outsideFolder({ "causerie.config.ts": config(mixed) });
  const { code, stdout } = await runCauserie(["nlu", "test"], { cwd });
  expect(code).toBe(0);
  expect(stdout).toMatch(
    /Taken for another, and the words that spoke for it\n(?:.*\n)*?refund\n +\d+ {2}-> luggage: ".*(?:bags|suitcases|many|may).*"/,
  );
});

test("what cannot be tested is said", async () => {
  const cwd = outsideFolder({ "causerie.config.ts": config(refund) });
  expect(await runCauserie(["nlu", "test", "--folds", "one"], { cwd })).toMatchObject({
    code: 2,
    stderr: "- nlu test: --folds must be a whole number from 2 to 20\n",
  });
  expect(await runCauserie(["nlu", "test", "--unknown", "none.txt"], { cwd })).toMatchObject({
    code: 1,
    stderr: "- nlu test: the file none.txt cannot be read\n",
  });
  expect(await runCauserie(["nlu"], { cwd })).toMatchObject({ code: 2 });
  expect(await runCauserie(["chat", "--folds", "3"], { cwd })).toMatchObject({
    code: 2,
    stderr: "causerie chat has no option '--folds'; see causerie --help\n",
  });
});

test("labels of Tock become messages of a catalogue, and files that are there stay", async () => {
  const dump = join(fixtures, "tock-labels", "railway.json");
  const cwd = outsideFolder({});
  const { code, stdout } = await runCauserie(["labels", "import", dump, "--out", "words"], { cwd });
  expect(code).toBe(0);
  expect(stdout).toMatch(/^\d+ labels \(.*\) are in words; \d+ need a look\n$/);
  const french = JSON.parse(readFileSync(join(cwd, "words", "fr.json"), "utf8")) as object;
  expect(Object.keys(french).length).toBeGreaterThan(0);
  expect(await runCauserie(["labels", "import", dump, "--out", "words"], { cwd })).toMatchObject({
    code: 1,
    stderr: expect.stringContaining("cannot be written; choose another folder with --out") as string,
  });
  expect(await runCauserie(["labels", "import", "none.json"], { cwd })).toMatchObject({
    code: 1,
    stderr: "- labels import: none.json is no file of JSON\n",
  });
});
