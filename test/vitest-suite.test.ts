import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { ViteUserConfig } from "vitest/config";
import { outsideFolder } from "./support/commands/outside-folder.ts";
import { root, testPackages } from "./support/paths.ts";
import { isNoVerdict } from "./support/fault/verdict.ts";
import { countTests } from "./support/suites/count-tests.ts";
import { toReport } from "./support/suites/playwright-report.ts";
import { runVitestSuite } from "./support/suites/run-vitest-suite.ts";
import { slowestFiles } from "./support/suites/suite-report.ts";

/** What `npm test` makes of Vitest's runs. */
const config = `export default { test: { include: ["*.test.js"], maxWorkers: 1 } };`;
const passing = `import { test } from "vitest"; test("passes", () => {}); test.skip("later", () => {});`;

const vitest = join(testPackages, "vitest", "vitest.mjs");

function runSuite(files: Readonly<Record<string, string>>) {
  const cwd = outsideFolder({ ...files, "vitest.config.mjs": config });
  return runVitestSuite([process.execPath, vitest, "run", "--root", cwd, "--no-color"], cwd);
}

/** The process of the file is killed in its first `times` runs. */
const killed = (times: number): string => `
import { appendFileSync, readFileSync } from "node:fs";
import { test } from "vitest";
test("comes first", () => {});
test("is killed", async () => {
  appendFileSync("runs", "x");
  if (readFileSync("runs", "utf8").length > ${times}) return;
  process.kill(process.pid, "SIGSEGV");
  await new Promise(() => {});
});`;

test("a test that passes at its second try is named, and what fails, passes and is skipped is counted", async () => {
  const { ok, output, report, notices } = await runSuite({
    "passing.test.js": passing,
    "flaky.test.js": `import { expect, test } from "vitest";
let runs = 0;
test("needs two", { retry: 1 }, () => { runs += 1; expect(runs).toBe(2); });
test("fails", () => expect(1).toBe(2));`,
  });
  expect(ok).toBe(false);
  expect(output).toContain("expected 1 to be 2");
  expect(notices).toEqual([]);
  expect(report).toMatchObject({ passed: 2, failed: 1, skipped: 1, flaky: ["flaky.test.js › needs two"] });
  expect(report.failures).toEqual(["flaky.test.js › fails: expected 1 to be 2 // Object.is equality"]);
  expect(report.files.map(({ file }) => file).toSorted()).toEqual(["flaky.test.js", "passing.test.js"]);
});

test("a file whose process is killed is named with the signal, runs again alone, and is flaky if it passes then", async () => {
  const { ok, report, notices } = await runSuite({ "passing.test.js": passing, "killed.test.js": killed(1) });
  expect(notices).toEqual(["crashed killed.test.js: its process ended with signal SIGSEGV"]);
  expect(report).toMatchObject({
    passed: 3,
    failed: 0,
    skipped: 1,
    flaky: ["killed.test.js, whose process had ended with signal SIGSEGV,"],
  });
  expect(ok).toBe(true);
});

test("one that is killed again has failed, and so has a run in which something else failed beside a crash", async () => {
  const again = await runSuite({ "passing.test.js": passing, "killed.test.js": killed(2) });
  expect([again.ok, again.report.passed, again.report.flaky]).toEqual([false, 1, []]);

  const failing = `import { test } from "vitest"; test("fails", () => { throw new Error("no"); });`;
  const beside = await runSuite({ "failing.test.js": failing, "killed.test.js": killed(1) });
  expect([beside.ok, beside.report.passed, beside.report.failed]).toEqual([false, 2, 1]);
});

test("a file that cannot be loaded, and an error outside of all tests, fail the run", async () => {
  const broken = await runSuite({ "passing.test.js": passing, "broken.test.js": "throw new Error('broken');" });
  expect([broken.ok, broken.report.passed, broken.report.failures]).toEqual([false, 1, ["broken.test.js: broken"]]);

  const stray = `${passing}\ntest("leaves", () => void setTimeout(() => { throw new Error("late"); }));
test("waits", () => new Promise((resolve) => setTimeout(resolve, 50)));`;
  const late = await runSuite({ "stray.test.js": stray, "killed.test.js": killed(1) });
  expect([late.ok, late.report.passed]).toEqual([false, 5]);
});

