import { describeOpenApi } from "@causerie/server/connectors/web/http/openapi.ts";
import { expect, test } from "vitest";
import { botText } from "#support/bot-text.ts";
import { forgeToken, readToken } from "#support/web/forge-token.ts";
import { startWebHost, testKey } from "#support/web/web-host.ts";
import { call, RestClient } from "#support/web/rest-client.ts";
import { refusalOf, SocketClient } from "#support/web/socket-client.ts";

/**
 * Every route that wants a token, so that a new one cannot be forgotten. Not those that also open without one: what a token of
 * another issuer opens there is tested with the sign-in.
 */
const { paths } = describeOpenApi({
  publicUrl: "https://chat.example",
  version: "1",
  connectors: [{ channel: "web", path: "/web" }],
});
const guarded = Object.entries(paths).flatMap(([path, methods]) =>
  Object.entries(methods).flatMap(([method, { security }]) =>
    security.length > 0 && security.every((scheme) => Object.keys(scheme).length > 0) ? [{ method, path }] : [],
  ),
);

const badTokens: Record<string, (good: string) => string | undefined> = {
  "no token": () => undefined,
  "an empty token": () => "",
  "no JWT": () => "hello",
  "a token of 64 kB": () => "x".repeat(12_000),
  "an expired token": (good) => resign(good, { exp: Math.floor(Date.now() / 1000) - 1 }),
  "a token that never expires": (good) => resign(good, { exp: undefined }),
  "a token that is not valid yet": (good) => resign(good, { nbf: Math.floor(Date.now() / 1000) + 60 }),
  "a token for another audience": (good) => resign(good, { aud: "help" }),
  "a token of another issuer": (good) => resign(good, { iss: "somebody" }),
  "a refresh token": (good) => resign(good, {}, { typ: "refresh" }),
  "a token without a type": (good) => resign(good, {}, { typ: undefined }),
  "a token without a person": (good) => resign(good, { sub: undefined }),
  "a token signed with another connector's key": (good) => resign(good, {}, {}, testKey("web:help")),
  "a token signed by another algorithm": (good) => resign(good, {}, { alg: "HS512" }, testKey("web:web"), "sha512"),
  "a token whose key is in its header": (good) => {
    const key = Buffer.alloc(32, 1);
    return resign(good, {}, { jwk: { kty: "oct", k: key.toString("base64url") }, kid: "../../dev/null" }, key);
  },
  "alg none": (good) => unsigned(good, "none"),
  "alg None": (good) => unsigned(good, "None"),
  "an empty signature": (good) => unsigned(good, "HS256"),
  "a tampered token": (good) => {
    const [header, , signature] = good.split(".");
    const claims = { ...readToken(good).claims, sub: "v_somebody" };
    return `${header}.${Buffer.from(JSON.stringify(claims)).toString("base64url")}.${signature}`;
  },
};

function resign(good: string, claims: object, header: object = {}, key = testKey("web:web"), hash = "sha256"): string {
  const original = readToken(good);
  return forgeToken({ ...original.header, ...header }, { ...original.claims, ...claims }, key, hash);
}

function unsigned(good: string, alg: string): string {
  const { header, claims } = readToken(good);
  return forgeToken({ ...header, alg }, claims);
}

const codeOf = (body: unknown): unknown => (body as { code?: string } | undefined)?.code;
/** The answer to HEAD has no body. */
const codeIn = (method: string, code: string): string | undefined => (method === "head" ? undefined : code);

test("the matrix of routes is complete and its forged tokens are forged well", async () => {
  expect(guarded.map(({ method, path }) => `${method} ${path}`)).toEqual([
    "get /web/v1/conversations",
    "post /web/v1/conversations",
    "get /web/v1/conversations/{id}",
    "post /web/v1/conversations/{id}/messages",
    "post /web/v1/conversations/{id}/stop",
    "get /web/v1/conversations/{id}/push",
    "post /web/v1/conversations/{id}/push",
    "delete /web/v1/conversations/{id}/push",
    "post /web/v1/conversations/{id}/read",
    "get /web/v1/conversations/{id}/events",
    "get /web/v1/conversations/{id}/stream",
    "get /web/v1/conversations/{id}/uploads",
    "post /web/v1/conversations/{id}/uploads",
    "patch /web/v1/conversations/{id}/uploads/{uploadId}",
    "head /web/v1/conversations/{id}/uploads/{uploadId}",
    "delete /web/v1/conversations/{id}/uploads/{uploadId}",
    "post /web/v1/conversations/{id}/files/{fileId}/link",
    "get /web/v1/conversations/{id}/previews/{previewId}",
  ]);
  await using host = await startWebHost();
  const visitor = await RestClient.start(`${host.url}/web`);
  visitor.session.token = resign(visitor.session.token, {});
  expect((await visitor.snapshot()).status).toBe(200);
});

test.each(Object.keys(badTokens))("%s opens no route and no socket, and stores nothing", async (name) => {
  await using host = await startWebHost();
  const visitor = await RestClient.start(`${host.url}/web`);
  const token = badTokens[name]?.(visitor.session.token);
  const headers: Record<string, string> = { "Content-Type": "application/json" };
  if (token !== undefined) headers["Authorization"] = `Bearer ${token}`;

  for (const { method, path } of guarded) {
    const url = host.url + path.replace("{id}", visitor.session.conversationId);
    const body = method === "post" ? { body: `{"clientId":"a","content":{"type":"start"}}` } : {};
    const answer = await call(url, { method: method.toUpperCase(), headers, ...body });
    expect([path, answer.status, answer.headers.get("www-authenticate")]).toEqual([path, 401, "Bearer"]);
    expect(codeOf(answer.body)).toBe(codeIn(method, "unauthorized"));
  }
  const auth = { conversationId: visitor.session.conversationId, ...(token === undefined ? {} : { token }) };
  const refusal = await refusalOf(new SocketClient(visitor, { auth }));
  expect(refusal?.code).toBe(token === undefined ? "invalid_request" : "unauthorized");
  expect(host.log.size()).toBe(0);
});

