import { createServer } from "node:http";
import express from "express";
import { expect, test } from "vitest";
import { createLogger } from "#app/logger.ts";
import { createHealthRouter, type HealthTimes } from "./health.ts";

const logger = createLogger("silent");

type Answer = [status: number, body: unknown];

async function ask(path: string, ready: () => Promise<void>, draining = false): Promise<Answer> {
  const [answer] = await askTimes(1, path, { ready, draining });
  return answer ?? [0, undefined];
}

/** Several questions at once, then one more. */
async function askTimes(
  count: number,
  path: string,
  { ready, draining = false, keepMs }: { ready: () => Promise<void>; draining?: boolean } & HealthTimes,
): Promise<Answer[]> {
  const times: HealthTimes = { patienceMs: 100, ...(keepMs === undefined ? {} : { keepMs }) };
  const app = express().use(createHealthRouter({ ready, draining: () => draining, logger }, times));
  const server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    const address = server.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    const question = async (): Promise<Answer> => {
      const response = await fetch(`http://127.0.0.1:${port}${path}`);
      return [response.status, await response.json()];
    };
    const first = await Promise.all(Array.from({ length: count - 1 }, question));
    return [...first, await question()];
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

test("a server whose parts work is ready; one with a broken part, or on its way down, is not, but lives", async () => {
  const broken = () => Promise.reject(new Error("no disk"));
  expect(await ask("/health/ready", () => Promise.resolve())).toEqual([200, { status: "ready" }]);
  expect(await ask("/health/ready", broken)).toMatchObject([503, { code: "unavailable" }]);
  expect(await ask("/health/ready", () => Promise.resolve(), true)).toMatchObject([503, { code: "unavailable" }]);
  expect(await ask("/health/live", broken, true)).toEqual([200, { status: "live" }]);
});

test("a part that does not answer at all is a broken part", async () => {
  expect(await ask("/health/ready", () => new Promise<void>(() => undefined))).toMatchObject([
    503,
    { code: "unavailable" },
  ]);
});

test("however many ask, the store is checked only once in a while, and a mended part shows then", async () => {
  let asked = 0;
  const brokenAtFirst = (): Promise<void> => {
    asked += 1;
    return asked === 1 ? Promise.reject(new Error("no disk")) : Promise.resolve();
  };
  const answers = await askTimes(5, "/health/ready", { ready: brokenAtFirst, keepMs: 60_000 });
  expect(answers.map(([status]) => status)).toEqual([503, 503, 503, 503, 503]);
  expect(asked).toBe(1);
  asked = 0;
  const later = await askTimes(2, "/health/ready", { ready: brokenAtFirst, keepMs: 0 });
  expect(later.map(([status]) => status)).toEqual([503, 200]);
});
