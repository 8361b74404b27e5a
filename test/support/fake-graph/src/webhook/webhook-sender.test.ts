import { createHmac } from "node:crypto";
import { expect, test } from "vitest";
import { startFakeGraph } from "#fake-graph.ts";
import { appId, appSecret, callGraph, pageId, startTestGraph } from "#test-graph.ts";
import { startReceiver } from "#test-receiver.ts";
import type { Received } from "#test-receiver.ts";

const hour = 60 * 60 * 1000;
const textOf = (event: Record<string, unknown>) => (event["message"] as { text?: string }).text;

test("a webhook is signed over the exact bytes, in both ways", async () => {
  await using server = await startReceiver();
  await using graph = await startTestGraph(server.url);
  await graph.user(pageId).say("ä/😊");
  const received = server.received[0] as Received;
  expect(received.text).toContain('"text":"\\u00e4\\/\\ud83d\\ude0a"');
  const hash = (kind: string) => createHmac(kind, appSecret).update(received.text).digest("hex");
  expect(received.headers["x-hub-signature-256"]).toBe(`sha256=${hash("sha256")}`);
  expect(received.headers["x-hub-signature"]).toBe(`sha1=${hash("sha1")}`);
  expect(received.headers["content-type"]).toBe("application/json");
});

test("a webhook is posted again, byte for byte, until it is answered with 200", async () => {
  const statuses = [500, 204, 200];
  await using server = await startReceiver((_, response) => response.writeHead(statuses.shift() ?? 200).end());
  await using graph = await startTestGraph(server.url);
  expect(await graph.user(pageId).say("hello")).toMatchObject({ receipt: "failed" });
  await graph.idle();
  expect(graph.webhooks.map(({ attempt, answer }) => ({ attempt, answer }))).toEqual([
    { attempt: 1, answer: { type: "status", status: 500 } },
    { attempt: 2, answer: { type: "status", status: 204 } },
    { attempt: 3, answer: { type: "status", status: 200 } },
  ]);
  expect(new Set(server.received.map(({ text }) => text)).size).toBe(1);
});

test("an answer that takes too long counts as a failure", async () => {
  let count = 0;
  await using server = await startReceiver((_, response) => {
    count += 1;
    if (count > 1) response.end();
  });
  await using graph = await startTestGraph(server.url, { webhook: { timeoutMs: 30, retryDelays: [5] } });
  expect(await graph.user(pageId).say("hello")).toMatchObject({ receipt: "failed" });
  await graph.idle();
  expect(graph.webhooks[0]?.answer).toEqual({ type: "lost", reason: "no answer within 30 ms" });
  expect(server.received).toHaveLength(2);
});

test("a failing webhook holds back the later ones of the same person, not those of others", async () => {
  let isDown = true;
  await using server = await startReceiver(({ text }, response) =>
    response.writeHead(isDown && text.includes("first") ? 500 : 200).end(),
  );
  await using graph = await startTestGraph(server.url);
  const ana = graph.user(pageId);
  await ana.say("first");
  const second = ana.say("second");
  await graph.user(pageId).say("other");
  expect(server.events().map(textOf)).not.toContain("second");
  isDown = false;
  await second;
  expect(server.events().map(textOf).slice(-2)).toEqual(["first", "second"]);
});

test("under chaos a later webhook overtakes one that failed", async () => {
  let count = 0;
  await using server = await startReceiver((_, response) => {
    count += 1;
    response.writeHead(count === 1 ? 500 : 200).end();
  });
  await using graph = await startTestGraph(server.url, {
    chaos: { seed: 1, reorder: 1 },
    webhook: { retryDelays: [200] },
  });
  const user = graph.user(pageId);
  await user.say("first");
  await user.say("second");
  await graph.idle();
  expect(server.events().map(textOf)).toEqual(["first", "second", "first"]);
});

test("under chaos an acknowledged webhook comes twice", async () => {
  await using server = await startReceiver();
  await using graph = await startTestGraph(server.url, { chaos: { seed: 1, duplicate: 1 } });
  await graph.user(pageId).say("hello");
  await graph.idle();
  expect(server.received.map(({ text }) => text)).toEqual([server.received[0]?.text, server.received[0]?.text]);
});

