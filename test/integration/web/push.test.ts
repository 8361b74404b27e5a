import { createBot, story, web } from "@causerie/server";
import { expect, onTestFinished, test } from "vitest";
import { collectLogLines } from "#support/log-lines.ts";
import { startTestServer } from "#support/server/start-test-server.ts";
import { type FakeBrowser, type FakePushService, startFakePushService } from "#support/web/fake-push-service.ts";
import { call, RestClient } from "#support/web/rest-client.ts";
import { waitUntil } from "#support/wait-until.ts";

/** A browser whose pages are all closed learns of an answer. */

const title = "New answer in the chat";
const page = "https://www.example.com/help";
const secret = "The bag is at the station.";
const bot = createBot({
  stories: [story("bag", { keywords: ["bag"] }).handle(() => secret)],
  fallback: () => "?",
});

type Options = { text?: boolean; services?: readonly string[]; privateKey?: string };

async function start(options: Options = {}) {
  const service = await startFakePushService();
  onTestFinished(async () => await service[Symbol.asyncDispose]());
  const { logger, printed } = collectLogLines("info");
  const push = { subject: "mailto:help@example.com", services: [service.origin], ...options };
  const server = await startTestServer({ bot, connectors: [web({ origins: "any", push })] }, { logger });
  onTestFinished(async () => await server[Symbol.asyncDispose]());
  return { service, printed, base: `${server.url}/web` };
}

async function subscribe(base: string, service: FakePushService, name: string, client?: RestClient) {
  const visitor = client ?? (await RestClient.start(base));
  const { publicKey } = (await visitor.get<{ publicKey: string }>("/push")).body;
  const browser = service.subscribe(name, publicKey);
  const answer = await visitor.post("push", requestOf(browser));
  expect(answer.status).toBe(204);
  return { visitor, browser };
}

function requestOf({ endpoint, keys }: FakeBrowser): object {
  return { endpoint, keys, title, url: page };
}

test("a closed browser is told once of an answer, by a message that only it can read, and without its words", async () => {
  const { service, printed, base } = await start();
  const { visitor } = await subscribe(base, service, "ada");
  await visitor.send("1", "where is my bag");
  await waitUntil(() => service.pushes.length > 0, 15_000);
  const [push] = service.pushes;
  expect(push).toMatchObject({
    name: "ada",
    payload: { causerie: 1, title, url: page },
    subject: "mailto:help@example.com",
  });
  expect(push?.headers).toMatchObject({ "content-encoding": "aes128gcm", ttl: "86400", urgency: "normal" });
  expect(push?.headers["topic"]).toMatch(/^[\w-]{32}$/);
  await new Promise((resolve) => setTimeout(resolve, 5_000));
  expect(service.tries).toEqual(["ada 201"]);
  for (const word of [secret, "where is my bag", title, "/send/ada"]) expect(printed()).not.toContain(word);
});

test("with `text` a push says what the answer says, and a service that finds it too large gets it without", async () => {
  const { service, base } = await start({ text: true });
  const [first, second] = [await subscribe(base, service, "ada"), await subscribe(base, service, "bob")];
  service.answers.set("bob", [413, 201]);
  await first.visitor.send("1", "where is my bag");
  await second.visitor.send("1", "where is my bag");
  await waitUntil(() => service.pushes.length > 1, 15_000);
  const payloads = new Map(service.pushes.map(({ name, payload }) => [name, payload]));
  expect(payloads.get("ada")).toEqual({ causerie: 1, title, url: page, body: secret });
  expect(payloads.get("bob")).toEqual({ causerie: 1, title, url: page });
});

test("who has a page open is not told", async () => {
  const { service, base } = await start();
  const { visitor } = await subscribe(base, service, "ada");
  using _stream = await visitor.stream();
  await visitor.send("1", "where is my bag");
  await new Promise((resolve) => setTimeout(resolve, 6_000));
  expect(service.tries).toEqual([]);
});

/** Side by side on one server: all that these tests do is wait. */
test("a browser whose push service answers 404, 410, 400 or 403 is forgotten", async () => {
  const { service, base } = await start();
  const statuses = [404, 410, 400, 403];
  await Promise.all(
    statuses.map(async (status) => {
      const { visitor } = await subscribe(base, service, `${status}`);
      service.answers.set(`${status}`, [status]);
      await visitor.send("1", "where is my bag");
      const isTried = (): boolean => service.tries.some((entry) => entry.startsWith(`${status} `));
      await waitUntil(isTried, 15_000);
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      await visitor.send("2", "where is my bag");
    }),
  );
  await new Promise((resolve) => setTimeout(resolve, 6_000));
  expect(service.tries.toSorted()).toEqual(statuses.map((status) => `${status} ${status}`).toSorted());
});

