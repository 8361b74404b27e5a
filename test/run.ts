import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { disposableFolder } from "./support/disposable-folder.ts";
import { hasFramework } from "./support/sharepoint/framework.ts";
import { shareCompiledCode } from "./support/system/compile-cache.ts";
import { memoryFolder } from "./support/system/memory-folder.ts";
import { chromium, chromiumShell, firefox, installMissing, servers } from "./support/system/system-programs.ts";
import { execute, type Outcome } from "./support/suites/execute.ts";
import { type PlaywrightReport, toReport } from "./support/suites/playwright-report.ts";
import { runVitestSuite } from "./support/suites/run-vitest-suite.ts";
import { emptyReport, type FileTime, slowestFiles, type SuiteReport } from "./support/suites/suite-report.ts";
import { program, root } from "../setup.mjs";
import rootPackage from "../package.json" with { type: "json" };

/**
 * Runs all checks and suites, shows what failed, and closes with `N passed, N failed, N skipped`. A suite that this machine
 * cannot run is skipped and named; when `CI` is set, that counts as failed. What waits most of its time runs beside another.
 */
shareCompiledCode(); // In the folder of the machine: what is compiled is good for the next run, too.
const memory = memoryFolder();
if (memory !== undefined) process.env.TMPDIR = memory;
for (const signal of ["SIGINT", "SIGTERM"] as const)
  process.once(signal, () => {
    freeMemory();
    process.exit(1);
  });
const reports = disposableFolder();

type Counts = { passed: number; failed: number; skipped: number };
const total: Counts = { passed: 0, failed: 0, skipped: 0 };
const fileTimes: FileTime[] = [];
/** Said again at the end: who reads only the end of a long output learns what failed. */
const closing = { failed: [] as string[], flaky: [] as string[] };

/** What runs on Node is started by this one, so that neither a shell nor a PATH is needed. */
const onNode = (name: string, packageName?: string): string[] => [process.execPath, program(name, packageName)];

async function main(): Promise<void> {
  installPrograms();
  const [built] = await Promise.all([step("build", [process.execPath, "test/build.ts"]), checks()]);
  // Those of `realtime` wait for clocks, one file at a time, and leave the machine to what computes.
  await Promise.all([vitest("realtime"), computing(built)]);
  // Its build writes the widget anew, so nothing may run beside it.
  await sharepoint();

  reports.remove();
  console.log(`\nThe files that took longest:\n${slowestFiles(fileTimes, 15).join("\n")}`);
  if (closing.flaky.length > 0) console.log(`\nWhat passed at its second try only:\n${closing.flaky.join("\n")}`);
  if (closing.failed.length > 0) console.log(`\nWhat failed:\n${closing.failed.join("\n")}`);
  console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
  process.exitCode = total.failed > 0 ? 1 : 0;
  freeMemory();
}

/** What a process of a test that is just ending still writes is removed with the rest. */
function freeMemory(): void {
  if (memory !== undefined) rmSync(memory, { recursive: true, force: true, maxRetries: 5 });
}

/** What reads the sources only, one after the other. The build takes longer, beside it. */
async function checks(): Promise<void> {
  await step("format", [...onNode("oxfmt"), "--check"]);
  await step("lint", [...onNode("oxlint"), "--type-aware", "--deny-warnings"]);
  // Those of `npm run types`: of a second list one would be missing some day.
  for (const [, project = ""] of rootPackage.scripts.types.matchAll(/tsc -p (\S+)/g))
    await step(`types ${project}`, [...onNode("tsc", "typescript"), "-p", project]);
  await step("dead code", onNode("knip"));
  await vitest("unit");
}

async function computing(built: boolean): Promise<void> {
  await vitest("integration", ["integration", "together"]);
  await browser(built);
  // What waits for the windows of two browsers at once waits too long.
  await inFirefox(built);
}

async function browser(built: boolean): Promise<void> {
  if (!built) count("browser", { passed: 0, failed: 1, skipped: 0 }, "not run, because the build failed");
  else if (chromium.isThere()) await playwright("browser", "test/e2e/playwright.config.ts");
}

/** A smoke set: what another engine than that of `browser` could do in another way. */
async function inFirefox(built: boolean): Promise<void> {
  if (!built) count("firefox", { passed: 0, failed: 1, skipped: 0 }, "not run, because the build failed");
  else if (firefox.isThere()) await vitest("firefox");
}

/**
 * A quick part of `npm run test:sharepoint`, where Microsoft's packages are already there. Elsewhere it is skipped even when `CI` is
 * set: they are 0.75 GB, which no run of all other tests should have to fetch. There it is a job of its own.
 */
