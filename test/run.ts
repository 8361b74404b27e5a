import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { disposableFolder } from "./support/disposable-folder.ts";
import { chromium, installMissing, servers } from "./support/system/system-programs.ts";
import { program, root } from "../setup.mjs";

/**
 * Runs all checks and suites one after another, shows what failed, and closes with `N passed, N failed, N skipped`. A
 * suite that this machine cannot run is skipped and named; when `CI` is set, that counts as failed.
 */
const reports = disposableFolder();

type Counts = { passed: number; failed: number; skipped: number };
const total: Counts = { passed: 0, failed: 0, skipped: 0 };

/** What runs on Node is started by this one, so that neither a shell nor a PATH is needed. */
const onNode = (name: string, packageName?: string): string[] => [process.execPath, program(name, packageName)];

function main(): void {
  installPrograms();
  step("format", [...onNode("oxfmt"), "--check"]);
  step("lint", [...onNode("oxlint"), "--type-aware", "--deny-warnings"]);
  for (const project of ["server/protocol", "server", "widget", "demo", "test/support/fake-graph", "test"]) {
    step(`types ${project}`, [...onNode("tsc", "typescript"), "-p", project]);
  }
  step("dead code", onNode("knip"));
  const built = step("build", [process.execPath, "test/build.ts"]);
  vitest("unit");
  vitest("integration");
  vitest("realtime");
  if (!built) count("browser", { passed: 0, failed: 1, skipped: 0 }, "not run, because the build failed");
  else if (chromium.isThere()) playwright();

  reports.remove();
  console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
  process.exitCode = total.failed > 0 ? 1 : 0;
}

function execute(
  command: readonly string[],
  extra: Record<string, string> = {},
): { ok: boolean; output: string; seconds: number } {
  const started = performance.now();
  const [name = "", ...args] = command;
  const result = spawnSync(name, args, {
    cwd: root,
    encoding: "utf8",
    env: { ...process.env, ...extra },
    maxBuffer: 64 * 1024 * 1024,
  });
  const output = `${result.stdout ?? ""}${result.stderr ?? ""}${result.error === undefined ? "" : String(result.error)}`;
  return { ok: result.status === 0, output, seconds: (performance.now() - started) / 1000 };
}

function step(name: string, command: readonly string[]): boolean {
  const { ok, output, seconds } = execute(command);
  if (!ok) console.log(output.trimEnd());
  count(name, { passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0 }, `${seconds.toFixed(1)} s`);
  return ok;
}

function vitest(project: string): void {
  const report = join(reports.path, `${project}.json`);
  const { ok, output, seconds } = execute([
    ...onNode("vitest"),
    "run",
    "--project",
    project,
    "--reporter=default",
    "--reporter=json",
    `--outputFile=${report}`,
  ]);
  if (!ok) console.log(output.trimEnd());
  const counts: Counts = { passed: 0, failed: 0, skipped: 0 };
  if (existsSync(report)) {
    const parsed = JSON.parse(readFileSync(report, "utf8")) as {
      numPassedTests: number;
      numFailedTests: number;
      numPendingTests: number;
      numTodoTests: number;
    };
    counts.passed = parsed.numPassedTests;
    counts.failed = parsed.numFailedTests;
    counts.skipped = parsed.numPendingTests + parsed.numTodoTests;
  }
  // A suite that could not even be loaded has no tests to count.
  if (!ok && counts.failed === 0) counts.failed = 1;
  if (ok && counts.passed === 0) counts.failed = 1;
  count(project, counts, `${seconds.toFixed(1)} s`);
}

function playwright(): void {
  const report = join(reports.path, "browser.json");
  const { ok, output, seconds } = execute(
    [
      process.execPath,
      join(root, "test", "node_modules", "@playwright", "test", "cli.js"),
      "test",
      "--config",
      "test/e2e/playwright.config.ts",
      "--reporter=list,json",
    ],
    { PLAYWRIGHT_JSON_OUTPUT_NAME: report },
  );
  if (!ok) console.log(output.trimEnd());
  const counts: Counts = { passed: 0, failed: 0, skipped: 0 };
  if (existsSync(report)) {
    const { stats } = JSON.parse(readFileSync(report, "utf8")) as {
      stats: { expected: number; unexpected: number; flaky: number; skipped: number };
    };
    counts.passed = stats.expected + stats.flaky;
    counts.failed = stats.unexpected;
    counts.skipped = stats.skipped;
  }
  if (!ok && counts.failed === 0) counts.failed = 1;
  if (ok && counts.passed === 0) counts.failed = 1;
  count("browser", counts, `${seconds.toFixed(1)} s`);
}

/** The programs of the system that the suites need. Without a word of this one their tests would be skipped among the others. */
function installPrograms(): void {
  const all = [...servers, chromium];
  const mayInstall = process.getuid?.() === 0 && existsSync("/usr/bin/apt-get");
  const missing = all.filter((each) => !each.isThere());
  if (mayInstall && missing.length > 0)
    console.log(`Installing ${missing.map(({ packageName }) => packageName).join(", ")} from Debian (once) …`);
  for (const { name, packageName } of installMissing(all, mayInstall ? runAsRoot : undefined))
    skip(
      name === chromium.name ? "browser" : name,
      `${name} is missing: install Debian's \`${packageName}\`, or run as root so that this command may`,
    );
}

function runAsRoot(command: readonly string[]): { ok: boolean; output: string } {
  const result = execute(command, { DEBIAN_FRONTEND: "noninteractive" });
  if (!result.ok) console.log(result.output.split("\n").slice(-15).join("\n"));
  return result;
}

function skip(name: string, reason: string): void {
  const strict = process.env.CI !== undefined && process.env.CI !== "";
  count(name, { passed: 0, failed: strict ? 1 : 0, skipped: strict ? 0 : 1 }, reason);
}

function count(name: string, counts: Counts, remark: string): void {
  total.passed += counts.passed;
  total.failed += counts.failed;
  total.skipped += counts.skipped;
  const verdict = counts.failed > 0 ? "FAILED" : counts.skipped > 0 && counts.passed === 0 ? "skipped" : "ok";
  console.log(
    `${verdict.padEnd(8)}${name}: ${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped (${remark})`,
  );
}

main();
