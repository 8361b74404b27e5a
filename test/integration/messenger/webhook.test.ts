import { once } from "node:events";
import { createServer } from "node:http";
import { type IncomingMessage, request } from "node:http";
import { gzipSync } from "node:zlib";
import express from "express";
import { expect, test } from "vitest";
import { messenger } from "@causerie/server/connectors/messenger/messenger.ts";
import { sign, startFakeGraph } from "@causerie/fake-graph";
import { startConnectorHost } from "#support/server/connector-host.ts";
import { listen } from "#support/listen.ts";
import {
  appSecret,
  metaPage,
  pageOptions,
  postWebhook,
  verifyToken,
  webhookOf,
} from "#support/messenger/facebook-page.ts";

const hello = webhookOf({ message: { mid: "m_1", text: "hello" } });

test("Meta's verification is answered with its challenge, and nobody else's", async () => {
  await using host = await startConnectorHost([messenger(pageOptions())]);
  const ask = (query: string) => fetch(`${host.url}/messenger?${query}`);
  const good = `hub.mode=subscribe&hub.verify_token=${verifyToken}&hub.challenge=`;

  const response = await ask(`${good}<b>CHALLENGE</b>`);
  expect(response.status).toBe(200);
  expect(await response.text()).toBe("<b>CHALLENGE</b>");
  expect(response.headers.get("content-type")).toMatch(/^text\/plain/);
  expect(response.headers.get("x-content-type-options")).toBe("nosniff");

  for (const query of [
    "",
    "hub.mode=subscribe&hub.verify_token=wrong&hub.challenge=1",
    "hub.mode=subscribe&hub.verify_token=&hub.challenge=1",
    "hub.mode=subscribe&hub.challenge=1",
    `hub.mode=unsubscribe&hub.verify_token=${verifyToken}&hub.challenge=1`,
    `hub.mode=subscribe&hub.verify_token=${verifyToken}`,
    `${good}1&hub.verify_token=${verifyToken}`,
    `${good}1&hub.challenge=2`,
  ]) {
    const refused = await ask(query);
    expect({ query, status: refused.status }).toEqual({ query, status: 403 });
    expect(await refused.text()).toBe("Forbidden");
  }
});

test("Meta's dashboard can verify and save the webhook", async () => {
  await using host = await startConnectorHost([messenger(pageOptions())]);
  await using graph = await startFakeGraph(metaPage);
  await graph.verifyAndSave("1001", `${host.url}/messenger`);
  await expect(graph.verifyAndSave("1001", `${host.url}/nowhere`)).rejects.toThrow("Callback verification failed");
});

test("a signed webhook is stored and acknowledged", async () => {
  await using host = await startConnectorHost([messenger(pageOptions())]);
  expect(await postWebhook(`${host.url}/messenger`, hello)).toEqual({ status: 200, body: "EVENT_RECEIVED" });
  expect(host.events).toEqual([
    {
      id: "message:m_1",
      connectorId: "messenger",
      conversationId: "messenger:messenger:1001:2001:77",
      address: { user: "77", scope: "direct" },
      at: 1_790_000_000_000,
      content: { type: "text", text: "hello" },
    },
  ]);
});

test("a webhook that Meta did not sign is refused, and nothing of it is stored", async () => {
  await using host = await startConnectorHost([messenger(pageOptions())]);
  const { sha256, sha1 } = sign(appSecret, hello);
  for (const headers of [
    {},
    { "x-hub-signature": `sha1=${sha1}` },
    { "x-hub-signature-256": `sha256=${sign("other-secret", hello).sha256}` },
    { "x-hub-signature-256": `sha256=${sha256.toUpperCase()}` },
    { "x-hub-signature-256": "sha256=", "x-hub-signature": `sha1=${sha1}` },
  ] as Record<string, string>[]) {
    expect(await postWebhook(`${host.url}/messenger`, hello, headers)).toEqual({ status: 403, body: "Forbidden" });
  }
  const headers = { "x-hub-signature-256": `sha256=${sha256}` };
  expect((await postWebhook(`${host.url}/messenger`, hello.replace("hello", "other"), headers)).status).toBe(403);
  expect((await postWebhook(`${host.url}/messenger`, "", {})).status).toBe(403);
  expect(host.events).toEqual([]);
  expect(host.running[0]?.counts().get("forged")).toBe(7);
});

test("the old signature is enough where the operator allows it", async () => {
  await using host = await startConnectorHost([messenger(pageOptions({ allowSha1: true }))]);
  const headers = { "x-hub-signature": `sha1=${sign(appSecret, hello).sha1}` };
  expect((await postWebhook(`${host.url}/messenger`, hello, headers)).status).toBe(200);
});

