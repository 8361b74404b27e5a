import { errorCodes } from "@causerie/protocol";
import { blockedPerson, clientIdReused } from "@causerie/server/store/refusals.ts";
import { describeOpenApi } from "@causerie/server/connectors/web/http/openapi.ts";
import { RequestError } from "@causerie/server/app/errors.ts";
import { expect, test } from "vitest";
import { findUndescribed } from "#support/web/described-answers.ts";
import { call, callRaw, RestClient } from "#support/web/rest-client.ts";
import { unlimitedRates } from "#support/web/unlimited-rates.ts";
import { startWebHost, type WebHost } from "#support/web/web-host.ts";

/** Every way in which REST says no is in the API's document, at the route that says it. */

const document = describeOpenApi({
  publicUrl: "https://chat.example",
  version: "1.2.3",
  connectors: [{ channel: "web", path: "/web" }],
});
const json = { "Content-Type": "application/json" };
const hello = JSON.stringify({ clientId: "a", content: { type: "text", text: "hello" } });
const once = { count: 1, seconds: 60 };

/** Sends requests and keeps what of their answers is not described. */
class Checked {
  readonly faults: string[] = [];
  readonly codes = new Set<string>();
  readonly #host: WebHost;

  constructor(host: WebHost) {
    this.#host = host;
  }

