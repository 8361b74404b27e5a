import type { OpenApiDocument } from "@causerie/server/connectors/web/http/openapi.ts";
import { describeOpenApi } from "@causerie/server/connectors/web/http/openapi.ts";
import { web } from "@causerie/server";
import { expect, onTestFinished, test } from "vitest";
import { findUndescribed } from "#support/web/described-answers.ts";
import { findMismatches, type Schema } from "#support/web/json-schema.ts";
import { startTockServer, type TockServer } from "#support/web/tock/start-tock-server.ts";
import { TockClient, TockStream } from "#support/web/tock/tock-client.ts";

/** Each keyword is one kind of message: see `tock-bot.ts`. */
const keywords =
  "hello buttons markup card bare carousel image paper list catalogue map form stars widget sources popup native two silence broken".split(
    " ",
  );

async function documentOf({ server }: TockServer): Promise<OpenApiDocument> {
  return (await (await fetch(`${server.url}/openapi.json`)).json()) as OpenApiDocument;
}

function schemasOf(document: OpenApiDocument): Record<string, Schema> {
  return document.components.schemas as Record<string, Schema>;
}

test("what is sent for each kind of message is as the document says, down to the last property", async () => {
  await using tock = await startTockServer({ direct: true });
  const document = await documentOf(tock);
  const schemas = schemasOf(document);
  using stream = await tock.client.stream();
  for (const query of keywords) {
    const answer = await tock.client.post({ userId: tock.client.userId, query, sourceWithContent: true });
    expect([query, findUndescribed(document, "POST", "/web", answer)]).toEqual([query, []]);
    if (query === "silence") continue;
    const event = await stream.messages(answer.body.responses.length);
    expect([query, event.flatMap((each) => findMismatches(each, { $ref: "TockAnswer" }, schemas))]).toEqual([
      query,
      [],
    ]);
  }
  const wrong = { responses: [{ version: "1", type: "WebMessage", card: { title: "T" } }], metadata: { a: 1 } };
  expect(findMismatches(wrong, { $ref: "TockAnswer" }, schemas)).toEqual([
    "$.responses[0].card.buttons: is missing",
    "$.metadata.a: is no string",
  ]);
});

test("the direct stream, in both methods, and the health check are described", async () => {
  await using tock = await startTockServer({ direct: true });
  const document = await documentOf(tock);
  const request = JSON.stringify({ userId: tock.client.userId, query: "two", streamedResponse: true });
  for (const init of [{ method: "POST", body: request }, { headers: { message: request } }]) {
    const abort = new AbortController();
    onTestFinished(() => abort.abort());
    const response = await fetch(`${tock.base}/sse/direct`, { ...init, signal: abort.signal });
    const { method = "GET" } = init as { method?: string };
    expect(
      findUndescribed(document, method, "/web/sse/direct", { status: 200, headers: response.headers, body: undefined }),
    ).toEqual([]);
    const events = await new TockStream(response, abort).messages(2);
    expect(events.flatMap((each) => findMismatches(each, { $ref: "TockAnswer" }, schemasOf(document)))).toEqual([]);
  }
  const health = await fetch(`${tock.base}/healthcheck`);
  expect(
    findUndescribed(document, "GET", "/web/healthcheck", { status: health.status, headers: health.headers, body: "" }),
  ).toEqual([]);
});

test("each refusal is described, with the message that a kit shows", async () => {
  await using tock = await startTockServer({ identity: "jwt", direct: true });
  await using narrow = await startTockServer({}, { rates: { send: { count: 1, seconds: 60 } } });
  const codes: unknown[] = [];
  const refuse = async (at: TockServer, body: object | string): Promise<void> => {
    const answer = await at.client.post(body);
    codes.push(answer.body.code);
    expect(findUndescribed(await documentOf(at), "POST", "/web", answer)).toEqual([]);
    expect(answer.body.responses).toHaveLength(1);
  };
  await refuse(tock, { query: "hello" });
  await refuse(narrow, "{");
  await refuse(narrow, "x".repeat(70_000));
  await narrow.client.ask("hello");
  await refuse(narrow, { userId: narrow.client.userId, query: "hello" });
  expect(codes).toEqual(["unauthorized", "invalid_request", "too_large", "rate_limited"]);
  const document = await documentOf(narrow);
  const missing = await fetch(`${narrow.base}/sse`, { headers: { Accept: "text/event-stream" } });
  const answer = { status: missing.status, headers: missing.headers, body: await missing.json() };
  expect([answer.status, findUndescribed(document, "GET", "/web/sse", answer)]).toEqual([400, []]);
});

test("what the kits send is what the document asks for", async () => {
  await using tock = await startTockServer();
  const schemas = schemasOf(await documentOf(tock));
  const { userId } = tock.client;
  const bodies = [
    { query: "hello", userId },
    { payload: "weather?city=Paris", userId },
    { ref: "spring", userId, locale: "fr" },
    { query: "hello", userId, locale: "en-US", sourceWithContent: true },
    { userId, locale: "en-US", feedback: { actionId: "a", vote: "UP" } },
    { userId, locale: "en-US", feedback: { actionId: "a", vote: null } },
  ];
  for (const body of bodies) {
    expect(findMismatches(body, { $ref: "TockRequest" }, schemas)).toEqual([]);
    expect((await tock.client.post(body)).status).toBe(200);
  }
  expect(findMismatches({ query: 1 }, { $ref: "TockRequest" }, schemas)).toEqual(["$.query: is no string"]);
});

test("only what a connector answers is described: no stream that is off, and nothing of Tock without the dialect", async () => {
  await using off = await startTockServer({ streams: false });
  const document = await documentOf(off);
  const ofTock = (routes: string[]) => routes.filter((route) => !route.includes("/v1/"));
  expect(ofTock(Object.keys(document.paths))).toEqual(["/web", "/web/healthcheck"]);
  expect((await new TockClient(off.base).stream()).response.status).toBe(404);
  const plain = describeOpenApi({ publicUrl: off.server.url, version: "1", connectors: [web({ origins: [] })] });
  expect(ofTock(Object.keys(plain.paths))).toEqual([]);
  expect(Object.keys(plain.components.schemas).filter((name) => name.startsWith("Tock"))).toEqual([]);
});

test("two connectors with the dialect have operations of their own, with the identity of each", () => {
  const paths = ["/web", "/help"];
  const document = describeOpenApi({
    publicUrl: "https://chat.example",
    version: "1",
    connectors: paths.map((path) => ({ channel: "web", path })),
    tock: paths.map((path) => ({
      path,
      streams: true,
      direct: true,
      identity: path === "/web" ? ("cookie" as const) : ("jwt" as const),
    })),
  });
  const operations = Object.values(document.paths).flatMap((methods) => Object.values(methods));
  expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(operations.length);
  const named = (id: string) => operations.find(({ operationId }) => operationId === id)?.security;
  expect([named("askTock"), named("streamTock2")]).toEqual([
    [{ tockCookie: [] }, {}],
    [{ token: [] }, { person: [] }, {}],
  ]);
  expect(Object.keys(document.components.securitySchemes)).toEqual(["token", "person", "tockCookie"]);
});
