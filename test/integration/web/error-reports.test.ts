import { createBot, startServer, web } from "@causerie/server";
import { logSummed } from "@causerie/server/http/refusing/summed-log.ts";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { collectLogLines } from "#support/log-lines.ts";
import { testConfig } from "#support/server/start-test-server.ts";
import { call } from "#support/web/rest-client.ts";

const metricsToken = "a-token-of-the-tests";

async function start(errorReports: boolean) {
  const { logger, lines, printed } = collectLogLines("info");
  const bot = createBot({ stories: [], fallback: () => "?" });
  const config = { ...testConfig({ bot, connectors: [web({ origins: [], errorReports })] }), metricsToken };
  const server = await startServer(config, { variables: {}, logger });
  return {
    failures: () => lines.filter(({ msg }) => msg === "the chat has failed in a browser"),
    printed,
    report: (body: string, type = "text/plain;charset=UTF-8") =>
      call(`${server.url}/web/v1/errors`, { method: "POST", headers: { "Content-Type": type }, body }),
    async metrics() {
      const answer = await fetch(`${server.url}/metrics`, { headers: { Authorization: `Bearer ${metricsToken}` } });
      return answer.text();
    },
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

test("a report is logged once and counted each time", async () => {
  await using host = await start(true);
  const report = JSON.stringify({ name: "TypeError", frames: ["chat-B2a1.js:1:2345", "causerie.js:1:99"] });
  for (let count = 0; count < 20; count += 1) expect((await host.report(report)).status).toBe(204);
  expect((await host.report(JSON.stringify({ name: "MadeUp", frames: [] }))).status).toBe(204);
  expect(host.failures()).toMatchObject([
    { level: 40, connector: "web", name: "TypeError", frames: "chat-B2a1.js:1:2345 causerie.js:1:99" },
    { name: "MadeUp", frames: "" },
  ]);
  const metrics = await host.metrics();
  expect(metrics).toContain('web_widget_errors_total{connector="web",name="TypeError"} 20');
  expect(metrics).toContain('web_widget_errors_total{connector="web",name="other"} 1');
});

test("one address reports so much, and what it makes up leaves room in the log for other refusals", async () => {
  await using host = await start(true);
  const statuses = new Set<number>();
  for (let count = 0; count < 130; count += 1)
    statuses.add((await host.report(JSON.stringify({ name: `MadeUp${count}`, frames: [] }))).status);
  expect(statuses).toEqual(new Set([204, 429]));
  expect(host.failures()).toHaveLength(60);
});

test("made-up kinds of one thing do not hide another", () => {
  const { logger, lines } = collectLogLines("info");
  for (let count = 0; count < 150; count += 1)
    logSummed(logger, "warn", { name: `MadeUp${count}` }, {}, "the chat has failed in a browser");
  logSummed(logger, "info", { code: "rate_limited" }, {}, "request refused");
  expect(lines).toHaveLength(100 + 1 + 1);
  expect(lines.at(-1)).toMatchObject({ msg: "request refused", code: "rate_limited" });
});

test("whatever else is sent is refused, and no word of it gets into the log", async () => {
  await using host = await start(true);
  const word = fc.stringMatching(/^[a-z]{8}$/).map((letters) => `words ${letters}`);
  const report = fc.oneof(
    word,
    word.map((name) => JSON.stringify({ name, frames: [] })),
    word.map((frame) => JSON.stringify({ name: "Error", frames: [frame] })),
    word.map((frame) => JSON.stringify({ name: "Error", frames: [`${frame}.js:1:1`] })),
    word.map((text) => JSON.stringify({ name: "Error", frames: text })),
    fc.constant(JSON.stringify({ name: "Error", frames: Array.from({ length: 9 }, () => "a.js:1:1") })),
    fc.constant(JSON.stringify({ name: "Error", frames: [`${"a".repeat(100)}.js:1:1`] })),
    fc.json(),
  );
  await fc.assert(
    fc.asyncProperty(report, async (body) => {
      expect((await host.report(body)).status).toBe(400);
    }),
    // The limit counts these, too.
    { numRuns: 50 },
  );
  expect((await host.report("x".repeat(5000))).status).toBe(413);
  expect((await host.report("{}", "application/json")).status).toBe(400);
  expect(host.failures()).toEqual([]);
  expect(host.printed()).not.toContain("words ");
});

test("a server that was not asked to take reports has no such route", async () => {
  await using host = await start(false);
  expect((await host.report('{"name":"Error","frames":[]}')).status).toBe(404);
});