test("signed nonsense gets the status that says what is wrong with it", async () => {
  await using host = await startConnectorHost([messenger(pageOptions())]);
  const statusOf = async (body: string | Buffer) => (await postWebhook(`${host.url}/messenger`, body)).status;
  expect(await statusOf("{not json")).toBe(400);
  expect(await statusOf("[".repeat(1_000_000))).toBe(400);
  expect(await statusOf("null")).toBe(404);
  expect(await statusOf('{"object":"instagram","entry":[]}')).toBe(404);
  expect(await statusOf('{"object":"page"}')).toBe(200);
  expect(await statusOf('{"object":"page","entry":[]}')).toBe(200);
  expect(await statusOf('{"object":"page","entry":[{"id":"2001","standby":[{}]},{"changes":[{}]},null]}')).toBe(200);
  expect(await statusOf(Buffer.from([0xff, 0xfe, 0x00]))).toBe(400);
  expect(host.events).toEqual([]);
});

test("a body of a megabyte is read; one beyond five is not, nor a packed one", async () => {
  await using host = await startConnectorHost([messenger(pageOptions())]);
  const large = webhookOf({ message: { mid: "m_1", text: "x".repeat(1_000_000) } });
  expect((await postWebhook(`${host.url}/messenger`, large)).status).toBe(200);
  expect((await postWebhook(`${host.url}/messenger`, "x".repeat(5 * 1024 * 1024 + 1))).status).toBe(413);
  const packed = gzipSync(hello);
  const headers = { "content-encoding": "gzip", "x-hub-signature-256": `sha256=${sign(appSecret, packed).sha256}` };
  expect((await postWebhook(`${host.url}/messenger`, packed, headers)).status).toBe(415);
});

test("when something parsed the body first, the operator is told, and no signature is guessed", async () => {
  await using host = await startConnectorHost([messenger(pageOptions())]);
  const wrong = express().use(express.json());
  const definition = host.running[0];
  if (definition === undefined) throw new Error("no connector");
  wrong.use("/messenger", definition.router);
  const server = createServer(wrong);
  const url = await listen(server);
  expect((await postWebhook(`${url}/messenger`, hello)).status).toBe(500);
  server.close();
  expect(host.logged()).toContain("parsed before it came here");
});

test("the same webhook again is acknowledged again and stored once", async () => {
  await using host = await startConnectorHost([messenger(pageOptions())]);
  for (const _ of [1, 2, 3]) expect((await postWebhook(`${host.url}/messenger`, hello)).status).toBe(200);
  expect(host.events).toHaveLength(1);
  expect(host.running[0]?.counts().get("duplicate")).toBe(2);
});

test("Meta is asked again for events that could not be stored, and stored ones are not stored twice", async () => {
  await using host = await startConnectorHost([messenger(pageOptions())]);
  const two = webhookOf({ message: { mid: "m_1", text: "one" } }, { message: { mid: "m_2", text: "two" } });
  host.failNext(1);
  expect((await postWebhook(`${host.url}/messenger`, two)).status).toBe(500);
  // The second one must not overtake the first.
  expect(host.events).toEqual([]);
  expect((await postWebhook(`${host.url}/messenger`, two)).status).toBe(200);
  expect(host.events.map((event) => event.id)).toEqual(["message:m_1", "message:m_2"]);
});

test("from the moment the server goes down Meta is asked to come again, also with a body that is half here", async () => {
  await using host = await startConnectorHost([
    messenger(pageOptions()),
    messenger(pageOptions({ id: "shop", path: "/shop", pageId: "2002" })),
  ]);
  const headers = {
    "content-length": String(Buffer.byteLength(hello)),
    "x-hub-signature-256": `sha256=${sign(appSecret, hello).sha256}`,
  };
  const slow = request(`${host.url}/messenger`, { method: "POST", headers });
  const answered = once(slow, "response") as Promise<[IncomingMessage]>;
  slow.write(hello.slice(0, 10));
  // The response to this request shows that the first half has arrived.
  expect((await fetch(`${host.url}/messenger/healthcheck`)).status).toBe(200);
  for (const running of host.running) await running.stopAccepting();
  slow.end(hello.slice(10));
  const [answer] = await answered;
  expect([answer.statusCode, answer.headers["retry-after"]]).toEqual([503, "5"]);
  answer.resume();

  expect((await postWebhook(`${host.url}/messenger`, hello)).status).toBe(503);
  expect((await postWebhook(`${host.url}/shop`, hello)).status).toBe(503);
  expect((await fetch(`${host.url}/messenger/healthcheck`)).status).toBe(503);
  await Promise.all(host.running.map((each) => each[Symbol.asyncDispose]()));
  expect((await postWebhook(`${host.url}/messenger`, hello)).status).toBe(503);
  expect(host.events).toEqual([]);
});

test("one event that is stored in another form already does not make Meta try for ever", async () => {
  await using host = await startConnectorHost([messenger(pageOptions())]);
  await postWebhook(`${host.url}/messenger`, hello);
  const other = webhookOf({ message: { mid: "m_1", text: "changed" } }, { message: { mid: "m_2", text: "next" } });
  expect((await postWebhook(`${host.url}/messenger`, other)).status).toBe(200);
  expect(host.events.map((event) => event.id)).toEqual(["message:m_1", "message:m_2"]);
});

