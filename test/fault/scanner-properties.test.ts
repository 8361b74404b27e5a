import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { expect, test } from "vitest";
import type { ScannerReport } from "#support/scanners/scanner-thread.ts";
import { isLong } from "#support/fault/effort.ts";
import { scanners } from "#support/scanners/scanners.ts";
import { root } from "#support/paths.ts";

/** Far longer than any of these texts needs on a busy machine; a scanner that hangs would hang the host page for good. */
const patienceMs = 20_000;

test.for(Object.keys(scanners))("ends on any text, in linear time, and loses no character of it: %s", async (name) => {
  const outcome = await scanInThread(name);
  expect(outcome).toEqual({ done: true });
});

function scanInThread(name: string): Promise<ScannerReport> {
  const thread = new Worker(join(root, "test", "support", "scanners", "scanner-thread.ts"), {
    workerData: { name, runs: isLong ? 1_500 : 500 },
    execArgv: ["--conditions=causerie-source"],
  });
  return new Promise<ScannerReport>((resolve, reject) => {
    let last: ScannerReport = { failure: "the thread said nothing" };
    const watchdog = setTimeout(() => resolve(last), patienceMs);
    thread.on("message", (report: ScannerReport) => {
      last = report;
      if ("trying" in report) watchdog.refresh();
      else resolve(report);
    });
    thread.once("error", reject);
  }).finally(() => void thread.terminate());
}
