import { gzipSync } from "node:zlib";
import { setImmediate, setTimeout as delay } from "node:timers/promises";
import { expect, test } from "vitest";
import { unlimitedRates } from "#support/web/unlimited-rates.ts";
import { startWebHost } from "#support/web/web-host.ts";
import { call, callRaw, RestClient } from "#support/web/rest-client.ts";
import { refusalOf, SocketClient } from "#support/web/socket-client.ts";

const json = { "Content-Type": "application/json" };
const hello = `{"clientId":"a","content":{"type":"text","text":"hello"}}`;

test.each<[string, string | Buffer, Record<string, string>, number, string]>([
  ["is larger than 64 kB", `{"x":"${"x".repeat(65_536)}"}`, json, 413, "too_large"],
  ["is a form", "clientId=a", { "Content-Type": "application/x-www-form-urlencoded" }, 415, "unsupported_media_type"],
  ["is JSON that calls itself text", hello, { "Content-Type": "text/plain" }, 415, "unsupported_media_type"],
  ["is compressed", gzipSync(hello), { ...json, "Content-Encoding": "gzip" }, 415, "unsupported_media_type"],
  ["is in Latin-1", hello, { "Content-Type": "application/json; charset=latin1" }, 415, "unsupported_media_type"],
  ["is missing", "", {}, 415, "unsupported_media_type"],
  ["is empty", "", json, 400, "invalid_request"],
  ["is broken JSON", `{"clientId":"secret text"`, json, 400, "invalid_request"],
  ["is a JSON number", "1", json, 400, "invalid_request"],
  ["is a JSON array", "[]", json, 400, "invalid_request"],
  ["is nested very deeply", `${"[".repeat(30_000)}${"]".repeat(30_000)}`, json, 400, "invalid_request"],
  ["has no clientId", `{"content":{"type":"start"}}`, json, 400, "invalid_request"],
  ["has a blank text", `{"clientId":"a","content":{"type":"text","text":" \\n"}}`, json, 400, "invalid_request"],
  [
    "has too long a text",
    JSON.stringify({ clientId: "a", content: { type: "text", text: "x".repeat(4001) } }),
    json,
    400,
    "invalid_request",
  ],
  ["has an odd clientId", `{"clientId":"a b","content":{"type":"start"}}`, json, 400, "invalid_request"],
  [
    "is from beyond the pole",
    `{"clientId":"a","content":{"type":"location","latitude":90.1,"longitude":0}}`,
    json,
    400,
    "invalid_request",
  ],
  ["has no place", `{"clientId":"a","content":{"type":"location","latitude":null}}`, json, 400, "invalid_request"],
  ["has an odd opinion", `{"clientId":"a","content":{"type":"feedback","value":"so"}}`, json, 400, "invalid_request"],
  [
    "has too long a comment",
    JSON.stringify({ clientId: "a", content: { type: "feedback", value: "up", comment: "😐".repeat(1_001) } }),
    json,
    400,
    "invalid_request",
  ],
  [
    "has a score beyond five stars",
    `{"clientId":"a","content":{"type":"feedback","value":"up","score":6}}`,
    json,
    400,
    "invalid_request",
  ],
  ["has a list as context", `{"clientId":"a","content":{"type":"start"},"context":[]}`, json, 400, "invalid_request"],
  ["has a text as context", `{"clientId":"a","content":{"type":"start"},"context":"x"}`, json, 400, "invalid_request"],
  ["has null as context", `{"clientId":"a","content":{"type":"start"},"context":null}`, json, 400, "invalid_request"],
  [
    "has too much context",
    JSON.stringify({ clientId: "a", content: { type: "start" }, context: { "secret text": "x".repeat(4000) } }),
    json,
    400,
    "invalid_request",
  ],
  ["is of a newer kind", `{"clientId":"a","content":{"type":"hologram"}}`, json, 422, "unsupported"],
])("a body that %s is refused with its code", async (_, body, headers, status, code) => {
  await using host = await startWebHost();
  const visitor = await RestClient.start(`${host.url}/web`);
  const answer = await callRaw(`${visitor.conversationUrl}/messages`, {
    method: "POST",
    headers: { ...visitor.authorization(), ...headers },
    body,
  });
  expect(answer).toMatchObject({ status, body: { status, code } });
  expect(answer.headers.get("content-type")).toBe("application/problem+json; charset=utf-8");
  expect(JSON.stringify(answer.body)).not.toContain("secret text");
  expect(host.accepted).toEqual([]);
});

