import type { Session } from "@causerie/protocol";
import { RequestError } from "@causerie/server/app/errors.ts";
import { graceMs, type SessionStore } from "@causerie/server/sessions/session-store.ts";
import { createMemoryStore } from "@causerie/server/store/memory/memory-store.ts";
import { expect, test } from "vitest";
import { call, RestClient, type RestResponse } from "#support/web/rest-client.ts";
import { refusalOf, SocketClient } from "#support/web/socket-client.ts";
import { startWebHost } from "#support/web/web-host.ts";

const day = 24 * 3_600_000;

function post(visitor: RestClient, route: string, body: object): Promise<RestResponse<Session & { code?: string }>> {
  return call(`${visitor.base}/v1/session/${route}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
}

const refresh = (visitor: RestClient, refreshToken: string) => post(visitor, "refresh", { refreshToken });

test("who signs out is out: every token is refused, every line closed, in this process and in another", async () => {
  const { sessions } = createMemoryStore();
  await using host = await startWebHost({ sessions });
  await using other = await startWebHost({ sessions });
  const visitor = await RestClient.start(`${host.url}/web`);
  const elsewhere = visitor.at(`${other.url}/web`);
  for (const client of [visitor, elsewhere]) await client.send("a", "hello");
  using socket = await new SocketClient(visitor).connected();
  using farSocket = await new SocketClient(elsewhere).connected();
  using stream = await elsewhere.stream();
  const { cursor } = (await visitor.snapshot()).body;
  const poll = visitor.events(`?wait=25&since=${cursor}`);
  await stream.logEvents(1);
  const bystander = await RestClient.start(`${host.url}/web`);
  using open = await new SocketClient(bystander).connected();

  const { refreshToken } = visitor.session;
  const ended = performance.now();
  expect((await post(visitor, "end", { refreshToken })).status).toBe(204);
  await expect.poll(() => [socket.socket.connected, farSocket.socket.connected]).toEqual([false, false]);
  expect(await stream.next()).toBeUndefined();
  expect(await poll).toMatchObject({ status: 200, body: { events: [] } });
  expect(performance.now() - ended).toBeLessThan(20_000);
  for (const client of [visitor, elsewhere]) {
    for (const answer of [await client.snapshot(), await client.send("b", "more"), await client.events()])
      expect(answer).toMatchObject({ status: 401, body: { code: "unauthorized" } });
    expect(await refusalOf(new SocketClient(client))).toMatchObject({ code: "unauthorized" });
    expect((await refresh(client, refreshToken)).status).toBe(401);
    expect((await post(client, "unread", { refreshToken, since: "memory.0" })).status).toBe(401);
  }
  // A repeat, after a lost answer, is no error.
  expect((await post(visitor, "end", { refreshToken })).status).toBe(204);
  expect(host.forgotten).toEqual([]);
  expect(open.socket.connected).toBe(true);
  expect((await bystander.snapshot()).status).toBe(200);
});

test("a message over a socket whose session has ended is refused", async () => {
  await using host = await startWebHost();
  const visitor = await RestClient.start(`${host.url}/web`);
  using socket = await new SocketClient(visitor).connected();
  const ack = socket.socket.timeout(5_000).emitWithAck("send", { clientId: "a", content: { type: "start" } });
  expect(await ack).toMatchObject({ ok: true });
  await post(visitor, "end", { refreshToken: visitor.session.refreshToken });
  await expect.poll(() => socket.socket.connected).toBe(false);
  expect(host.accepted).toHaveLength(1);
});

test("who wants to be forgotten is signed out and forgotten, and a replaced token cannot do that", async () => {
  let now = Date.now();
  await using host = await startWebHost({ now: () => now });
  const visitor = await RestClient.start(`${host.url}/web`);
  const first = visitor.session;
  visitor.session = (await refresh(visitor, first.refreshToken)).body;
  await visitor.snapshot();
  now += graceMs + 1;
  const { visitorId, refreshToken } = visitor.session;
  // Asked again, it is refused again, although the session is over; to end it oneself before opens nothing either.
  for (const forget of [true, true, false, true]) {
    const { status } = await post(visitor, "end", { refreshToken: first.refreshToken, forget });
    expect(status).toBe(forget ? 401 : 204);
  }
  expect(host.forgotten).toEqual([]);
  // That was a replay, so the session is over; its holder may still ask for it.
  expect((await visitor.snapshot()).status).toBe(401);
  expect((await post(visitor, "end", { refreshToken, forget: true })).status).toBe(204);
  expect(new Set(host.forgotten)).toEqual(new Set([visitorId]));
});

test.each([
  ["unavailable", 503],
  ["unsupported", 422],
] as const)("who cannot be forgotten just now (%s) keeps the session, and may ask again", async (code, status) => {
  let isAway = true;
  await using host = await startWebHost({
    forget: async () => {
      if (isAway) throw new RequestError(code, "not now");
    },
  });
  const visitor = await RestClient.start(`${host.url}/web`);
  const { visitorId, refreshToken } = visitor.session;
  expect(await post(visitor, "end", { refreshToken, forget: true })).toMatchObject({ status, body: { code } });
  expect((await visitor.snapshot()).status).toBe(200);
  isAway = false;
  expect((await post(visitor, "end", { refreshToken, forget: true })).status).toBe(204);
  expect(new Set(host.forgotten)).toEqual(new Set([visitorId]));
  expect((await visitor.snapshot()).status).toBe(401);
});

test("an end is kept until no token of the session can be valid, and not longer", async () => {
  let now = Math.floor(Date.now() / 1000) * 1000;
  const { sessions } = createMemoryStore();
  const kept: number[] = [];
  const watched: SessionStore = {
    ...sessions,
    end: (session, keepMs, at) => {
      kept.push(keepMs / day);
      return sessions.end(session, keepMs, at);
    },
  };
  await using before = await startWebHost({
    now: () => now,
    sessions: watched,
    connectors: [{ refreshTtl: 300 * 86_400 }],
  });
  await using host = await startWebHost({
    now: () => now,
    sessions: watched,
    connectors: [{ refreshTtl: 10 * 86_400 }],
  });
  for (const { url } of [host, before]) {
    const visitor = await RestClient.start(`${url}/web`);
    now += day;
    await post(visitor.at(`${host.url}/web`), "end", { refreshToken: visitor.session.refreshToken });
  }
  // A day for clocks that are wrong.
  expect(kept).toEqual([10 + 1, 299 + 1]);
});

test("what a visitor says while they are forgotten is forgotten, too", async () => {
  const gate = Promise.withResolvers<void>();
  await using host = await startWebHost({ forget: () => gate.promise });
  const visitor = await RestClient.start(`${host.url}/web`);
  const { visitorId, refreshToken } = visitor.session;
  const ended = post(visitor, "end", { refreshToken, forget: true });
  await visitor.send("a", "a last word");
  gate.resolve();
  expect((await ended).status).toBe(204);
  expect(host.accepted).toHaveLength(1);
  expect(host.forgotten).toEqual([visitorId, visitorId]);
});

test.each([{}, { refreshToken: 7 }, { refreshToken: "x".repeat(4_097) }, { refreshToken: "a", forget: "yes" }])(
  "a wrong request to end a session is refused: %j",
  async (body) => {
    await using host = await startWebHost();
    const visitor = await RestClient.start(`${host.url}/web`);
    expect(await post(visitor, "end", body)).toMatchObject({ status: 400, body: { code: "invalid_request" } });
  },
);

test("only a refresh token of this connector ends a session", async () => {
  await using host = await startWebHost({ connectors: [{}, { id: "help", path: "/help" }] });
  const visitor = await RestClient.start(`${host.url}/web`);
  const stranger = await RestClient.start(`${host.url}/help`);
  for (const refreshToken of [visitor.session.token, stranger.session.refreshToken, "x", ""])
    expect((await post(visitor, "end", { refreshToken })).status).toBe(401);
  expect((await visitor.snapshot()).status).toBe(200);
});

test("a replaced refresh token that is used later ends the session for thief and visitor, and is logged once", async () => {
  let now = Date.now();
  await using host = await startWebHost({ now: () => now });
  const visitor = await RestClient.start(`${host.url}/web`);
  const stolen = visitor.session.refreshToken;
  visitor.session = (await refresh(visitor, stolen)).body;
  expect((await visitor.snapshot()).status).toBe(200);
  using socket = await new SocketClient(visitor).connected();

  now += graceMs;
  expect((await refresh(visitor, stolen)).status).toBe(200);
  now += 1;
  for (const _ of [1, 2, 3]) expect((await refresh(visitor, stolen)).status).toBe(401);
  expect((await refresh(visitor, visitor.session.refreshToken)).status).toBe(401);
  expect((await visitor.snapshot()).status).toBe(401);
  await expect.poll(() => socket.socket.connected).toBe(false);
  const lines = host.logged().split("\n");
  expect(lines.filter((line) => line.includes("a replaced refresh token was used again"))).toHaveLength(1);
  expect(host.logged()).not.toContain(visitor.session.visitorId);
});

test("a replaced refresh token that only asks for unread messages ends the session, too", async () => {
  let now = Date.now();
  await using host = await startWebHost({ now: () => now });
  const visitor = await RestClient.start(`${host.url}/web`);
  const { refreshToken } = visitor.session;
  await visitor.send("a", "hello");
  const since = (await visitor.snapshot()).body.cursor;
  expect((await post(visitor, "unread", { refreshToken, since })).status).toBe(200);
  visitor.session = (await refresh(visitor, refreshToken)).body;
  expect((await post(visitor, "unread", { refreshToken, since })).status).toBe(200);
  await visitor.snapshot();
  now += graceMs + 1;
  expect((await post(visitor, "unread", { refreshToken, since })).status).toBe(401);
  expect((await refresh(visitor, visitor.session.refreshToken)).status).toBe(401);
});

test("a lost answer to a renewal costs no conversation, however late the next one comes", async () => {
  let now = Date.now();
  await using host = await startWebHost({ now: () => now });
  const visitor = await RestClient.start(`${host.url}/web`);
  const { refreshToken, conversationId } = visitor.session;
  await refresh(visitor, refreshToken);
  now += 20 * day;
  visitor.session = (await refresh(visitor, refreshToken)).body;
  expect(visitor.session.conversationId).toBe(conversationId);
  expect((await visitor.snapshot()).status).toBe(200);
});

test("tabs that renew at once all keep the conversation, over several processes", async () => {
  const { sessions } = createMemoryStore();
  await using host = await startWebHost({ sessions });
  await using other = await startWebHost({ sessions });
  const visitor = await RestClient.start(`${host.url}/web`);
  const processes = [visitor, visitor.at(`${other.url}/web`)];
  for (let round = 0; round < 3; round += 1) {
    const { refreshToken } = visitor.session;
    const renewals = await Promise.all(
      Array.from({ length: 6 }, (_, tab) => refresh(processes[tab % 2] ?? visitor, refreshToken)),
    );
    expect(renewals.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 200]);
    // Each tab uses its own; the last to store its token wins.
    for (const { body } of renewals) {
      expect((await new RestClient(visitor.base, body).snapshot()).status).toBe(200);
      visitor.session = body;
    }
  }
});

test("a renewal after a clock was set back is taken", async () => {
  let now = Date.now();
  await using host = await startWebHost({ now: () => now });
  const visitor = await RestClient.start(`${host.url}/web`);
  const { refreshToken } = visitor.session;
  visitor.session = (await refresh(visitor, refreshToken)).body;
  await visitor.snapshot();
  now -= 3_600_000;
  expect((await refresh(visitor, refreshToken)).status).toBe(200);
  expect((await refresh(visitor, visitor.session.refreshToken)).status).toBe(200);
});

test("a connection that was opening when its session ended does not stay", async () => {
  await using host = await startWebHost();
  const visitor = await RestClient.start(`${host.url}/web`);
  for (let round = 0; round < 10; round += 1) {
    const client = await RestClient.start(`${host.url}/web`);
    const opening = new SocketClient(client);
    const connected = opening.connected().then(
      () => true,
      () => false,
    );
    await Promise.all([post(visitor, "end", { refreshToken: client.session.refreshToken }), connected]);
    await expect.poll(() => opening.socket.connected).toBe(false);
    opening[Symbol.dispose]();
  }
});

test("an access token that was proved good many times is refused from the second on in which it expires", async () => {
  let now = Date.now();
  await using host = await startWebHost({ now: () => now });
  const visitor = await RestClient.start(`${host.url}/web`);
  for (let request = 0; request < 3; request += 1) expect((await visitor.snapshot()).status).toBe(200);
  const expiresAt = now + visitor.session.expiresInMs;
  now = expiresAt - 1;
  expect((await visitor.snapshot()).status).toBe(200);
  now = expiresAt;
  expect(await visitor.snapshot()).toMatchObject({ status: 401, body: { code: "unauthorized" } });
});