test("the same seed duplicates the same webhooks", async () => {
  const counts: number[] = [];
  for (const seed of [7, 7]) {
    await using server = await startReceiver();
    await using graph = await startTestGraph(server.url, { chaos: { seed, duplicate: 0.5 } });
    const user = graph.user(pageId);
    for (let index = 0; index < 12; index++) await user.say("hello");
    await graph.idle();
    counts.push(server.received.length);
  }
  expect(counts[0]).toBe(counts[1]);
  expect(counts[0]).toBeGreaterThan(12);
  expect(counts[0]).toBeLessThan(24);
});

test("under chaos several entries travel in one POST, one event each and in order", async () => {
  await using server = await startReceiver();
  await using graph = await startTestGraph(server.url, { chaos: { seed: 1, batch: 1 } });
  const ana = graph.user(pageId);
  await Promise.all([ana.say("one"), graph.user(pageId).say("two"), ana.say("three")]);
  expect(server.received).toHaveLength(1);
  const body = JSON.parse(server.received[0]?.text ?? "") as { entry: { messaging: unknown[] }[] };
  expect(body.entry.map((entry) => entry.messaging.length)).toEqual([1, 1, 1]);
  expect(server.events().map(textOf)).toEqual(["one", "two", "three"]);
});

test("an hour of failures takes the app off the page, until it subscribes again", async () => {
  let status = 500;
  await using server = await startReceiver((_, response) => response.writeHead(status).end());
  await using graph = await startTestGraph(server.url);
  const unsubscribed: unknown[] = [];
  graph.on("unsubscribed", (event) => unsubscribed.push(event));
  const user = graph.user(pageId);
  await user.say("hello");
  graph.advance(hour);
  await graph.idle();
  expect(unsubscribed).toEqual([{ appId, pageId }]);
  expect((await callGraph(graph, "GET", `/${pageId}/subscribed_apps`)).body).toEqual({ data: [] });
  status = 200;
  expect(await user.say("anyone?")).toMatchObject({ receipt: "not_subscribed" });
  await callGraph(graph, "POST", `/${pageId}/subscribed_apps?subscribed_fields=messages`);
  expect(await user.say("again")).toMatchObject({ receipt: "acknowledged" });
});

test("one success within the hour starts the count again", async () => {
  let status = 500;
  await using server = await startReceiver((_, response) => response.writeHead(status).end());
  await using graph = await startTestGraph(server.url);
  const user = graph.user(pageId);
  await user.say("hello");
  status = 200;
  await graph.idle();
  graph.advance(hour);
  status = 500;
  await user.say("hello again");
  status = 200;
  await graph.idle();
  expect(await user.say("and again")).toMatchObject({ receipt: "acknowledged" });
});

test("without an address nothing is posted", async () => {
  await using graph = await startTestGraph();
  expect(await graph.user(pageId).say("hello")).toMatchObject({ receipt: "not_subscribed" });
  expect(graph.webhooks).toEqual([]);
});

test("only subscribed fields are posted", async () => {
  await using server = await startReceiver();
  await using graph = await startFakeGraph({
    apps: [{ appId: "1", appSecret, verifyToken: "v", webhookUrl: server.url }],
    pages: [{ pageId, accessToken: "t", appId: "1", subscribedFields: ["messages"] }],
  });
  const user = graph.user(pageId);
  expect(await user.say("hello")).toMatchObject({ receipt: "acknowledged" });
  expect(await user.read()).toMatchObject({ receipt: "not_subscribed" });
});

test("two apps on a page are both told", async () => {
  await using first = await startReceiver();
  await using second = await startReceiver();
  await using graph = await startFakeGraph({
    apps: [
      { appId: "1", appSecret, verifyToken: "v", webhookUrl: first.url },
      { appId: "2", appSecret, verifyToken: "v", webhookUrl: second.url },
    ],
    pages: [
      { pageId, accessToken: "t1", appId: "1" },
      { pageId, accessToken: "t2", appId: "2" },
    ],
  });
  await graph.user(pageId).say("hello");
  expect([first.events().length, second.events().length]).toEqual([1, 1]);
});

test("no webhook leaves this machine", async () => {
  await using graph = await startTestGraph("http://example.org/messenger", { webhook: { retryDelays: [60_000] } });
  await graph.user(pageId).say("hello");
  expect(graph.webhooks[0]?.answer).toEqual({
    type: "lost",
    reason: "http://example.org/messenger is not plain http on loopback",
  });
});