test("a body that is refused by REST is refused by a socket with the same code", async () => {
  await using host = await startWebHost();
  const visitor = await RestClient.start(`${host.url}/web`);
  using socket = await new SocketClient(visitor).connected();
  const codeOf = async (message: unknown) => {
    const answer = await socket.sendRaw(message);
    return answer.ok ? "ok" : answer.problem.code;
  };
  expect(await codeOf({ clientId: "a", content: { type: "hologram" } })).toBe("unsupported");
  expect(await codeOf({ clientId: "a", content: { type: "text", text: "x".repeat(4001) } })).toBe("invalid_request");
  expect(await codeOf(null)).toBe("invalid_request");
  expect(await codeOf("hello")).toBe("invalid_request");
  expect(await codeOf({ clientId: "a", content: { type: "text", text: "fine" } })).toBe("ok");
});

test("a socket that sends more than 64 kB at once is cut", async () => {
  await using host = await startWebHost();
  const visitor = await RestClient.start(`${host.url}/web`);
  using socket = await new SocketClient(visitor).connected();
  const cut = socket.once("disconnect");
  socket.socket.emit("send", { clientId: "a", content: { type: "text", text: "x".repeat(66_000) } }, () => undefined);
  expect(await cut).toMatch(/transport/);
  expect(host.accepted).toEqual([]);
});

test("whatever arrives on a socket, the server goes on, and nothing of it is a failure of ours", async () => {
  await using host = await startWebHost();
  const visitor = await RestClient.start(`${host.url}/web`);
  const { token, conversationId } = visitor.session;
  const hello = `40${JSON.stringify({ token, conversationId })}`;
  const url = `${host.url.replace("http", "ws")}/web/socket.io/?EIO=4&transport=websocket`;
  for (const packets of [
    ["\u0000"],
    ["4"],
    ["40null"],
    ["40[]"],
    [`40/other,{"token":"${token}"}`],
    [hello, hello],
    [hello, `42["disconnect"]`],
    [hello, `42["connect_error",{}]`],
    [hello, `42["__proto__",{}]`],
    [hello, `42["send"]`, `42["renew"]`, `42["send",null,null]`],
    [hello, `4299999999999999999999["send",{}]`],
    [hello, `43999[1]`],
    [hello, `451-["send",{"_placeholder":true,"num":0}]`, "x"],
    [hello, `459999-["send",{"_placeholder":true,"num":7}]`],
    [hello, "41", `42["send",{}]`],
  ]) {
    const socket = new WebSocket(url);
    const closed = new Promise((resolve) => socket.addEventListener("close", resolve));
    await new Promise((resolve) => socket.addEventListener("open", resolve));
    for (const packet of packets) socket.send(packet);
    await visitor.snapshot();
    socket.close();
    await closed;
  }
  using socket = await new SocketClient(visitor).connected();
  expect(await socket.send("a", "still there?")).toMatchObject({ ok: true });
  expect(host.accepted).toHaveLength(1);
  expect(host.logged()).not.toContain("unexpected error");
});

test("keys that reach for prototypes are data, or nothing", async () => {
  await using host = await startWebHost();
  const visitor = await RestClient.start(`${host.url}/web`);
  const body = `{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"clientId":"a","content":{"__proto__":{"polluted":1},"type":"start"}}`;
  expect((await visitor.post("messages", body)).status).toBe(202);
  expect((await visitor.post("messages", `{"__proto__":{"clientId":"b"},"content":{"type":"start"}}`)).status).toBe(
    400,
  );
  expect((await visitor.get("/events?a[__proto__][polluted]=1&__proto__=2")).status).toBe(200);
  const auth = JSON.parse(
    `{"__proto__":{"polluted":1},"token":"${visitor.session.token}","conversationId":"${visitor.session.conversationId}"}`,
  ) as Record<string, unknown>;
  expect(await refusalOf(new SocketClient(visitor, { auth }))).toBeUndefined();
  expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
  expect(host.accepted.map(({ content }) => content)).toEqual([{ type: "start" }]);
});