test("after 429 and after 503 it is tried again when the service says", async () => {
  const { service, base, printed } = await start();
  const answers = [
    { status: 429, retryAfter: "1" },
    { status: 503, retryAfter: "2" },
  ];
  for (const answer of answers) {
    const { visitor } = await subscribe(base, service, `${answer.status}`);
    service.answers.set(`${answer.status}`, [answer, answer, 201]);
    await visitor.send("1", "where is my bag");
  }
  await waitUntil(() => service.pushes.length > 1, 90_000);
  expect(printed()).not.toContain("push");
  for (const { status } of answers)
    expect(service.tries.filter((entry) => entry.startsWith(`${status} `))).toEqual([
      `${status} ${status}`,
      `${status} ${status}`,
      `${status} 201`,
    ]);
});

test("services that hang or fail do not keep others waiting", async () => {
  const { service, base } = await start();
  const other = await startFakePushService();
  onTestFinished(async () => await other[Symbol.asyncDispose]());
  const both = await start({ services: [service.origin, other.origin] });
  for (let index = 0; index < 12; index += 1) {
    const { visitor } = await subscribe(both.base, service, `hangs${index}`);
    service.answers.set(`hangs${index}`, ["hang"]);
    await visitor.send("1", "where is my bag");
  }
  const { visitor } = await subscribe(both.base, other, "ada");
  await visitor.send("1", "where is my bag");
  await waitUntil(() => other.pushes.length > 0, 15_000);
  // Four at a time, each of which is given up after 10 s.
  expect(service.tries.length).toBeLessThanOrEqual(8);
  expect(base).not.toBe(both.base);
});

test("no endpoint but that of a push service is taken, and no key that is none", async () => {
  const { service, base } = await start();
  const { visitor, browser } = await subscribe(base, service, "ada");
  const good = requestOf(browser);
  const wrong: [object, string][] = [
    [{ ...good, endpoint: "http://169.254.169.254/latest" }, "endpoint: is of no push service"],
    [{ ...good, endpoint: "https://www.example.com/hook" }, "endpoint: is of no push service"],
    [{ ...good, keys: { ...browser.keys, p256dh: "AAAAAAAAAAAA" } }, "keys.p256dh: expected a key of P-256"],
    [{ ...good, keys: { ...browser.keys, auth: "AAAAAAAAAAAA" } }, "keys.auth: expected 16 bytes"],
    [{ ...good, url: "javascript:alert(1)" }, "url: expected the address of a page"],
    [{ ...good, title: "" }, "title:"],
  ];
  for (const [request, detail] of wrong) {
    const answer = await visitor.post("push", request);
    expect(answer).toMatchObject({ status: 400, body: { code: "invalid_request" } });
    expect(JSON.stringify(answer.body)).toContain(detail);
  }
});

test("a browser is told no longer when it says so, and when its session ends", async () => {
  const { service, base } = await start();
  const [first, second] = [await subscribe(base, service, "ada"), await subscribe(base, service, "bob")];
  const url = `${first.visitor.conversationUrl}/push`;
  const headers = { ...first.visitor.authorization(), "Content-Type": "application/json" };
  const body = JSON.stringify({ endpoint: first.browser.endpoint });
  expect((await call(url, { method: "DELETE", headers, body })).status).toBe(204);
  await first.visitor.send("1", "where is my bag");
  await second.visitor.send("1", "where is my bag");
  const { refreshToken } = second.visitor.session;
  const end = {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ refreshToken }),
  };
  expect((await call(`${base}/v1/session/end`, end)).status).toBe(204);
  await new Promise((resolve) => setTimeout(resolve, 6_000));
  expect(service.tries).toEqual([]);
});

test("a connector without push says so", async () => {
  const server = await startTestServer({ bot, connectors: [web({ origins: "any" })] });
  onTestFinished(async () => await server[Symbol.asyncDispose]());
  const visitor = await RestClient.start(`${server.url}/web`);
  expect(await visitor.get("/push")).toMatchObject({ body: { code: "unsupported" } });
});

test("wrong options stop the start with what to do", () => {
  const problemsOf = (push: object): string[] => web({ origins: [], push: push as never }).problems();
  expect(problemsOf({})).toEqual([expect.stringContaining("push.subject is missing")]);
  expect(problemsOf({ subject: "me" })).toEqual([
    expect.stringContaining('push.subject must be an address such as "mailto:'),
  ]);
  expect(problemsOf({ subject: "mailto:a@b.example", privateKey: "short" })).toEqual([
    expect.stringContaining("push.privateKey must be 32 bytes as base64url"),
  ]);
  expect(
    problemsOf({ subject: "mailto:a@b.example", privateKey: Buffer.alloc(32, 255).toString("base64url") }),
  ).toEqual(["push.privateKey must be a private key of the curve P-256."]);
  expect(problemsOf({ subject: "mailto:a@b.example", services: ["http://push.example"] })).toEqual([
    "push.services must begin with https:// (http:// only on this machine, for tests).",
  ]);
});
