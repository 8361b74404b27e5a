import { writeFileSync } from "node:fs";
import type { Reporter, TestModule } from "vitest/node";
import type { SerializedError } from "vitest";
import { describeFailure, emptyReport, type SuiteReport } from "./suite-report.ts";

/** What Vitest's own report lacks: what was flaky, and which file's process ended before its tests did. */
export type VitestReport = SuiteReport & {
  crashes: Crash[];
  /** Errors outside of any test that are no crash. */
  strayErrors: number;
};

/** `end`: the signal or the exit code of the process. `files` is more than one where files share a process. */
export type Crash = { files: string[]; end: string };

/** The file to write to stands in this variable. */
export const reportVariable = "CAUSERIE_VITEST_REPORT";

// oxlint-disable-next-line import/no-default-export -- what Vitest looks for in a reporter's file
export default class VitestReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly SerializedError[]): void {
    const file = process.env[reportVariable];
    if (file !== undefined) writeFileSync(file, JSON.stringify(toReport(modules, errors)));
  }
}

function toReport(modules: readonly TestModule[], errors: readonly SerializedError[]): VitestReport {
  const crashes = errors.flatMap((error) => crashOf(error) ?? []);
  const report = { ...emptyReport(), crashes, strayErrors: errors.length - crashes.length };
  const crashed = new Set(crashes.flatMap(({ files }) => files));
  // What a process that crashed had shown until then is not counted: its files run again.
  for (const module of modules.filter(({ moduleId }) => !crashed.has(moduleId))) addModule(report, module);
  return report;
}

function addModule(report: VitestReport, module: TestModule): void {
  report.files.push({ file: module.relativeModuleId, seconds: module.diagnostic().duration / 1000 });
  // One that could not be loaded, or whose hooks failed, may have no test that failed.
  if (module.state() === "failed" && module.errors().length > 0) {
    report.failed += 1;
    report.failures.push(describeFailure(module.relativeModuleId, module.errors()[0]?.message));
  }
  for (const test of module.children.allTests()) {
    const { state, errors } = test.result();
    if (state === "passed") report.passed += 1;
    else if (state === "failed") {
      report.failed += 1;
      report.failures.push(describeFailure(`${module.relativeModuleId} › ${test.fullName}`, errors[0]?.message));
    } else report.skipped += 1;
    if (state === "passed" && test.diagnostic()?.flaky === true)
      report.flaky.push(`${module.relativeModuleId} › ${test.fullName}`);
  }
}

/** Vitest says it only in words: "Worker exited unexpectedly with signal SIGSEGV during started state while running test file …". */
function crashOf({ message, cause }: { message: string; cause?: unknown }): Crash | undefined {
  const words = `${message} ${cause instanceof Object && "message" in cause ? String(cause.message) : ""}`;
  const [, end, files] =
    /Worker exited unexpectedly (?:with (.*?) )?during .*? while running test files? (.*)/.exec(words) ?? [];
  return files === undefined ? undefined : { files: files.split(", "), end: end ?? "no exit code" };
}