test("an unknown path is answered with a problem in JSON, whatever the method", async () => {
  await using host = await startWebHost();
  const visitor = await RestClient.start(`${host.url}/web`);
  const headers = visitor.authorization();
  for (const [method, url] of [
    ["GET", `${visitor.base}/`],
    ["DELETE", `${visitor.conversationUrl}/nothing`],
    ["GET", `${visitor.base}/v2/conversations/x`],
    ["GET", `${visitor.base}/socket.io/?EIO=4&transport=polling`],
  ] as const) {
    expect(await callRaw(url, { method, headers })).toMatchObject({ status: 404, body: { code: "not_found" } });
  }
  expect((await callRaw(`${visitor.base}/v1/nothing`, { method: "HEAD", headers })).status).toBe(404);
  const undecodable = await callRaw(`${visitor.base}/v1/conversations/%ff/events`, { headers });
  expect(undecodable).toMatchObject({ status: 400, body: { code: "invalid_request" } });
});

test("a known path with another method says which methods it takes", async () => {
  await using host = await startWebHost();
  const visitor = await RestClient.start(`${host.url}/web`);
  const headers = visitor.authorization();
  for (const [method, url, allow] of [
    ["GET", `${visitor.base}/v1/session`, "POST"],
    ["DELETE", visitor.conversationUrl, "GET"],
    ["PUT", `${visitor.conversationUrl}/messages`, "POST"],
    ["GET", `${visitor.conversationUrl}/stop`, "POST"],
    ["HEAD", `${visitor.conversationUrl}/stream`, "GET"],
  ] as const) {
    const answer = await callRaw(url, { method, headers });
    expect([answer.status, answer.headers.get("allow")]).toEqual([405, allow]);
  }
});

test("responses are data: not cached, not sniffed, not rendered", async () => {
  await using host = await startWebHost();
  const visitor = await RestClient.start(`${host.url}/web`);
  const { headers } = await visitor.snapshot();
  expect(headers.get("cache-control")).toBe("no-store");
  expect(headers.get("x-content-type-options")).toBe("nosniff");
  expect(headers.get("content-security-policy")).toBe("default-src 'none';frame-ancestors 'none'");
  expect(headers.get("cross-origin-resource-policy")).toBe("cross-origin");
  expect(headers.get("etag")).toBeNull();
});

test("a visitor who writes too fast learns how long to wait, and the message is accepted after that", async () => {
  const send = { count: 2, seconds: 1 };
  await using host = await startWebHost({ connectors: [{ rates: { ...unlimitedRates, send } }] });
  const visitor = await RestClient.start(`${host.url}/web`);
  const other = await RestClient.start(`${host.url}/web`);
  using socket = await new SocketClient(visitor).connected();
  expect((await visitor.send("a", "1")).status).toBe(202);
  expect((await socket.send("b", "2")).ok).toBe(true);

  const limited = await visitor.send("c", "3");
  expect(limited).toMatchObject({ status: 429, body: { code: "rate_limited", retryable: true } });
  const { retryAfterMs } = limited.body as { retryAfterMs: number };
  expect(retryAfterMs).toBeGreaterThan(0);
  expect(limited.headers.get("retry-after")).toBe("1");
  expect(await socket.send("c", "3")).toMatchObject({ ok: false, problem: { code: "rate_limited" } });
  expect((await other.send("a", "1")).status).toBe(202);

  await delay(retryAfterMs + 20);
  expect((await visitor.send("c", "3")).status).toBe(202);
});

test("conversations, new visitors and handshakes have their rates", async () => {
  const two = { count: 2, seconds: 60 };
  const rates = { ...unlimitedRates, conversation: two, sessions: two, handshakes: two };
  await using host = await startWebHost({ connectors: [{ rates }] });
  const visitor = await RestClient.start(`${host.url}/web`);
  for (const id of ["a", "b"]) expect((await visitor.send(id, "hello")).status).toBe(202);
  expect(await visitor.send("c", "hello")).toMatchObject({ status: 429, body: { code: "rate_limited" } });

  using socket = await new SocketClient(visitor).connected();
  using stream = await visitor.stream();
  expect([socket.socket.connected, stream.response.status]).toEqual([true, 200]);
  expect((await visitor.get("/stream")).status).toBe(429);
  expect(await refusalOf(new SocketClient(visitor))).toMatchObject({ code: "rate_limited" });

  const mint = () => call(`${visitor.base}/v1/session`, { method: "POST" });
  expect((await mint()).status).toBe(201);
  expect(await mint()).toMatchObject({ status: 429, body: { code: "rate_limited" } });
});