async function sharepoint(): Promise<void> {
  const command = "npm run test:sharepoint";
  if (!hasFramework())
    count("sharepoint", { passed: 0, failed: 0, skipped: 1 }, `it needs 0.75 GB of Microsoft's packages: ${command}`);
  else if (!chromium.isThere()) skip("sharepoint", `Chromium is missing: install it, and run ${command}`);
  else if (await step("sharepoint package", [process.execPath, "test/sharepoint/build-package.mjs"]))
    await playwright("sharepoint", "test/sharepoint/playwright.config.ts", ["--grep", "@quick"]);
}

async function step(name: string, command: readonly string[]): Promise<boolean> {
  const { ok, output, seconds } = await execute(command, root);
  if (!ok) console.log(output.trimEnd());
  count(name, { passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0 }, `${seconds.toFixed(1)} s`);
  return ok;
}

/** @param projects of `vitest.config.ts`. */
async function vitest(name: string, projects: readonly string[] = [name]): Promise<void> {
  const command = [...onNode("vitest"), "run", ...projects.map((project) => `--project=${project}`)];
  const suite = await runVitestSuite(command, root);
  for (const notice of suite.notices) console.log(notice);
  finish(name, suite);
}

async function playwright(name: string, config: string, more: readonly string[] = []): Promise<void> {
  const file = join(reports.path, `${name}.json`);
  const outcome = await execute(
    [
      process.execPath,
      join(root, "test", "node_modules", "@playwright", "test", "cli.js"),
      "test",
      "--config",
      config,
      "--reporter=list,json",
      // A shared machine may stand still for seconds. What passes at its second try is named below.
      "--retries=1",
      ...more,
    ],
    root,
    { PLAYWRIGHT_JSON_OUTPUT_NAME: file },
  );
  const report = existsSync(file)
    ? toReport(JSON.parse(readFileSync(file, "utf8")) as PlaywrightReport)
    : emptyReport();
  finish(name, { ...outcome, report });
}

/** Counts a suite. One that shows nothing has failed, and so has one that says so without a test that failed. */
function finish(name: string, { ok, output, seconds, report }: Outcome & { report: SuiteReport }): void {
  if (!ok) console.log(output.trimEnd());
  closing.flaky.push(...report.flaky.map((title) => `  ${name}: ${title}`));
  closing.failed.push(...report.failures.map((failure) => `  ${name}: ${failure}`));
  fileTimes.push(...report.files.map(({ file, seconds: time }) => ({ file: `${name}: ${file}`, seconds: time })));
  const { passed, skipped } = report;
  const failed = report.failed === 0 && (!ok || passed === 0) ? 1 : report.failed;
  count(name, { passed, failed, skipped }, `${seconds.toFixed(1)} s`);
}

/** The programs of the system that the suites need. Without a word of this one their tests would be skipped among the others. */
function installPrograms(): void {
  const all = [...servers, chromium, chromiumShell, firefox];
  const mayInstall = process.getuid?.() === 0 && existsSync("/usr/bin/apt-get");
  const missing = all.filter((each) => !each.isThere());
  if (mayInstall && missing.length > 0)
    console.log(`Installing ${missing.map(({ packageName }) => packageName).join(", ")} from Debian (once) …`);
  for (const { name, packageName } of installMissing(all, mayInstall ? runAsRoot : undefined)) {
    // Nothing is skipped without it.
    if (name === chromiumShell.name) continue;
    skip(
      suiteOf[name] ?? name,
      `${name} is missing: install Debian's \`${packageName}\`, or run as root so that this command may`,
    );
  }
}

/** A suite is skipped as a whole where its browser is missing. Tests that need a server skip themselves. */
const suiteOf: Record<string, string> = { [chromium.name]: "browser", [firefox.name]: "firefox" };

function runAsRoot([name = "", ...args]: readonly string[]): { ok: boolean; output: string } {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const { status, stdout, stderr, error } = spawnSync(name, args, { encoding: "utf8", env });
  const output = `${stdout ?? ""}${stderr ?? ""}${error === undefined ? "" : String(error)}`;
  if (status !== 0) console.log(output.split("\n").slice(-15).join("\n"));
  return { ok: status === 0, output };
}

function skip(name: string, reason: string): void {
  const strict = process.env.CI !== undefined && process.env.CI !== "";
  count(name, { passed: 0, failed: strict ? 1 : 0, skipped: strict ? 0 : 1 }, reason);
}

function count(name: string, counts: Counts, remark: string): void {
  total.passed += counts.passed;
  total.failed += counts.failed;
  total.skipped += counts.skipped;
  if (counts.failed > 0) closing.failed.push(`  ${name}: ${counts.failed} failed (${remark})`);
  const verdict = counts.failed > 0 ? "FAILED" : counts.skipped > 0 && counts.passed === 0 ? "skipped" : "ok";
  console.log(
    `${verdict.padEnd(8)}${name}: ${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped (${remark})`,
  );
}

await main();