test("somebody else's conversation looks like one that does not exist, on every route and on a socket", async () => {
  await using host = await startWebHost();
  const owner = await RestClient.start(`${host.url}/web`);
  const other = await RestClient.start(`${host.url}/web`);
  await owner.send("a", "private");
  const { conversationId } = owner.session;
  for (const { method, path } of guarded.filter(({ path }) => path.includes("{id}"))) {
    for (const id of [conversationId, "c_nobody", "..%2f..", "%00"]) {
      const answer = await call(host.url + path.replace("{id}", id), {
        method: method.toUpperCase(),
        headers: { ...other.authorization(), "Content-Type": "application/json" },
        ...(method === "post" ? { body: `{"clientId":"b","content":{"type":"start"}}` } : {}),
      });
      expect([path, id, answer.status]).toEqual([path, id, 404]);
      expect(codeOf(answer.body)).toBe(codeIn(method, "not_found"));
    }
  }
  const auth = { token: other.session.token, conversationId };
  expect(await refusalOf(new SocketClient(other, { auth }))).toMatchObject({ code: "not_found" });
  expect(host.accepted).toHaveLength(1);
});

test("a session is minted by the server, is never the same twice, and stores nothing", async () => {
  await using host = await startWebHost();
  const mine = { visitorId: "v_me", conversationId: "c_mine" };
  const headers = { "Content-Type": "application/json" };
  const answers = await Promise.all(
    [1, 2].map(() =>
      call<typeof mine>(`${host.url}/web/v1/session`, { method: "POST", headers, body: JSON.stringify(mine) }),
    ),
  );
  for (const { status, body } of answers) {
    expect(status).toBe(201);
    expect(body).toMatchObject({
      visitorId: expect.stringMatching(/^v_[\w-]{22}$/),
      conversationId: expect.stringMatching(/^c_[\w-]{22}$/),
      expiresInMs: expect.any(Number),
    });
  }
  expect(answers[0]?.body.visitorId).not.toBe(answers[1]?.body.visitorId);
  expect(host.log.size()).toBe(0);
});

test("a session is renewed by its refresh token, keeps its ids, and by nothing else", async () => {
  let now = Date.now();
  await using host = await startWebHost({ now: () => now });
  const visitor = await RestClient.start(`${host.url}/web`);
  const first = visitor.session;
  const refresh = (refreshToken: string) =>
    call<typeof first>(`${visitor.base}/v1/session/refresh`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ refreshToken }),
    });
  now += 29 * 24 * 3600_000;
  expect((await visitor.snapshot()).status).toBe(401);
  const renewed = (await refresh(first.refreshToken)).body;
  expect(renewed).toMatchObject({ visitorId: first.visitorId, conversationId: first.conversationId });
  visitor.session = renewed;
  expect((await visitor.snapshot()).status).toBe(200);
  // Sliding: the second token is good for another thirty days.
  now += 29 * 24 * 3600_000;
  expect((await refresh(renewed.refreshToken)).status).toBe(200);
  expect((await refresh(first.refreshToken)).status).toBe(401);
  expect((await refresh(renewed.token)).status).toBe(401);
  expect((await refresh("hello")).status).toBe(401);
});

test("connections end with their token; a socket that renews it in time stays", async () => {
  await using host = await startWebHost({ connectors: [{ tokenTtl: 3 }] });
  const visitor = await RestClient.start(`${host.url}/web`);
  const other = await RestClient.start(`${host.url}/web`);
  const id = visitor.session.conversationId;
  using forgetful = await new SocketClient(visitor).connected();
  using careful = await new SocketClient(visitor).connected();
  using stream = await visitor.stream();
  const poll = visitor.events("?wait=20");
  const forgotten = forgetful.once("disconnect");

  const { header, claims } = readToken(visitor.session.token);
  const longer = forgeToken(header, { ...claims, exp: claims.exp + 60 }, testKey("web:web"));
  const renew = (token: unknown) => careful.socket.emitWithAck("renew", token as string);
  expect(await renew(other.session.token)).toMatchObject({ ok: false, problem: { code: "not_found" } });
  expect(await renew("hello")).toMatchObject({ ok: false, problem: { code: "unauthorized" } });
  expect(await renew({})).toMatchObject({ ok: false, problem: { code: "invalid_request" } });
  expect(await renew(longer)).toEqual({ ok: true });

  expect(await forgotten).toMatch(/transport/);
  expect((await poll).body.events).toEqual([]);
  host.log.append(id, botText("late"));
  await expect(stream.logEvents(1)).rejects.toThrow(/ended after 0/);
  expect(await careful.received(1)).toHaveLength(1);
  expect(forgetful.events).toEqual([]);
  expect((await visitor.snapshot()).status).toBe(401);
});

test("a client of another protocol version, or with a payload of another form, gets an error that says so", async () => {
  await using host = await startWebHost();
  const visitor = await RestClient.start(`${host.url}/web`);
  const { token, conversationId } = visitor.session;
  const refusal = (auth: Record<string, unknown>) => refusalOf(new SocketClient(visitor, { auth }));
  expect(await refusal({ token, conversationId, protocol: 2 })).toMatchObject({ code: "unsupported_version" });
  expect(await refusal({ token: [token], conversationId })).toMatchObject({ code: "invalid_request" });
  expect(await refusal({})).toMatchObject({ code: "invalid_request" });
});
