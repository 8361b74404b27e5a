import { expect, test } from "vitest";
import { upgradeHeaders } from "#support/web/upgrade-headers.ts";
import { startWebHost } from "#support/web/web-host.ts";
import { callRaw, RestClient } from "#support/web/rest-client.ts";
import { SocketClient } from "#support/web/socket-client.ts";

const origins = ["https://shop.example", "https://*.example.com", "http://localhost:8080"];

const expectedByOrigin: Record<string, boolean> = {
  "https://shop.example": true,
  "https://www.example.com": true,
  "http://localhost:8080": true,
  null: false,
  "https://shop.example.evil.test": false,
  "https://evil-shop.example": false,
  "https://sub.shop.example": false,
  "https://example.com": false,
  "https://a.b.example.com": false,
  "https://evil.test?.example.com": false,
  "https://.example.com": false,
  "https://evilexample.com": false,
  "https://shop.example:8443": false,
  "http://shop.example": false,
  "https://SHOP.example": false,
  "https://shop.example.": false,
  "https://shop.example/": false,
  "https://shöp.example": false,
  "http://localhost": false,
  "file://": false,
  "": false,
};

test.each(Object.entries(expectedByOrigin))("the origin %o may use the chat: %o", async (origin, allowed) => {
  await using host = await startWebHost({ connectors: [{ origins }] });
  const visitor = await RestClient.start(`${host.url}/web`);
  const headers = { ...visitor.authorization(), Origin: Buffer.from(origin).toString("latin1") };

  for (const path of ["", "/events", "/stream"]) {
    const answer = await callRaw(visitor.conversationUrl + path, { headers });
    expect([path, answer.status]).toEqual([path, allowed ? 200 : 403]);
    // A refused page may read the refusal, and nothing else.
    expect(answer.headers.get("access-control-allow-origin")).toBe(allowed ? origin : "*");
    expect(answer.headers.get("access-control-allow-credentials")).toBeNull();
    expect(answer.headers.get("vary")).toBe("Origin");
    expect(answer.body?.code).toBe(allowed ? undefined : "origin_not_allowed");
  }

  const preflight = await callRaw(`${visitor.conversationUrl}/messages`, {
    method: "OPTIONS",
    headers: { Origin: headers.Origin, "Access-Control-Request-Method": "POST" },
  });
  expect(preflight.status).toBe(allowed ? 204 : 403);
  expect(preflight.headers.get("access-control-allow-origin")).toBe(allowed ? origin : null);
  expect(preflight.headers.get("access-control-max-age")).toBe(allowed ? "7200" : null);
  expect(preflight.headers.get("vary")).toBe("Origin");

  using socket = new SocketClient(visitor, { origin: headers.Origin });
  const connected = await socket.connected().then(
    () => true,
    () => false,
  );
  expect(connected).toBe(allowed);
});

test("what a refused page may read is the refusal alone: the same for every path, token and person", async () => {
  await using host = await startWebHost({ connectors: [{ origins }] });
  const visitor = await RestClient.start(`${host.url}/web`);
  await visitor.send("a", "something private");
  const Origin = "https://evil.test";
  const paths = [
    "/web/v1/session",
    "/web/v1/nothing",
    "/web/",
    ...["", "/events?since=x", "/stream"].map((end) => new URL(visitor.conversationUrl).pathname + end),
    "/web/v1/conversations/c_nobody",
  ];
  const tokens = [visitor.session.token, visitor.session.refreshToken, "x", undefined];
  const bodies = new Set<string>();
  for (const path of paths)
    for (const token of tokens) {
      const headers = { Origin, ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }) };
      const answer = await callRaw(host.url + path, { headers });
      expect([path, answer.status]).toEqual([path, 403]);
      // Of other headers a page may read none, unless they are exposed.
      expect(answer.headers.get("access-control-expose-headers")).toBeNull();
      expect(answer.headers.get("retry-after")).toBeNull();
      bodies.add(JSON.stringify(answer.body));
    }
  expect([...bodies].map((body) => JSON.parse(body) as unknown)).toEqual([
    {
      type: "https://causerie.dev/errors/origin_not_allowed",
      title: "This web site may not use this chat",
      status: 403,
      detail: "add the origin of this page to `origins` of the web connector",
      code: "origin_not_allowed",
      retryable: false,
    },
  ]);
});

test.each(["POST", "HEAD", "PUT", "DELETE", "OPTIONS"])(
  "a refused page may not read the refusal of %s",
  async (method) => {
    await using host = await startWebHost({ connectors: [{ origins }] });
    for (const path of ["/web/v1/session", "/web/v1/session/refresh", "/web/v1/session/end"]) {
      const answer = await callRaw(host.url + path, { method, headers: { Origin: "https://evil.test" } });
      expect(answer.status).toBe(403);
      expect(answer.headers.get("access-control-allow-origin")).toBeNull();
    }
  },
);

test("an upgrade from another site is refused before it becomes a WebSocket, with the reason", async () => {
  await using host = await startWebHost();
  const answer = await callRaw(`${host.url}/web/socket.io/?EIO=4&transport=websocket`, {
    headers: { ...upgradeHeaders, Origin: "https://evil.test" },
  });
  expect(answer).toMatchObject({ status: 403, body: { code: "origin_not_allowed" } });
});

test("an origin that is refused is in the operator's log, as it came but not without end", async () => {
  await using host = await startWebHost();
  const visitor = await RestClient.start(`${host.url}/web`);
  const Origin = `https://forgotten.example"}${"x".repeat(500)}`;
  expect((await callRaw(visitor.conversationUrl, { headers: { Origin } })).status).toBe(403);
  expect((await callRaw(`${host.url}/web/socket.io/`, { headers: { ...upgradeHeaders, Origin } })).status).toBe(403);
  const lines = host
    .logged()
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  const refusal = { code: "origin_not_allowed", origin: Origin.slice(0, 200), msg: "request refused" };
  expect(lines).toMatchObject([refusal, refusal]);
});

test("without an Origin the token alone decides, and pages of the server itself are always welcome", async () => {
  await using host = await startWebHost({ connectors: [{ origins: [] }] });
  const visitor = await RestClient.start(`${host.url}/web`);
  const own = await callRaw(visitor.conversationUrl, { headers: { ...visitor.authorization(), Origin: host.url } });
  expect([own.status, own.headers.get("access-control-allow-origin")]).toEqual([200, host.url]);
  const none = await callRaw(visitor.conversationUrl, { headers: visitor.authorization() });
  expect([none.status, none.headers.get("access-control-allow-origin")]).toEqual([200, null]);
  expect(none.headers.get("vary")).toBe("Origin");
});

test("any site means any site, but never the origin null", async () => {
  await using host = await startWebHost({ connectors: [{ origins: "any" }] });
  const visitor = await RestClient.start(`${host.url}/web`);
  const ask = (Origin: string) => callRaw(visitor.conversationUrl, { headers: { ...visitor.authorization(), Origin } });
  expect((await ask("https://anybody.test")).status).toBe(200);
  expect((await ask("null")).status).toBe(403);
});
