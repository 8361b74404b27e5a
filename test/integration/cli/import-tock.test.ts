import { mkdirSync, readdirSync, readFileSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { runCauserie } from "#support/commands/run-causerie.ts";
import { testPackages } from "#support/paths.ts";
import { temporaryFolder } from "#support/temporary-folder.ts";
import { dumpFolder } from "#support/tock-fixture.ts";

test("a folder of dumps becomes a bot that answers in the terminal, with a report beside it", async () => {
  const cwd = temporaryFolder();
  symlinkSync(testPackages, join(cwd, "node_modules"));
  writeFileSync(join(cwd, "package.json"), '{ "type": "module" }');
  const { code, stdout, stderr } = await runCauserie(["import", "tock", dumpFolder], { cwd });
  expect(stderr).toBe(
    "- application.json $.sentences[79].classification.intentId: the id of an intent that the dump does not have\n",
  );
  expect(code).toBe(0);
  expect(stdout).toMatch(
    /^15 stories, \d+ labels \(fr, en\) and 16 intents are in tock\.\n13 yours to do, 8 not carried over/,
  );
  expect(readdirSync(join(cwd, "tock")).toSorted()).toEqual([
    "bot.json",
    "bot.ts",
    "causerie.config.ts",
    "files",
    "keys.json",
    "messages",
    "report.md",
  ]);
  expect(readFileSync(join(cwd, "tock/files/roman-5e0000000000000000000001.png")).subarray(1, 4).toString()).toBe(
    "PNG",
  );
  expect(readFileSync(join(cwd, "tock/report.md"), "utf8")).toContain("## Not carried over (8)");

  const chat = await runCauserie(["chat", "--config", "tock/causerie.config.ts", "--locale", "fr"], {
    cwd,
    input: "quels sont vos horaires\n1\n",
  });
  expect(chat.stderr).toBe("");
  expect(chat.stdout).toContain("Nous ouvrons à 10 h.");
  expect(chat.stdout).toContain("Le samedi, de 10 h à 18 h.");
});

test("nothing is overwritten", async () => {
  const cwd = temporaryFolder();
  mkdirSync(join(cwd, "out"));
  writeFileSync(join(cwd, "out/bot.ts"), "mine");
  const { code, stderr } = await runCauserie(["import", "tock", dumpFolder, "--out", "out"], { cwd });
  expect(code).toBe(1);
  expect(stderr).toBe("- import tock: out already has bot.ts; nothing was written, choose another folder with --out\n");
  expect(readdirSync(join(cwd, "out"))).toEqual(["bot.ts"]);
});

test("each file that cannot be read is named with what is wrong, where, and what to do", async () => {
  const cwd = temporaryFolder();
  mkdirSync(join(cwd, "dumps"));
  const file = (name: string): string => join(cwd, "dumps", name);
  writeFileSync(file("a.json"), '[\n  {"storyId": "secret",}\n]');
  writeFileSync(file("b.json"), '[{"storyId": "a"');
  writeFileSync(file("c.json"), Buffer.from([0x22, 0xe9, 0x22]));
  writeFileSync(file("d.json"), "");
  truncateSync(file("d.json"), 101 * 1024 * 1024);
  const { code, stderr } = await runCauserie(["import", "tock", "dumps"], { cwd });
  expect(code).toBe(1);
  expect(stderr.trim().split("\n")).toEqual([
    "- import tock: dumps/a.json is no JSON: it breaks in line 2, column 24; export it again",
    "- import tock: dumps/b.json is no JSON: it ends too early; export it again",
    "- import tock: dumps/c.json is not UTF-8; save it in that encoding",
    "- import tock: dumps/d.json has 101 MB, more than the 100 MB that are read; export it in parts",
  ]);
  expect(readdirSync(cwd)).toEqual(["dumps"]);
});

test("without dumps it says what it needs", async () => {
  const cwd = temporaryFolder();
  expect((await runCauserie(["import", "tock", "none"], { cwd })).stderr).toBe(
    "- import tock: there is no none; name a dump, or a folder of dumps\n",
  );
  expect((await runCauserie(["import", "tock", "."], { cwd })).stderr).toContain("no file in . ends with .json");
  const missing = await runCauserie(["import", "tock"], { cwd });
  expect([missing.code, missing.stderr]).toEqual([
    2,
    "causerie import tock needs a dump, or a folder of dumps; see causerie --help\n",
  ]);
});
