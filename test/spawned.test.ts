import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { root } from "./support/paths.ts";

/**
 * Windows has no `npm`, `npx` or `tsc` that a program can start without a shell: they are scripts there, and a shell takes
 * arguments apart. So what is set up, built and shipped starts Node with a file. The tests themselves run on Linux.
 */
const shipped = [
  "setup.mjs",
  "server",
  "widget",
  "demo",
  "test/build.ts",
  "test/build-sbom.ts",
  "test/run.mjs",
  "test/run.ts",
  "test/support/suites",
];

type Spawn = { file: string; command: string; call: string };

function spawnsIn(file: string): Spawn[] {
  const code = readFileSync(join(root, file), "utf8");
  if (!code.includes("node:child_process")) return [];
  const calls = code.matchAll(/(?<!\.)\b(?:spawn|spawnSync|exec|execSync|execFile|execFileSync)\(\s*([^,()]+)[^;]*;/g);
  return Array.from(calls, ([call, command = ""]) => ({ file, command: command.trim(), call }));
}

const files = execFileSync("git", ["ls-files", "--", ...shipped], { cwd: root, encoding: "utf8" })
  .split("\n")
  .filter((file) => /\.(?:ts|mjs|js)$/.test(file) && !file.endsWith(".test.ts"));

test("nothing that is shipped or sets up starts a program that is a script on Windows", () => {
  const spawns = files.flatMap(spawnsIn);
  expect(spawns.length).toBeGreaterThan(5);
  // `command` and `name` are parameters: what is given to them is looked at below.
  // The others hold the path of a program; `program` is one that the operator installs, as espeak-ng.
  const known = new Set(["process.execPath", "node", "workspaceNode", "chromium", "program", "command", "name"]);
  expect(spawns.filter(({ command }) => !known.has(command))).toEqual([]);
  // The one command by name, where npm's own file was not found.
  const shells = spawns.filter(({ call }) => call.includes("shell:"));
  expect(shells.map(({ file }) => file)).toEqual(["setup.mjs"]);
  for (const { call } of shells) expect(call).toContain('shell: process.platform === "win32"');

  const given = files.flatMap((file) =>
    Array.from(
      readFileSync(join(root, file), "utf8").matchAll(/(?<![\w.#])(?:run|execute)\(\s*\[?("[^"]+"|\w[\w.]*)/g),
      ([, word = ""]) => [file, word],
    ),
  );
  const scripts = given.filter(([, word = ""]) => /^"(?:npm|npx|pnpm|tsc|vite|vitest|\w+\.cmd)"$/.test(word));
  expect(scripts).toEqual([]);
});

test("the scripts of the root's package.json start by a name of `.bin` or by Node, never by a path that a Windows shell takes apart", () => {
  const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
    scripts: Record<string, string>;
  };
  const commands = Object.values(scripts).flatMap((script) =>
    script.split("&&").map((part) => part.trim().split(" ")[0]),
  );
  expect(commands.length).toBeGreaterThan(10);
  expect(commands.filter((command = "") => !/^[a-z]+$/.test(command))).toEqual([]);
});
