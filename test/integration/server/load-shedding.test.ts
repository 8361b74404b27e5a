import type { Session } from "@causerie/protocol";
import { LoadWatch } from "@causerie/server/app/load/load-watch.ts";
import { expect, test } from "vitest";
import { collectLogLines } from "#support/log-lines.ts";
import { ServerProcess } from "#support/server/server-process.ts";
import { call, RestClient, type RestResponse } from "#support/web/rest-client.ts";
import { textsOf } from "#support/web/texts-of.ts";

const metricsToken = "a-token-of-the-tests";

function mint(server: ServerProcess): Promise<RestResponse<Session & { code: string; retryAfterMs: number }>> {
  return call(`${server.url}/web/v1/session`, { method: "POST" });
}

async function figure(server: ServerProcess, name: string): Promise<number> {
  const response = await fetch(`${server.url}/metrics`, { headers: { Authorization: `Bearer ${metricsToken}` } });
  return Number(new RegExp(`^${name} (.*)$`, "m").exec(await response.text())?.[1]);
}

test(
  "an overloaded server turns new conversations away, serves those that run, and says both once",
  {
    timeout: 120_000,
  },
  async () => {
    await using server = new ServerProcess({ maxLoopDelayMs: 200, metricsToken });
    await server.start();
    const visitor = await RestClient.start(`${server.url}/web`);
    expect(await figure(server, "causerie_shedding")).toBe(0);
    await visitor.send("a", "grind");

    const patience = { timeout: 30_000, interval: 100 };
    await expect.poll(async () => (await mint(server)).status, patience).toBe(503);
    const refused = await mint(server);
    expect(refused).toMatchObject({ status: 503, body: { code: "unavailable", retryable: true } });
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThanOrEqual(5);
    expect(refused.headers.get("content-type")).toContain("application/problem+json");

    // Whoever is here goes on: messages, answers, lines that come back, sessions that are renewed.
    const sent = performance.now();
    expect((await visitor.send("b", "hello")).status).toBe(202);
    using stream = await visitor.stream();
    const answers: string[] = [];
    while (!answers.some((text) => text.includes("two: hello"))) answers.push(...textsOf(await stream.logEvents(1)));
    expect((await visitor.snapshot()).status).toBe(200);
    const renewed = await call(`${visitor.base}/v1/session/refresh`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ refreshToken: visitor.session.refreshToken }),
    });
    expect(renewed.status).toBe(200);
    expect((await mint(server)).status, `still overloaded after ${performance.now() - sent} ms`).toBe(503);
    expect(await figure(server, "causerie_shedding")).toBe(1);
    expect(await figure(server, "causerie_shed_total")).toBeGreaterThanOrEqual(3);

    await expect.poll(async () => (await mint(server)).status, patience).toBe(201);
    expect(await figure(server, "causerie_shedding")).toBe(0);
    const said = server.output.split("\n").filter((line) => line.includes("overloaded"));
    expect(said).toHaveLength(2);
    expect(said[0]).toContain("new conversations are answered 503");
    expect(said[1]).toMatch(/"seconds":\d+,"refused":\d+.*not overloaded any more/);
  },
);

test("too many writes that wait turn newcomers away between two looks, and a limit of 0 never does", () => {
  const { logger, lines } = collectLogLines("warn");
  let waiting = 0;
  const parts = { maxLoopDelayMs: 200, waitingWrites: () => waiting, logger };
  using load = new LoadWatch({ ...parts, maxWaitingWrites: 100 });
  using never = new LoadWatch({ ...parts, maxWaitingWrites: 0 });
  waiting = 100;
  expect(load.refuseNewcomer()).toBeUndefined();
  waiting = 101;
  for (const _ of [1, 2, 3]) {
    const retryAfterMs = load.refuseNewcomer() ?? 0;
    expect(retryAfterMs).toBeGreaterThanOrEqual(5_000);
    expect(retryAfterMs).toBeLessThanOrEqual(15_000);
  }
  expect([load.isShedding, load.refused]).toEqual([true, 3]);
  expect(never.refuseNewcomer()).toBeUndefined();
  expect(lines).toMatchObject([{ waitingWrites: 101 }]);
});
