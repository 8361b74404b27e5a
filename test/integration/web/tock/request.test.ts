import { createBot, web } from "@causerie/server";
import { expect, test } from "vitest";
import { startTestServer } from "#support/server/start-test-server.ts";
import { RestClient } from "#support/web/rest-client.ts";
import { tockTexts } from "#support/web/tock/tock-client.ts";
import { startTockServer } from "#support/web/tock/start-tock-server.ts";

const sunny = (city: string, locale = "en"): string => `Sunny in ${city} (${locale})`;

/** Section 2, by field: what is sent, and what the bot made of it. */
const fields: [row: string, body: object, texts: string[]][] = [
  ["query: a sentence", { query: "hello" }, ["echo: hello"]],
  ["payload: intent and parameters, + is a space", { payload: "weather?city=New+York" }, [sunny("New York")]],
  ["payload: percent-encoded", { payload: "weather?city=S%C3%A3o%20Paulo" }, [sunny("São Paulo")]],
  ["payload: a part without =", { payload: "weather?city=Paris&flag" }, [sunny("Paris")]],
  ["payload: Tock's own parameters", { payload: "weather?city=Paris&_previous_intent=a&_source=b" }, [sunny("Paris")]],
  ["ref alone: a referral", { ref: "summer" }, ["referred by summer"]],
  ["ref with payload: a parameter of it", { payload: "weather?city=Paris", ref: "summer" }, [sunny("Paris")]],
  ["locale", { payload: "weather?city=Paris", locale: "fr" }, [sunny("Paris", "fr")]],
  ["locale that is none", { query: "hello", locale: "not a locale" }, ["echo: hello"]],
  ["connectorId: passed over", { query: "hello", connectorId: "other" }, ["echo: hello"]],
  ["returnsHistory: no history", { query: "hello", returnsHistory: true }, ["echo: hello"]],
  ["streamedResponse: only of /sse/direct", { query: "hello", streamedResponse: true }, ["echo: hello"]],
  ["unknown fields: passed over", { query: "hello", unknown: { deep: [1] } }, ["echo: hello"]],
  [
    "null counts as left out",
    { query: null, payload: "weather?city=Paris", ref: null, locale: null, feedback: null },
    [sunny("Paris")],
  ],
  [
    "precedence: query before all",
    { query: "hello", feedback: { actionId: "a", vote: "UP" }, payload: "weather?city=Paris", ref: "r" },
    ["echo: hello"],
  ],
  [
    "precedence: feedback before payload",
    { feedback: { actionId: "a", vote: "UP" }, payload: "weather?city=Paris" },
    [],
  ],
];

test.for(fields)("section 2, %s", async ([, body, texts]) => {
  await using tock = await startTockServer();
  expect(tockTexts(await tock.client.send(body))).toEqual(texts);
});

test.for([
  ["curl --data: JSON as a form", { "Content-Type": "application/x-www-form-urlencoded" }],
  ["Flutter: an encoding that is none", { "Content-Encoding": "charset=utf-8" }],
  ["text/plain", { "Content-Type": "text/plain" }],
  ["another charset in the header", { "Content-Type": "application/json; charset=iso-8859-1" }],
] as const)("section 2, headers: %s", async ([, headers]) => {
  await using tock = await startTockServer();
  const { status, body } = await tock.client.post({ userId: "u", query: "é" }, headers);
  expect([status, tockTexts(body)]).toEqual([200, ["echo: é"]]);
});

test("section 2, what a click sends: a payload keeps the words of its button for all who read the conversation", async () => {
  await using tock = await startTockServer({ identity: "jwt" });
  const widget = await RestClient.start(tock.base);
  const page = { userId: widget.session.token };
  await tock.client.post({ ...page, query: "buttons" });
  await tock.client.post({ ...page, payload: "weather?city=Lyon" });
  const { body } = await widget.events();
  expect(body.events.flatMap((event) => (event.type === "visitor" ? [event.content] : []))).toEqual([
    { type: "text", text: "buttons" },
    { type: "postback", link: "weather?city=Lyon", label: "Lyon" },
  ]);
});

test("section 2, Vue: the title of a button is understood as a sentence", async () => {
  await using tock = await startTockServer();
  await tock.client.ask("buttons");
  expect(tockTexts(await tock.client.ask("Lyon"))).toEqual([sunny("Lyon")]);
});

test("section 2, feedback: a vote is stored with the message that it is about, changed, and taken back", async () => {
  await using tock = await startTockServer();
  const { responses } = await tock.client.ask("hello");
  const actionId = responses[0]?.["actionId"];
  for (const [vote, value] of [
    ["UP", "up"],
    ["DOWN", "down"],
    [null, "none"],
  ] as const) {
    expect((await tock.client.send({ feedback: { actionId, vote } })).responses).toEqual([]);
    const [kept] = tockTexts(await tock.client.ask("opinions"));
    expect(JSON.parse(String(kept))).toEqual({ type: "feedback", value, messageId: actionId });
  }
});

test("section 13, feedback: an unknown action is passed over, an unknown vote is an error", async () => {
  await using tock = await startTockServer();
  expect(await tock.client.send({ feedback: { actionId: "never said", vote: "UP" } })).toMatchObject({ responses: [] });
  const { status, body } = await tock.client.post({ userId: "u", feedback: { actionId: "a", vote: "LOVE" } });
  expect([status, body.detail]).toEqual([400, 'feedback: expected { actionId, vote }, vote "UP", "DOWN" or null']);
});

test("section 13, referral: without a story for it nobody answers, and the opening message is an ordinary sentence", async () => {
  await using tock = await startTockServer();
  expect(tockTexts(await tock.client.send({ ref: "summer" }))).toEqual(["referred by summer"]);
  expect(tockTexts(await tock.client.ask("opening"))).toEqual(["echo: opening"]);
});

test("section 2: turns of one person are answered one after the other, each by its own answer", async () => {
  await using tock = await startTockServer();
  const slow = tock.client.ask("slow");
  await tock.gate.begun.promise;
  const next = tock.client.ask("next");
  let isAnswered = false;
  void next.then(() => (isAnswered = true));
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(isAnswered).toBe(false);
  tock.gate.open.resolve();
  expect(tockTexts(await slow)).toEqual(["at once", "at last"]);
  expect(tockTexts(await next)).toEqual(["echo: next"]);
});

test("section 1: healthcheck is 200 and empty", async () => {
  await using tock = await startTockServer();
  const response = await fetch(`${tock.base}/healthcheck`);
  expect([response.status, await response.text()]).toEqual([200, ""]);
});

test("a connector without the dialect has none of its routes", async () => {
  await using plain = await startTestServer({
    bot: createBot({ stories: [], fallback: () => "?" }),
    connectors: [web({ origins: "any" })],
  });
  for (const path of ["", "/sse?userid=u", "/healthcheck"])
    expect([path, (await fetch(`${plain.url}/web${path}`)).status]).toEqual([path, 404]);
});
