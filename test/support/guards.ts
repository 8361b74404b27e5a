import { setImmediate } from "node:timers/promises";
import { afterAll, afterEach } from "vitest";
import { waitUntil } from "./wait-until.ts";

/**
 * After each test: nothing may have been rejected unseen; a failure nobody awaited would otherwise pass as success. Nor may
 * listeners pile up, which Node only prints.
 * After each file: nothing may still listen; a server that is left behind holds its port, its data and its timers.
 */
const unseen: unknown[] = [];
/** What an earlier file of this process has left is said of that file alone. */
const before = listening();
const remember = (reason: unknown): void => void unseen.push(reason);
const rememberLeak = (warning: Error): void => {
  if (warning.name === "MaxListenersExceededWarning") remember(warning);
};

process.on("unhandledRejection", remember);
process.on("warning", rememberLeak);

afterEach(async () => {
  // A rejection is reported once the microtasks of this round are done.
  await setImmediate();
  const found = unseen.splice(0);
  if (found.length > 0)
    throw new AggregateError(found, "a promise was rejected and nobody looked, or listeners piled up");
});

afterAll(async () => {
  process.off("unhandledRejection", remember);
  process.off("warning", rememberLeak);
  if (!(await waitUntil(() => listening() <= before, 3000)))
    throw new Error(`${listening() - before} server(s) still listen after the last test of this file`);
});

function listening(): number {
  return process.getActiveResourcesInfo().filter((name) => name === "TCPServerWrap" || name === "TCPSERVERWRAP").length;
}
