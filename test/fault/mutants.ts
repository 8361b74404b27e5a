import { cpSync, mkdirSync, readFileSync, realpathSync, symlinkSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { disposableFolder } from "#support/disposable-folder.ts";
import { program, root } from "#support/paths.ts";
import { countTests } from "#support/suites/count-tests.ts";
import { type Mutation, mutations } from "./mutations.ts";

/**
 * Applies each mutation to a copy of the project and runs the test that must turn red. A mutation that no test notices, or
 * that keeps the test from running at all, fails this command. Arguments: parts of the names of those to run; none: all.
 */
const wanted = process.argv.slice(2);
const folder = disposableFolder();
const copy = join(realpathSync(folder.path), "causerie");

function copyProject(): void {
  mkdirSync(copy);
  const left = new Set([".git", "node_modules"]);
  cpSync(root, copy, {
    recursive: true,
    verbatimSymlinks: true,
    filter: (source) => !left.has(relative(root, source)),
  });
  symlinkSync(join(root, "node_modules"), join(copy, "node_modules"));
}

/** @returns undefined when the test noticed it; else why that is not so. */
function missedBy({ file, from, to, test: [testFile, name] }: Mutation): string | undefined {
  const path = join(copy, file);
  const source = readFileSync(path, "utf8");
  const count = source.split(from).length - 1;
  if (count !== 1) return `${file} has the text to change ${count} times`;
  writeFileSync(
    path,
    source.replace(from, () => to),
  );
  try {
    const { failed, passed } = countTests(
      [
        program("vitest"),
        "run",
        "--project=integration",
        "--project=realtime",
        testFile,
        ...(name === "" ? [] : ["-t", escape(name)]),
      ],
      copy,
      300_000,
    );
    if (failed > 0) return undefined;
    return passed > 0 ? "no test noticed it" : "no test ran";
  } catch (error) {
    return `the test could not be run: ${String(error)}`;
  } finally {
    writeFileSync(path, source);
  }
}

/** Names are looked for by a regular expression. */
function escape(name: string): string {
  return name.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}

copyProject();
let missed = 0;
for (const mutation of mutations) {
  if (wanted.length > 0 && !wanted.some((part) => mutation.name.includes(part) || mutation.breaks === part)) continue;
  const why = missedBy(mutation);
  if (why !== undefined) missed += 1;
  const verdict = why === undefined ? "red   " : "MISSED";
  process.stdout.write(`${verdict} ${mutation.breaks}: ${mutation.name}${why === undefined ? "" : ` (${why})`}\n`);
}
folder.remove();
if (missed > 0) process.exitCode = 1;