test("reading and renewing have their rates, over REST and on a socket", async () => {
  const three = { count: 3, seconds: 60 };
  const rates = { ...unlimitedRates, reads: three, refreshes: three };
  await using host = await startWebHost({ connectors: [{ rates }] });
  const visitor = await RestClient.start(`${host.url}/web`);
  const other = await RestClient.start(`${host.url}/web`);
  using socket = await new SocketClient(visitor).connected();

  expect((await visitor.snapshot()).status).toBe(200);
  expect((await visitor.events()).status).toBe(200);
  using stream = await visitor.stream();
  expect(stream.response.status).toBe(200);
  for (const route of ["", "/events", "/stream"]) {
    const refused = await visitor.get(route);
    expect(refused).toMatchObject({ status: 429, body: { code: "rate_limited", retryable: true } });
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
  }
  expect((await other.snapshot()).status).toBe(200);
  expect((await visitor.send("a", "writing is counted by itself")).status).toBe(202);

  const refresh = ({ session }: RestClient) =>
    call(`${host.url}/web/v1/session/refresh`, {
      method: "POST",
      headers: json,
      body: JSON.stringify({ refreshToken: session.refreshToken }),
    });
  for (const client of [visitor, visitor, other]) expect((await refresh(client)).status).toBe(200);
  // Counted by address, not by visitor: verifying an invalid token costs as much.
  const refused = await refresh(other);
  expect(refused).toMatchObject({ status: 429, body: { code: "rate_limited" } });
  expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);

  const renew = () => socket.socket.emitWithAck("renew", visitor.session.token);
  for (let count = 0; count < 3; count += 1) expect(await renew()).toEqual({ ok: true });
  expect(await renew()).toMatchObject({ ok: false, problem: { code: "rate_limited" } });
});

test.each(["/stream", "/events?wait=20"])(
  "a page that left before its %s was opened holds no connection",
  async (route) => {
    await using host = await startWebHost({ connectors: [{ maxSocketsPerVisitor: 1 }] });
    const visitor = await RestClient.start(`${host.url}/web`);
    // It leaves while its token is verified.
    host.server.once("request", (request) => request.socket.destroy());
    await expect(visitor.get(route)).rejects.toThrow("fetch failed");
    // The response to this later request shows that the earlier one was handled.
    await visitor.snapshot();
    using stream = await visitor.stream();
    expect(stream.response.status).toBe(200);
  },
);

test("a visitor may have only so many connections open, and a closed one makes room", async () => {
  await using host = await startWebHost({ connectors: [{ maxSocketsPerVisitor: 2 }] });
  const visitor = await RestClient.start(`${host.url}/web`);
  using first = await new SocketClient(visitor).connected();
  const second = await visitor.stream();
  expect(await refusalOf(new SocketClient(visitor))).toMatchObject({
    code: "too_many_connections",
    retryAfterMs: 5000,
  });
  expect((await visitor.get("/stream")).status).toBe(429);
  expect((await visitor.events("?wait=1")).status).toBe(429);

  // A request that is answered at once holds no connection.
  expect((await visitor.events()).status).toBe(200);
  await visitor.send("a", "hello");

  second[Symbol.dispose]();
  while ((await visitor.events("?wait=1")).status !== 200) await setImmediate();
  expect(first.socket.connected).toBe(true);
});

test("an unexpected failure is answered without details and logged in full, without what people wrote", async () => {
  const failure = Object.assign(new Error("disk on fire"), { body: "my secret text" });
  await using host = await startWebHost({ accept: () => Promise.reject(failure) });
  const visitor = await RestClient.start(`${host.url}/web`);
  using socket = await new SocketClient(visitor).connected();
  const answer = await visitor.send("a", "my secret text");
  expect(answer.status).toBe(500);
  expect(answer.body).toEqual({
    type: "https://causerie.dev/errors/internal",
    title: "The server failed",
    status: 500,
    code: "internal",
    retryable: true,
  });
  expect(await socket.send("b", "my secret text")).toEqual({ ok: false, problem: answer.body });
  expect(host.logged()).toContain("disk on fire");
  expect(host.logged()).toContain("web/bounds.test.ts");
  for (const secret of ["my secret text", visitor.session.token, visitor.session.refreshToken]) {
    expect(host.logged()).not.toContain(secret);
  }
});
