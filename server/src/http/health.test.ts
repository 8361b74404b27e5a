import { createServer } from "node:http";
import express from "express";
import { expect, test } from "vitest";
import { createLogger } from "#logger.ts";
import { createHealthRouter } from "./health.ts";

const logger = createLogger("silent");

async function ask(path: string, ready: () => Promise<void>, draining = false): Promise<[number, unknown]> {
  const app = express().use(createHealthRouter({ ready, draining: () => draining, logger }, 100));
  const server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    const address = server.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    const response = await fetch(`http://127.0.0.1:${port}${path}`);
    return [response.status, await response.json()];
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