test("events of one webhook are stored in the order of time, a referral before the words of the same time", async () => {
  await using host = await startConnectorHost([messenger(pageOptions())]);
  const at = 1_790_000_000_500;
  const body = webhookOf(
    { timestamp: at + 1, message: { mid: "m_2", text: "second" } },
    { timestamp: at, message: { mid: "m_1", text: "first" } },
    { timestamp: at, referral: { ref: "summer", source: "SHORTLINK", type: "OPEN_THREAD" } },
    { timestamp: at, optin: { ref: "news" } },
  );
  await postWebhook(`${host.url}/messenger`, body);
  expect(host.events.map((event) => event.content)).toEqual([
    { type: "referral", ref: "summer", source: "SHORTLINK" },
    { type: "optin", ref: "news" },
    { type: "text", text: "first" },
    { type: "text", text: "second" },
  ]);
});

test("any path of an app takes the events of any of its pages, but not those of another app", async () => {
  await using host = await startConnectorHost([
    messenger(pageOptions()),
    messenger(pageOptions({ id: "second", path: "/second", pageId: "2002", accessToken: "EAAB-second" })),
    messenger(pageOptions({ id: "other", path: "/other", appId: "1002", pageId: "2003", appSecret: "other-secret" })),
  ]);
  const bodyFor = (page: string) => hello.replaceAll('"2001"', `"${page}"`);
  expect((await postWebhook(`${host.url}/messenger`, bodyFor("2002"))).status).toBe(200);
  expect((await postWebhook(`${host.url}/second`, bodyFor("2001"))).status).toBe(200);
  expect(host.events.map((event) => [event.connectorId, event.conversationId])).toEqual([
    ["second", "messenger:second:1001:2002:77"],
    ["messenger", "messenger:messenger:1001:2001:77"],
  ]);

  expect((await postWebhook(`${host.url}/messenger`, bodyFor("2003"))).status).toBe(200);
  expect((await postWebhook(`${host.url}/other`, bodyFor("2003"))).status).toBe(403);
  expect(host.events).toHaveLength(2);
  expect(host.running[0]?.counts().get("unknown_page")).toBe(1);
  expect(host.logged()).toContain("no connector has");
});

test("two connectors for one page of one app are a mistake that names both", async () => {
  const twice = [messenger(pageOptions()), messenger(pageOptions({ id: "again", path: "/again" }))];
  await expect(startConnectorHost(twice)).rejects.toThrow('The connectors "messenger" and "again" have the same');
});

test("a page that was stopped can be started again on the same server", async () => {
  await using host = await startConnectorHost([messenger(pageOptions())]);
  await host.running[0]?.[Symbol.asyncDispose]();
  await postWebhook(`${host.url}/messenger`, hello);
  expect(host.events).toEqual([]);
});

test("the health check answers without calling anyone", async () => {
  await using host = await startConnectorHost([messenger(pageOptions({ graphBaseUrl: "http://127.0.0.1:1" }))]);
  expect((await fetch(`${host.url}/messenger/healthcheck`)).status).toBe(200);
});

test("a person writes, taps and opens; the server gets each in their order, whatever Meta's network does", async () => {
  await using host = await startConnectorHost([messenger(pageOptions())]);
  await using graph = await startFakeGraph({
    ...metaPage,
    webhook: { retryDelays: [10] },
    chaos: { seed: 7, duplicate: 0.5, batch: 0.5 },
  });
  await graph.verifyAndSave("1001", `${host.url}/messenger`);
  const ana = graph.user("2001");
  await ana.openReferral("summer");
  await ana.getStarted();
  host.failNext(1);
  await ana.say("äöå 😊 a/b");
  await ana.say("second");
  await ana.sendAttachment("sticker", "https://cdn.example/s.png");
  await graph.idle();
  expect(host.events.map((event) => event.content)).toEqual([
    { type: "referral", ref: "summer", source: "SHORTLINK" },
    { type: "start" },
    { type: "text", text: "äöå 😊 a/b" },
    { type: "text", text: "second" },
    {
      type: "attachment",
      attachments: [{ kind: "sticker", url: "https://cdn.example/s.png", id: "369239263222822" }],
      text: "👍",
    },
  ]);
});

test("nobody can write the log without end from outside: what was refused is there once, and later as a sum", async () => {
  await using host = await startConnectorHost([messenger(pageOptions())]);
  const at = `${host.url}/messenger`;
  for (let count = 0; count < 5; count += 1) {
    expect((await fetch(`${at}?hub.mode=subscribe`)).status).toBe(403);
    expect((await fetch(at, { method: "POST", body: "{}" })).status).toBe(403);
    const packed = { method: "POST", headers: { "Content-Encoding": "gzip" }, body: gzipSync("{}") };
    expect((await fetch(at, packed)).status).toBe(415);
    expect((await fetch(`${at}/data-deletion`, { method: "POST", body: "signed_request=x" })).status).toBe(403);
  }
  const lines = host.logged().match(/"msg":"[^"]*refused[^"]*"/g);
  expect(new Set(lines).size).toBe(4);
  expect(lines).toHaveLength(4);
});
