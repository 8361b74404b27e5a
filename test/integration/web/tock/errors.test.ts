import { expect, test } from "vitest";
import { startTockServer } from "#support/web/tock/start-tock-server.ts";
import { tockTexts } from "#support/web/tock/tock-client.ts";
import { unlimitedRates } from "#support/web/unlimited-rates.ts";

const apology = "Désolé, réessayez.";
const headers = { Origin: "https://shop.example" };

/** Section 12: an error with a good body is an answer to those kits that show nothing of another one. */
test.for([
  ["no JSON", "{", 400],
  ["no object", "[]", 400],
  ["none of the contents", { userId: "u" }, 400],
  ["a blank query", { userId: "u", query: " " }, 400],
  ["a query that is too long", { userId: "u", query: "x".repeat(4001) }, 400],
  ["a body that is too large", { userId: "u", query: "x".repeat(70_000) }, 413],
] as const)("section 12, a refusal that every kit shows: %s", async ([, body, status]) => {
  await using tock = await startTockServer({ apology });
  const answer = await tock.client.post(body, headers);
  expect(answer.status).toBe(status);
  expect(answer.headers.get("access-control-allow-origin")).toBe(headers.Origin);
  expect(answer.body).toMatchObject({
    responses: [{ version: "1", type: "WebMessage", text: apology }],
    metadata: { RESPONSE_ID: expect.any(String) },
    code: status === 413 ? "too_large" : "invalid_request",
  });
});

test("section 12: too many requests are refused with the time to wait, and the next sentence works", async () => {
  await using tock = await startTockServer(
    { apology },
    { rates: { ...unlimitedRates, send: { count: 1, seconds: 1 } } },
  );
  await tock.client.ask("one");
  const {
    status,
    headers: received,
    body,
  } = await tock.client.post({ userId: tock.client.userId, query: "two" }, headers);
  expect([status, received.get("retry-after"), received.get("access-control-allow-origin")]).toEqual([
    429,
    "1",
    headers.Origin,
  ]);
  expect(tockTexts(body)).toEqual([apology]);
  await new Promise((resolve) => setTimeout(resolve, 1_050));
  expect(tockTexts(await tock.client.ask("three"))).toEqual(["echo: three"]);
});

test("section 9: too many streams are refused 429, which a kit tries again, and its page may read it", async () => {
  await using tock = await startTockServer({}, { rates: { ...unlimitedRates, handshakes: { count: 1, seconds: 60 } } });
  using first = await tock.client.stream();
  expect(first.response.status).toBe(200);
  using second = await tock.client.stream(undefined, headers);
  expect([second.response.status, second.response.headers.get("access-control-allow-origin")]).toEqual([
    429,
    headers.Origin,
  ]);
});

test("section 12: a failure in a story is an answer in words", async () => {
  await using tock = await startTockServer();
  expect(tockTexts(await tock.client.ask("broken"))).toEqual(["fallback: failed"]);
});

test("section 12: an answer that does not come in time is an apology, and comes by a stream", async () => {
  await using tock = await startTockServer({ apology, waitSeconds: 1 });
  const waiting = tock.client.ask("slow");
  await tock.gate.begun.promise;
  expect(tockTexts(await tock.client.ask("next"))).toEqual([apology]);
  expect(tockTexts(await waiting)).toEqual(["at once"]);
  tock.gate.open.resolve();
  using stream = await tock.client.stream();
  expect(tockTexts(...(await stream.messages(2)))).toEqual(["at last", "echo: next"]);
});

test("section 11: a preflight is 204, and allows what the kits send", async () => {
  await using tock = await startTockServer();
  const { status, headers: allowed } = await fetch(tock.base, {
    method: "OPTIONS",
    headers: { ...headers, "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type" },
  });
  expect([status, allowed.get("access-control-allow-origin")]).toEqual([204, headers.Origin]);
  expect(allowed.get("access-control-allow-methods")).toMatch(/GET.*POST/);
  expect(allowed.get("access-control-allow-headers")).toContain("Content-Type");
});

test("section 11: a page of a site that is not listed is refused, and gives up streams by a status that it may read", async () => {
  await using tock = await startTockServer({}, { origins: ["https://other.example"] });
  using stream = await tock.client.stream(undefined, headers);
  expect([stream.response.status, stream.response.headers.get("access-control-allow-origin")]).toEqual([403, "*"]);
});

test("another method, and a path that is none, are refused with headers for the page", async () => {
  await using tock = await startTockServer();
  const wrong = [await fetch(tock.base, { headers }), await fetch(`${tock.base}/sse/none`, { headers })];
  expect(wrong.map((response) => [response.status, response.headers.get("access-control-allow-origin")])).toEqual([
    [405, headers.Origin],
    [404, headers.Origin],
  ]);
});
