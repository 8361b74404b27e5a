import { createServer } from "node:http";
import { context, SpanKind, SpanStatusCode, trace } from "@opentelemetry/api";
import { type CauserieConfig, createBot, startBackend, story, web } from "@causerie/server";
import * as kit from "@causerie/server/connector";
import { openTracing } from "@causerie/server/app/tracing/tracing.ts";
import { Origins } from "@causerie/server/app/tracing/origins.ts";
import type { SpanProcessor, TracerProvider } from "@opentelemetry/sdk-trace";
import express from "express";
import { assert, expect, onTestFinished, test } from "vitest";
import { createPager } from "#support/connectors/pager.ts";
import { listen } from "#support/listen.ts";
import { collectLogLines } from "#support/log-lines.ts";
import { startTestServer, testConfig } from "#support/server/start-test-server.ts";
import { originOf, TracedSpans } from "#support/tracing/trace-spans.ts";
import { RestClient } from "#support/web/rest-client.ts";
import { textsOf } from "#support/web/texts-of.ts";

/** What a visitor says. Nothing of it may stand in a span. */
const words = "my pin is 4711 and my street is Rosenweg";
const broken = story("broken", { keywords: ["broken"] });
const asks = story("asks", { keywords: ["service"] });

const bot = createBot({
  fallback: (turn) => `You said ${turn.text}`,
  stories: [
    broken.handle((turn) => {
      throw new Error(`cannot read ${turn.text}`);
    }),
    asks.handle(async () => {
      await trace.getTracer("a client of http").startActiveSpan("GET", async (span) => span.end());
      return "asked";
    }),
  ],
});

/** In an application that traces its requests, as OpenTelemetry's instrumentations of HTTP do. */
async function startTraced(connectors: CauserieConfig["connectors"]): Promise<{ url: string; idle(): Promise<void> }> {
  const app = express();
  const http = createServer(app);
  const url = await listen(http);
  app.use((request, response, next) => {
    const span = trace.getTracer("http").startSpan(`${request.method} ${request.path}`, { kind: SpanKind.SERVER });
    response.once("finish", () => span.end());
    context.with(trace.setSpan(context.active(), span), next);
  });
  const { logger } = collectLogLines("silent");
  const retry = { firstMs: 5, maxMs: 10, echoMs: 100, maxAttempts: 5 };
  const backend = await startBackend(testConfig({ bot, connectors }), { variables: {}, publicUrl: url, logger, retry });
  onTestFinished(async () => {
    await backend[Symbol.asyncDispose]();
    http.closeAllConnections();
    http.close();
  });
  app.use(backend.router);
  return { url, idle: () => backend.idle() };
}

test("a message is one trace from the request to its stored answer, by one span a step", async () => {
  using spans = new TracedSpans();
  const server = await startTraced([web({ origins: [] })]);
  const client = await RestClient.start(`${server.url}/web`);
  expect((await client.send("1", words)).status).toBe(202);
  await server.idle();

  const request = spans.all.find(({ name }) => name.endsWith("/messages"));
  const ours = spans.all.filter(({ name }) => name.startsWith("causerie."));
  assert(request !== undefined);
  expect(ours.map((span) => originOf(span, spans.all))).toEqual([
    ["causerie.accept", request.name],
    ["causerie.turn", "causerie.accept", request.name],
    ["causerie.story", "causerie.turn", "causerie.accept", request.name],
    ["causerie.append", "causerie.turn", "causerie.accept", request.name],
  ]);
  for (const span of ours) expect(span.spanContext().traceId).toBe(request.spanContext().traceId);
  const [accept, turn, handler, append] = ours;
  const place = { "causerie.connector": "web", "causerie.conversation": client.session.conversationId };
  expect(accept?.kind).toBe(SpanKind.PRODUCER);
  expect(accept?.attributes).toEqual({
    ...place,
    "causerie.event": "text",
    "causerie.seq": 1,
    "causerie.duplicate": false,
  });
  expect(turn?.kind).toBe(SpanKind.CONSUMER);
  expect(turn?.attributes).toMatchObject({
    ...place,
    "causerie.seq": 1,
    "causerie.attempt": 1,
    "causerie.story": "fallback",
    "causerie.outcome": "not_understood",
  });
  expect(handler?.attributes).toEqual({ "causerie.story": "fallback" });
  expect(append?.attributes).toMatchObject({ "causerie.ends_turn": true, "causerie.deliveries": 0 });

  // The same message again is answered by the first one's turn.
  await client.send("1", words);
  await server.idle();
  expect(spans.named("causerie.accept").map(({ attributes }) => attributes["causerie.duplicate"])).toEqual([
    false,
    true,
  ]);
  expect(spans.named("causerie.turn")).toHaveLength(1);
});

