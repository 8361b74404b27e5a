import { afterAll, afterEach } from "vitest";

/**
 * After each test: nothing may have been rejected unseen. A failure nobody awaited would otherwise pass as success.
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

afterAll(() => {
  process.off("unhandledRejection", remember);
});
