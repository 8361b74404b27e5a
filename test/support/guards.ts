import { afterAll, afterEach } from "vitest";

/**
 * After each test: nothing may have been rejected unseen; a failure nobody awaited would otherwise pass as success.
 * After each file: nothing may still listen; a server that is left behind holds its port, its data and its timers.
 */
const unseen: unknown[] = [];
const remember = (reason: unknown): void => void unseen.push(reason);

process.on("unhandledRejection", remember);

afterEach(async () => {
  // A rejection is reported once the microtasks of this round are done.
  await new Promise((resolve) => setImmediate(resolve));
  const found = unseen.splice(0);
  if (found.length > 0) throw new AggregateError(found, "a promise was rejected and nobody looked");
});

afterAll(async () => {
  process.off("unhandledRejection", remember);
  const deadline = performance.now() + 3000;
  while (listening() > 0 && performance.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 20));
  if (listening() > 0) throw new Error(`${listening()} server(s) still listen after the last test of this file`);
});

function listening(): number {
  return process.getActiveResourcesInfo().filter((name) => name === "TCPServerWrap" || name === "TCPSERVERWRAP").length;
}
