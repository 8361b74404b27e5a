import { spawnSync } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";

export type Counts = { failed: number; passed: number };

/**
 * Runs Vitest, `command`, in a folder and counts what failed and what passed, at the first try.
 * @throws Error when the run came to no end within `timeoutMs`, or has not said how it ended. What an earlier run has said counts for
 * nothing.
 */
export function countTests(command: readonly [string, ...string[]], cwd: string, timeoutMs: number): Counts {
  const report = join(cwd, "report.json");
  rmSync(report, { force: true });
  const [name, ...args] = [...command, "--retry=0", "--reporter=json", `--outputFile=${report}`] as const;
  const options = { cwd, encoding: "utf8", timeout: timeoutMs, killSignal: "SIGKILL", maxBuffer: 1 << 26 } as const;
  // In a group of its own: a test that never ends runs in a process of its own, which would go on for ever.
  const { error, signal, stderr, pid } = spawnSync(name, args, { ...options, detached: true } as typeof options);
  if (error !== undefined || signal !== null) {
    endGroup(pid);
    throw new Error(`the run did not end: ${error?.message ?? signal}`, { cause: error });
  }
  try {
    const { numFailedTests = 0, numPassedTests = 0 } = JSON.parse(readFileSync(report, "utf8")) as Record<
      string,
      number
    >;
    return { failed: numFailedTests, passed: numPassedTests };
  } catch (cause) {
    throw new Error(`the run has left no report: ${stderr.slice(-500)}`, { cause });
  }
}

function endGroup(leader: number): void {
  try {
    process.kill(-leader, "SIGKILL");
  } catch {
    // Nobody of it is left.
  }
}