test("what a story asks of others, traced by their own instrumentations, lies in its span", async () => {
  using spans = new TracedSpans();
  const server = await startTraced([web({ origins: [] })]);
  const client = await RestClient.start(`${server.url}/web`);
  await client.send("1", "service");
  await server.idle();
  const [call] = spans.named("GET");
  assert(call !== undefined);
  expect(originOf(call, spans.all).slice(0, 3)).toEqual(["GET", "causerie.story", "causerie.turn"]);
});

/** A pager whose first try fails with the words that it was to deliver. */
function flakyPager(): kit.ConnectorDefinition {
  const pager = createPager(kit);
  let tries = 0;
  return {
    ...pager,
    start(host) {
      const running = pager.start(host);
      const deliver: kit.PushConnector["deliver"] = async ({ payload }) => {
        tries += 1;
        if (tries === 1) throw new Error(`the line broke after ${JSON.stringify(payload)}`);
        return undefined;
      };
      return { ...running, connector: { ...running.connector, delivery: "push", deliver } };
    },
  };
}

test("a delivery belongs to the turn that made it, each try by itself, and no span quotes anybody", async () => {
  using spans = new TracedSpans();
  const server = await startTraced([flakyPager(), web({ origins: [] })]);
  const client = await RestClient.start(`${server.url}/web`);
  await client.send("1", `broken ${words}`);
  await fetch(`${server.url}/pager`, { method: "POST", body: JSON.stringify({ key: "k1", text: words }) });
  await expect.poll(async () => (await server.idle(), spans.named("causerie.deliver").length)).toBe(2);

  const deliveries = spans.named("causerie.deliver");
  for (const span of deliveries)
    expect(originOf(span, spans.all)).toEqual(["causerie.deliver", "causerie.turn", "causerie.accept", "POST /pager"]);
  expect(deliveries.map(({ status, attributes }) => [status.code, attributes["causerie.attempt"]])).toEqual([
    [SpanStatusCode.ERROR, 1],
    [SpanStatusCode.UNSET, 2],
  ]);
  expect(deliveries[0]?.attributes["error.type"]).toBe("Error");
  const failed = spans.named("causerie.story").find(({ status }) => status.code === SpanStatusCode.ERROR);
  expect(failed?.attributes).toEqual({ "causerie.story": "broken", "error.type": "Error" });

  const ours = spans.all.filter(({ name }) => name.startsWith("causerie."));
  const told = JSON.stringify(
    ours.map(({ name, attributes, events, links, status }) => [name, attributes, events, links, status]),
  );
  expect(told).toContain('"causerie.connector":"beeper"');
  const { token, refreshToken } = client.session;
  for (const secret of ["4711", "Rosenweg", "cannot read", "the line", token, refreshToken])
    expect(told).not.toContain(secret);
});

test("without an SDK nothing is wrapped", async () => {
  const tracing = openTracing();
  const accept = async () => ({ seq: 1, duplicate: false });
  const connectors = new Map();
  expect([tracing.accept(accept), tracing.connectors(connectors), tracing.story]).toEqual([
    accept,
    connectors,
    undefined,
  ]);
  expect(tracing.accept(accept)).toBe(accept);
  await using server = await startTestServer({ bot, connectors: [web({ origins: [] })] });
  const client = await RestClient.start(`${server.url}/web`);
  expect((await client.send("1", words)).status).toBe(202);
  await server.idle();
});

test("what waits is remembered up to a bound, and the first of two counts", () => {
  const origins = new Origins();
  const span = (spanId: string) => ({ traceId: "t", spanId, traceFlags: 1 });
  for (let at = 0; at < 20_000; at += 1) origins.keep(String(at), span(String(at)));
  origins.keep("19999", span("another"));
  expect([origins.of("0"), origins.of("9999"), origins.of("10000"), origins.of("19999")]).toEqual([
    undefined,
    undefined,
    span("10000"),
    span("19999"),
  ]);
  origins.forget("19999");
  expect(origins.of("19999")).toBeUndefined();
});

test.each<[string, ConstructorParameters<typeof TracerProvider>[0]]>([
  ["a processor", { spanProcessors: [brokenProcessor()] }],
  ["a sampler", { sampler: { shouldSample: fail, toString: () => "broken" } }],
])("%s that throws decides about nothing that it watches", async (_what, options) => {
  using _spans = new TracedSpans(options);
  await using server = await startTestServer({ bot, connectors: [web({ origins: [] })] });
  const client = await RestClient.start(`${server.url}/web`);
  expect((await client.send("1", "hello")).status).toBe(202);
  await server.idle();
  expect(textsOf((await client.snapshot()).body.events)).toEqual(["You said hello"]);
});

function fail(): never {
  throw new Error("the queue of spans is full");
}

function brokenProcessor(): SpanProcessor {
  return { onStart: fail, onEnd: fail, forceFlush: () => Promise.resolve(), shutdown: () => Promise.resolve() };
}
