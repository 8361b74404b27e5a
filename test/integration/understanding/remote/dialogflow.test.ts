import { expect, test } from "vitest";
import { dialogflow } from "@causerie/server/understanding/remote/services/dialogflow.ts";
import { type DialogflowSentence, startFakeDialogflow } from "#support/understanding/fake-dialogflow.ts";
import { failureOf, textRequest } from "#support/understanding/understanding-request.ts";

const token = "ya29.token";

function startEs(sentences: Readonly<Record<string, DialogflowSentence>>, agent = "/v2/projects/travel/agent") {
  return startFakeDialogflow({ token, agent, sentences });
}

function startCx(sentences: Readonly<Record<string, DialogflowSentence>>) {
  return startFakeDialogflow({ token, agent: "/v3/projects/travel/locations/europe-west1/agents/a-1", sentences });
}

const es = { project: "travel", credentials: token };
const cx = { ...es, edition: "cx", location: "europe-west1", agent: "a-1" } as const;

test("ES: the matched intent, its confidence, and the parameters as mentions found in the text", async () => {
  await using server = await startEs({
    "De Nice à NICE pour 2, le 3 mai": {
      intent: "Trip",
      confidence: 0.81,
      parameters: { from: "Nice", to: "Nice", seats: 2, day: "2026-05-03T12:00:00+02:00", comment: "", extras: [] },
      originals: { day: "le 3 mai" },
    },
  });
  const understander = dialogflow({
    ...es,
    url: server.url,
    intents: { Trip: "travel" },
    entities: { from: "city", to: "city" },
    roles: { day: "date" },
  });
  expect(await understander.understand(textRequest("De Nice à NICE pour 2, le 3 mai"))).toEqual({
    intent: "travel",
    confidence: 0.81,
    params: {},
    entities: [
      { entity: "city", role: "from", text: "Nice", start: 3, end: 7, value: "Nice" },
      { entity: "city", role: "to", text: "NICE", start: 10, end: 14, value: "Nice" },
      { entity: "seats", role: "seats", text: "2", start: 20, end: 21, value: 2 },
      { entity: "day", role: "date", text: "le 3 mai", start: 23, end: 31, value: "2026-05-03T12:00:00+02:00" },
    ],
    alternatives: [],
    source: "dialogflow",
  });
});

test("ES: a list is one mention for each item, and what the text does not say stands nowhere", async () => {
  await using server = await startEs({
    "Nice et Brest": {
      intent: "trip",
      parameters: { city: ["NCE", "BES", "earlier"], price: { amount: 3, currency: "EUR" } },
      originals: { city: ["Nice", "Brest"] },
    },
  });
  const understood = await dialogflow({ ...es, url: server.url }).understand(textRequest("Nice et Brest"));
  expect(understood?.entities).toEqual([
    { entity: "city", role: "city", text: "Nice", start: 0, end: 4, value: "NCE" },
    { entity: "city", role: "city", text: "Brest", start: 8, end: 13, value: "BES" },
    { entity: "city", role: "city", text: "", start: 0, end: 0, value: "earlier" },
    { entity: "price", role: "price", text: "", start: 0, end: 0, value: { amount: 3, currency: "EUR" } },
  ]);
});

test("ES: the fallback intent is no intent, however sure Dialogflow is of it; a confidence of 0 is left out on the wire", async () => {
  await using server = await startEs({ hm: { confidence: 1 }, ah: { intent: "hello", confidence: 0 } });
  const understander = dialogflow({ ...es, url: server.url });
  const unknown = await understander.understand(textRequest("hm"));
  expect(unknown).toMatchObject({ confidence: 0, alternatives: [] });
  expect(unknown).not.toHaveProperty("intent");
  expect(await understander.understand(textRequest("ah"))).toMatchObject({ intent: "hello", confidence: 0 });
});