test("what failed in a browser is named with its file and the first line of its error", () => {
  const spec = (title: string, status: string, message: string) => ({
    title,
    tests: [{ status, results: [{ duration: 1, error: { message } }] }],
  });
  const report = toReport({
    stats: { expected: 0, unexpected: 1, flaky: 1, skipped: 0 },
    suites: [
      {
        title: "chat/forms.spec.ts",
        specs: [
          spec("sends", "unexpected", "\n\u001B[31mError: no button\u001B[39m\nCall log"),
          spec("sees", "flaky", ""),
        ],
      },
    ],
  });
  expect(report.failures).toEqual(["chat/forms.spec.ts › sends: Error: no button"]);
  expect(report.flaky).toEqual(["chat/forms.spec.ts › sees"]);
});

test("the slowest files come first", () => {
  const files = [1.25, 300, 20].map((seconds) => ({ file: `${seconds}.test.ts`, seconds }));
  expect(slowestFiles(files, 2)).toEqual(["  300.0 s  300.test.ts", "   20.0 s  20.test.ts"]);
});

const vitestIn = (cwd: string): [string, ...string[]] => [process.execPath, vitest, "run", "--root", cwd];

test("what the oracle has found gets no second try, what did not happen at its moment does; the long form gives none", async () => {
  const verdict = JSON.stringify(join(import.meta.dirname, "support", "fault", "verdict.ts"));
  const tries = `import { expect, test } from "vitest";
import { expectNothingWrong } from ${verdict};
let verdicts = 0;
let moments = 0;
test("loses once", () => { verdicts += 1; expectNothingWrong(verdicts === 1 ? ["the screen has lost it"] : []); });
test("comes late once", () => { moments += 1; expect(moments).toBe(2); });`;
  const retry = `{ count: 1, condition: ${String(isNoVerdict)} }`;
  const cwd = outsideFolder({
    "tries.test.js": tries,
    "vitest.config.mjs": `export default { test: { include: ["*.test.js"], retry: ${retry} } };`,
  });
  const { report } = await runVitestSuite(vitestIn(cwd), cwd);
  expect([report.failed, report.flaky]).toEqual([1, ["tries.test.js › comes late once"]]);
  expect(countTests(vitestIn(cwd), cwd, 60_000)).toEqual({ failed: 2, passed: 0 });

  const { default: ours } = (await import(join(root, "vitest.config.ts"))) as { default: ViteUserConfig };
  const projects = (ours.test?.projects ?? []).map(
    (project) => typeof project === "object" && "test" in project && project.test,
  );
  const retries = projects.flatMap((project) => (project && project.name !== "unit" ? [project.retry] : []));
  expect(retries).toEqual(retries.map(() => ({ count: 1, condition: isNoVerdict })));
});

test("a run that was killed, or that leaves no report, is not judged by the report of an earlier one", async () => {
  const hanging = `import { writeFileSync } from "node:fs"; import { test } from "vitest";
    test("hangs", () => { writeFileSync("pid", String(process.pid)); for (;;); });`;
  const cwd = outsideFolder({ "hanging.test.js": hanging, "vitest.config.mjs": config });
  writeFileSync(join(cwd, "report.json"), JSON.stringify({ numFailedTests: 1, numPassedTests: 0 }));
  expect(() => countTests(vitestIn(cwd), cwd, 3_000)).toThrow("the run did not end");
  const isThere = (): boolean => existsSync(`/proc/${readFileSync(join(cwd, "pid"), "utf8")}/exe`);
  await expect.poll(isThere).toBe(false);
  writeFileSync(join(cwd, "report.json"), JSON.stringify({ numFailedTests: 1, numPassedTests: 0 }));
  expect(() => countTests([process.execPath, "-e", "process.exit(1)", "--"], cwd, 60_000)).toThrow("no report");
});