  async ask(method: string, path: string, headers: Record<string, string> = {}, body?: string): Promise<number> {
    const answer = await callRaw(this.#host.url + path, { method, headers, ...(body === undefined ? {} : { body }) });
    const [route = ""] = path.split("?");
    this.faults.push(...findUndescribed(document, method, route, answer));
    if (answer.body?.code !== undefined) this.codes.add(answer.body.code);
    return answer.status;
  }
}

/** Each route with what it needs, as a visitor calls it. */
function routesOf({ session: { conversationId, refreshToken, token } }: RestClient) {
  const conversation = `/web/v1/conversations/${conversationId}`;
  const own = { Authorization: `Bearer ${token}` };
  const refresh = JSON.stringify({ refreshToken });
  return [
    ["POST", "/web/v1/session", {}, undefined],
    ["POST", "/web/v1/session/refresh", json, refresh],
    ["POST", "/web/v1/session/unread", json, JSON.stringify({ refreshToken, since: "e1.0" })],
    ["GET", conversation, own, undefined],
    ["POST", `${conversation}/messages`, { ...own, ...json }, hello],
    ["POST", `${conversation}/stop`, own, undefined],
    ["GET", `${conversation}/events`, own, undefined],
    ["GET", `${conversation}/stream`, own, undefined],
    ["POST", `${conversation}/read`, { ...own, ...json }, JSON.stringify({ cursor: "e1.0" })],
    ["GET", "/web/v1/conversations", own, undefined],
    ["POST", "/web/v1/conversations", own, undefined],
    ["POST", "/web/v1/session/end", json, refresh],
  ] as const;
}

type Case = readonly [
  status: number,
  method: string,
  path: string,
  headers: Record<string, string>,
  body?: string | undefined,
];

/** What can be wrong with a request for one route. */
function mistakesAt([method, path, headers, body]: ReturnType<typeof routesOf>[number]): Case[] {
  const cases: Case[] = [[403, method, path, { ...headers, Origin: "https://evil.example" }, body]];
  if (path.includes("conversations")) {
    cases.push([401, method, path, { ...headers, Authorization: "Bearer none" }, body]);
    if (path.includes("conversations/"))
      cases.push([404, method, path.replace(/s\/[^/]+/, "s/another"), headers, body]);
  }
  if (body === undefined) return cases;
  for (const [status, type, text] of [
    [415, "text/plain", body],
    [400, "application/json", "{"],
    [400, "application/json", "{}"],
    [413, "application/json", `{"x":"${"x".repeat(65_536)}"}`],
  ] as const)
    cases.push([status, method, path, { ...headers, "Content-Type": type }, text]);
  if (body.includes("refreshToken"))
    cases.push([401, method, path, json, JSON.stringify({ refreshToken: "none", since: "e1.0" })]);
  return cases;
}

test("what is wrong with a request is described at each route", async () => {
  await using host = await startWebHost();
  const visitor = await RestClient.start(`${host.url}/web`);
  const checked = new Checked(host);
  const [, , unread, , message, , events, stream] = routesOf(visitor);
  const hologram = JSON.stringify({ clientId: "h", content: { type: "hologram" } });
  const cases: Case[] = [
    ...routesOf(visitor).flatMap(mistakesAt),
    [410, "POST", unread[1], json, unread[3].replace("e1.0", "e9.1")],
    [400, "GET", `${events[1]}?since=none`, events[2]],
    [410, "GET", `${events[1]}?since=e9.1`, events[2]],
    [400, "GET", `${stream[1]}?since=none`, stream[2]],
    [422, "POST", message[1], message[2], hologram],
  ];
  for (const [status, method, path, headers, body] of cases)
    expect([path, await checked.ask(method, path, headers, body)]).toEqual([path, status]);
  expect(cases.length).toBeGreaterThan(40);
  expect(checked.faults).toEqual([]);
});

test("what a server refuses by its limits and its store is described at each route", async () => {
  const refusals = [blockedPerson(), clientIdReused(), new Error("a defect")];
  const forget = (): Promise<void> => Promise.reject(new RequestError("unsupported", "this server cannot"));
  await using host = await startWebHost({ accept: () => Promise.reject(refusals.shift() ?? new Error()), forget });
  const visitor = await RestClient.start(`${host.url}/web`);
  const checked = new Checked(host);
  const [, , , , message] = routesOf(visitor);
  for (const status of [403, 409, 500]) expect(await checked.ask("POST", message[1], message[2], hello)).toBe(status);
  const ends = { refreshToken: visitor.session.refreshToken, forget: true };
  expect(await checked.ask("POST", "/web/v1/session/end", json, JSON.stringify(ends))).toBe(422);
  expect(checked.faults).toEqual([]);

  const rates = {
    ...unlimitedRates,
    send: once,
    sessions: once,
    reads: once,
    refreshes: once,
    handshakes: once,
    newConversations: once,
  };
  await using narrow = await startWebHost({ connectors: [{ rates, maxSocketsPerVisitor: 1 }] });
  const limited = new Checked(narrow);
  const hasty = await RestClient.start(`${narrow.url}/web`);
  for (const [method, path, headers, body] of routesOf(hasty)) {
    await limited.ask(method, path, headers, body);
    expect([path, await limited.ask(method, path, headers, body)]).toEqual([path, 429]);
  }
  expect(limited.faults).toEqual([]);

  await using full = await startWebHost({ connectors: [{ maxSocketsPerVisitor: 1 }] });
  const busy = new Checked(full);
  const tabs = await RestClient.start(`${full.url}/web`);
  using _open = await tabs.stream();
  const [, , , , , , events, stream] = routesOf(tabs);
  expect(await busy.ask("GET", `${events[1]}?wait=1`, events[2])).toBe(429);
  expect(await busy.ask("GET", stream[1], stream[2])).toBe(429);
  await full.stopConnectors();
  for (const [method, path, headers, body] of routesOf(tabs)) {
    expect([path, await busy.ask(method, path, headers, body)]).toEqual([path, 503]);
  }
  expect(busy.faults).toEqual([]);

  expect([...checked.codes, ...limited.codes, ...busy.codes].toSorted()).toEqual(
    [
      "blocked",
      "client_id_reused",
      "internal",
      "unsupported",
      "rate_limited",
      "too_many_connections",
      "unavailable",
    ].toSorted(),
  );
});

test("the document lists each code, with its status and whether the same may be sent again", () => {
  const { Problem } = document.components.schemas as Record<
    string,
    { properties?: Record<string, { description?: string }> }
  >;
  const description = Problem?.properties?.["code"]?.description ?? "";
  for (const [code, { status, retryable }] of Object.entries(errorCodes))
    expect(description).toContain(`- \`${code}\` (${status}${retryable ? ", may be sent again" : ""}): `);
});

test("each name of the stream's events has its form in the document, and real ones have it", async () => {
  await using host = await startWebHost({ heartbeatMs: 20 });
  const visitor = await RestClient.start(`${host.url}/web`);
  const route = "/web/v1/conversations/{id}/stream";
  const { content = {} } = document.paths[route]?.["get"]?.responses[200] ?? {};
  const { "x-events": events } = content["text/event-stream"] as { "x-events": Record<string, { $ref: string }> };
  expect(Object.keys(events)).toEqual(["message", "frame", "resync", "bye"]);
  using resync = await visitor.stream("?since=e9.1");
  using stream = await visitor.stream();
  await visitor.send("a", "hello");
  const [first] = await stream.logEvents(1);
  host.frame(visitor.session.conversationId, { type: "typing", on: true });
  const real = {
    message: first,
    resync: await resync.named("resync"),
    frame: await stream.named("frame"),
    bye: await (async () => {
      const bye = stream.named("bye");
      await host.stopConnectors();
      return bye;
    })(),
  };
  const paths = Object.fromEntries(
    Object.entries(events).map(([name, schema]) => [
      `/${name}`,
      { get: { responses: { 200: { description: "", content: { "application/json": { schema } } } } } },
    ]),
  );
  for (const [name, body] of Object.entries(real)) {
    const headers = new Headers({ "content-type": "application/json" });
    const stub = { ...document, paths } as unknown as typeof document;
    expect(findUndescribed(stub, "GET", `/${name}`, { status: 200, headers, body })).toEqual([]);
    expect(findUndescribed(stub, "GET", `/${name}`, { status: 200, headers, body: {} })).not.toEqual([]);
  }
  expect((await call(`${host.url}/web/v1/none`)).status).toBe(503);
});