test("ES: the session is a hash of the conversation, and the time zone and language are told", async () => {
  await using server = await startEs({});
  const understander = dialogflow({ ...es, url: server.url, languages: { nb: "no" } });
  await understander.understand(textRequest("hei", { locale: "nb-NO" }));
  expect(server.calls[0]).toMatchObject({
    method: "POST",
    path: "/v2/projects/travel/agent/sessions/rTfu3XiQb2_NJh-KRHS_0X:detectIntent",
    body: { queryInput: { text: { text: "hei", languageCode: "no" } }, queryParams: { timeZone: "Europe/Paris" } },
  });
});

test("ES: region and environment have their place in the path", async () => {
  await using server = await startEs(
    { hi: { intent: "hello" } },
    "/v2/projects/travel/locations/europe-west1/agent/environments/live/users/-",
  );
  const understander = dialogflow({ ...es, url: server.url, location: "europe-west1", environment: "live" });
  expect(await understander.understand(textRequest("hi"))).toMatchObject({ intent: "hello", confidence: 1 });
});

test("CX: a match of an intent counts, with the parameters of this text only", async () => {
  await using server = await startCx({ "à Nice": { intent: "Trip", confidence: 0.7, parameters: { city: "Nice" } } });
  const understander = dialogflow({ ...cx, url: server.url, intents: { Trip: "travel" } });
  expect(await understander.understand(textRequest("à Nice"))).toEqual({
    intent: "travel",
    confidence: 0.7,
    params: {},
    entities: [{ entity: "city", role: "city", text: "Nice", start: 2, end: 6, value: "Nice" }],
    alternatives: [],
    source: "dialogflow",
  });
  expect(server.calls[0]?.body).toEqual({
    queryInput: { text: { text: "à Nice" }, languageCode: "fr" },
    queryParams: { timeZone: "Europe/Paris" },
  });
});

test("CX: no match, or a text that filled a parameter, is no intent", async () => {
  await using server = await startCx({
    hm: { confidence: 0.3 },
    Nice: { intent: "Trip", confidence: 1, isParameterFilling: true, parameters: { city: "Nice" } },
  });
  const understander = dialogflow({ ...cx, url: server.url });
  expect(await understander.understand(textRequest("hm"))).not.toHaveProperty("intent");
  const filled = await understander.understand(textRequest("Nice"));
  expect(filled).toMatchObject({ confidence: 0, entities: [{ entity: "city", value: "Nice" }] });
  expect(filled).not.toHaveProperty("intent");
});

test("CX: an environment has its place in the path", async () => {
  await using server = await startFakeDialogflow({
    token,
    agent: "/v3/projects/travel/locations/global/agents/a-1/environments/live",
    sentences: { hi: { intent: "hello" } },
  });
  const understander = dialogflow({
    project: "travel",
    credentials: () => Promise.resolve(token),
    edition: "cx",
    agent: "a-1",
    environment: "live",
    url: server.url,
  });
  expect(await understander.understand(textRequest("hi"))).toMatchObject({ intent: "hello" });
});

test("a text that is too long for Dialogflow is left to the next in the chain", async () => {
  await using server = await startEs({ ["a".repeat(256)]: { intent: "hello" } });
  const understander = dialogflow({ ...es, url: server.url });
  expect(await understander.understand(textRequest("a".repeat(257)))).toBeUndefined();
  expect(await understander.understand(textRequest("a".repeat(256)))).toMatchObject({ intent: "hello" });
  expect(server.calls).toHaveLength(1);
});

test("an access token that has expired is refused", async () => {
  await using server = await startEs({});
  const error = await failureOf(
    dialogflow({ ...es, url: server.url, credentials: "old" }).understand(textRequest("hi")),
  );
  expect(error).toMatchObject({ service: "dialogflow", reason: "refused", status: 401 });
});

test("missing options are told at once", () => {
  expect(() =>
    dialogflow({ project: "", credentials: undefined, edition: "cx", agent: "", location: "evil.example/" }),
  ).toThrow(
    [
      'understanding "dialogflow": project must be the id of the Google Cloud project',
      'understanding "dialogflow": agent must be the id of the agent',
      'understanding "dialogflow": credentials must be an access token, or a function that gets one',
      'understanding "dialogflow": location must be a region such as "europe-west1", or left out',
    ].join("\n"),
  );
});
