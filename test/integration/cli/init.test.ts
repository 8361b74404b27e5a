import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { runCauserie } from "#support/commands/run-causerie.ts";
import { temporaryFolder } from "#support/temporary-folder.ts";

const nameIn = (folder: string): string =>
  (JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as { name: string }).name;

test.each([
  ["my-bot", "my-bot"],
  ["My Bot!", "my-bot"],
  [".hidden/_Été", "ete"],
  ["東京", "my-bot"],
])("a bot in the folder %s has a name that npm accepts", async (folder, name) => {
  const cwd = temporaryFolder();
  const { code, stderr } = await runCauserie(["init", folder], { cwd });
  expect(stderr).toBe("");
  expect(code).toBe(0);
  expect(nameIn(join(cwd, folder))).toBe(name);
});

test("files of others may be there, files of the same name are kept, and then nothing is written", async () => {
  const cwd = temporaryFolder();
  mkdirSync(join(cwd, ".git"));
  expect((await runCauserie(["init", "."], { cwd })).code).toBe(0);

  const other = temporaryFolder();
  writeFileSync(join(other, "bot.ts"), "mine");
  const { code, stderr } = await runCauserie(["init", "."], { cwd: other });
  expect(code).toBe(1);
  expect(stderr).toContain("already has bot.ts; nothing was written");
  expect(readdirSync(other)).toEqual(["bot.ts"]);
  expect(readFileSync(join(other, "bot.ts"), "utf8")).toBe("mine");
});

test("a folder that cannot be made is named, with the system's reason", async () => {
  const cwd = temporaryFolder();
  writeFileSync(join(cwd, "file"), "");
  const { code, stderr } = await runCauserie(["init", "file/bot"], { cwd });
  expect(code).toBe(1);
  expect(stderr).toMatch(/init: file\/bot cannot be written: .*ENOTDIR/);
});

test("without a folder it says what it needs", async () => {
  const { code, stderr } = await runCauserie(["init"], { cwd: temporaryFolder() });
  expect(code).toBe(2);
  expect(stderr).toContain("causerie init needs the folder of the new bot");
});
