import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { disposableFolder } from "#support/disposable-folder.ts";
import { execute } from "./execute.ts";
import { emptyReport, type SuiteReport } from "./suite-report.ts";
import { reportVariable, type VitestReport } from "./vitest-reporter.ts";

/** `output`: what Vitest printed, of all runs; `notices`: what happened that no count shows. */
export type VitestSuite = { ok: boolean; output: string; seconds: number; report: SuiteReport; notices: string[] };

/**
 * Runs Vitest. A file whose process ended before its tests did says nothing about them, and may have met a fault of Node: it runs
 * once more, alone, and is flaky if it passes then.
 *
 * @param command Vitest and its options, without files and reporters.
 */
export async function runVitestSuite(command: readonly string[], cwd: string): Promise<VitestSuite> {
  const first = await runOnce(command, cwd);
  const suite: VitestSuite = { ...first, notices: [] };
  const failedBeside = first.report.failed > 0 || first.report.strayErrors > 0;
  if (first.report.crashes.length > 0) suite.ok = !failedBeside;
  for (const { files, end } of first.report.crashes)
    for (const path of files) {
      const file = path.replace(`${cwd}/`, "");
      const again = await runOnce([...command, file], cwd);
      suite.seconds += again.seconds;
      suite.output += again.output;
      suite.ok &&= again.ok;
      suite.report = add(suite.report, again.report);
      suite.notices.push(`crashed ${file}: its process ended with ${end}`);
      if (again.ok) suite.report.flaky.push(`${file}, whose process had ended with ${end},`);
    }
  return suite;
}

async function runOnce(command: readonly string[], cwd: string) {
  using folder = disposableFolder();
  const file = join(folder.path, "report.json");
  const reporter = join(import.meta.dirname, "vitest-reporter.ts");
  const outcome = await execute([...command, "--reporter=default", `--reporter=${reporter}`], cwd, {
    [reportVariable]: file,
  });
  return { ...outcome, report: existsSync(file) ? read(file) : { ...emptyReport(), crashes: [], strayErrors: 0 } };
}

const read = (file: string): VitestReport => JSON.parse(readFileSync(file, "utf8")) as VitestReport;

function add(one: SuiteReport, other: SuiteReport): SuiteReport {
  return {
    passed: one.passed + other.passed,
    failed: one.failed + other.failed,
    skipped: one.skipped + other.skipped,
    failures: [...one.failures, ...other.failures],
    flaky: [...one.flaky, ...other.flaky],
    files: [...one.files, ...other.files],
  };
}
