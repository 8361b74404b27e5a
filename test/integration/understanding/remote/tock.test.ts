import { expect, test } from "vitest";
import { tockNlp, type TockNlpOptions } from "@causerie/server/understanding/remote/services/tock-nlp.ts";
import { at } from "#support/understanding/at.ts";
import { type FakeTockOptions, startFakeTockNlp } from "#support/understanding/fake-tock-nlp.ts";
import { failureOf, textRequest } from "#support/understanding/understanding-request.ts";

async function startTock(sentences: FakeTockOptions["sentences"], more: Partial<FakeTockOptions> = {}) {
  const server = await startFakeTockNlp({ namespace: "app", application: "travel", sentences, ...more });
  const understander = (options: Partial<TockNlpOptions> = {}) =>
    tockNlp({ url: server.url, namespace: "app", application: "travel", ...options });
  return { server, understander, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() };
}

test("an intent loses its namespace, and keeps its probability and the other candidates", async () => {
  await using tock = await startTock({
    "quel temps à Nice": {
      intents: { "app:weather": 0.83, "shared:help": 0.3, "app:hello": 0.2, "tock:unknown": 0.15 },
      entities: [{ start: 13, end: 17, type: "app:city", role: "place", value: { "@type": "string", value: "NCE" } }],
    },
  });
  expect(await tock.understander().understand(textRequest("quel temps à Nice"))).toEqual({
    intent: "weather",
    confidence: 0.83,
    params: {},
    entities: [{ entity: "city", role: "place", text: "Nice", start: 13, end: 17, value: "NCE" }],
    alternatives: [
      { intent: "help", confidence: 0.3 },
      { intent: "hello", confidence: 0.2 },
    ],
    source: "tock",
  });
});

test("intents, entities and roles take the stories' names, listed with their namespace or without; null leaves out", async () => {
  await using tock = await startTock({
    "de Lyon le 3": {
      intents: { "app:trip": 0.9, "app:smalltalk": 0.4, "app:hello": 0.3 },
      entities: [
        { start: 3, end: 7, type: "app:city", role: "origin" },
        { start: 8, end: 12, type: "duckling:datetime", role: "datetime", value: { "@type": "dateEntity", date: "d" } },
        { start: 11, end: 12, type: "duckling:number", role: "number", value: { "@type": "number", value: 3 } },
      ],
    },
  });
  const understander = tock.understander({
    name: "nlp",
    intents: { "app:trip": "travel", smalltalk: null },
    entities: { "app:city": "station", datetime: "day", "duckling:number": null },
    roles: { origin: "from", datetime: null },
  });
  expect(await understander.understand(textRequest("de Lyon le 3"))).toEqual({
    intent: "travel",
    confidence: 0.9,
    params: {},
    entities: [
      { entity: "station", role: "from", text: "Lyon", start: 3, end: 7, value: "Lyon" },
      { entity: "day", text: "le 3", start: 8, end: 12, value: { "@type": "dateEntity", date: "d" } },
    ],
    alternatives: [{ intent: "hello", confidence: 0.3 }],
    source: "nlp",
  });
});

test("what Tock does not know is no intent, and may still mention something", async () => {
  await using tock = await startTock({
    "hm Paris": { intents: { "app:weather": 0.05 }, entities: [{ start: 3, end: 8, type: "app:city", role: "city" }] },
  });
  const understood = await tock.understander().understand(textRequest("hm Paris"));
  expect(understood).toMatchObject({ confidence: 0, entities: [{ entity: "city", text: "Paris" }], alternatives: [] });
  expect(understood).not.toHaveProperty("intent");
});

test("the places of what is mentioned are those in the person's text, also around blanks and line breaks", async () => {
  await using tock = await startTock({
    "😀 de Nice   à Brest": {
      intents: { "app:trip": 0.9 },
      entities: [
        { start: 6, end: 10, type: "app:city", role: "from" },
        { start: 15, end: 20, type: "app:city", role: "to" },
      ],
    },
  });
  const text = "  😀 de Nice\r\n\tà Brest \n";
  const understood = await tock.understander().understand(textRequest(text));
  expect(understood?.entities).toMatchObject([
    { text: "Nice", start: 8, end: 12 },
    { text: "Brest", start: 17, end: 22 },
  ]);
  expect(text.slice(17, 22)).toBe("Brest");
});

test("Tock is told the language, the channel and the time, and who is talking only as a hash", async () => {
  await using tock = await startTock({});
  const understander = tock.understander({ languages: { nb: "no" }, register: false });
  await understander.understand(textRequest("hei", { locale: "nb-NO" }));
  expect(tock.server.calls[0]?.body).toEqual({
    queries: ["hei"],
    namespace: "app",
    applicationName: "travel",
    context: {
      language: "no",
      clientId: "rTfu3XiQb2_NJh-KRHS_0X",
      dialogId: "rTfu3XiQb2_NJh-KRHS_0X",
      clientDevice: "web",
      referenceDate: "2026-01-01T12:00:00.000Z",
      referenceTimezone: "Europe/Paris",
      registerQuery: false,
    },
    intentsSubset: [],
  });
  expect(JSON.stringify(tock.server.calls)).not.toContain("ana");
});

test("an expected intent weighs more, and leaves none of the others out", async () => {
  const sentences = { oui: { intents: { "app:hello": 0.5, "app:confirm": 0.45, "shared:help": 0.2 } } };
  await using tock = await startTock(sentences);
  const understander = tock.understander({
    allIntents: ["hello", "app:confirm", "shared:help"],
    intents: { "app:confirm": "yes" },
  });
  expect(await understander.understand(textRequest("oui"))).toMatchObject({ intent: "hello", confidence: 0.5 });
  expect(await understander.understand(textRequest("oui", { expected: ["yes", "no"] }))).toMatchObject({
    intent: "yes",
    confidence: 0.45,
    alternatives: [
      { intent: "hello", confidence: 0.5 },
      { intent: "help", confidence: 0.2 },
    ],
  });
  expect(at(tock.server.calls[1]?.body, "intentsSubset")).toEqual([
    { intent: "app:hello", modifier: 0 },
    { intent: "app:confirm", modifier: 0.1 },
    { intent: "shared:help", modifier: 0 },
  ]);
});

test("without the list of all intents no hint is given, because Tock would allow nothing else", async () => {
  await using tock = await startTock({ oui: { intents: { "app:hello": 0.5, "app:yes": 0.45 } } });
  const request = textRequest("oui", { expected: ["yes"] });
  expect(await tock.understander().understand(request)).toMatchObject({ intent: "hello" });
});

test("a service that is protected is asked with its credentials, which a function may get", async () => {
  await using tock = await startTock({ salut: { intents: { "app:hello": 0.9 } } }, { login: "bot:secret" });
  const credentials = async () => `Basic ${Buffer.from("bot:secret").toString("base64")}`;
  expect(await tock.understander({ credentials }).understand(textRequest("salut"))).toMatchObject({ intent: "hello" });
  const refused = await failureOf(tock.understander().understand(textRequest("salut")));
  expect(refused).toMatchObject({ service: "tock", reason: "refused", status: 401 });
});

test("a mistake in the names of the application is an error, not an unknown text", async () => {
  await using tock = await startTock({});
  const error = await failureOf(tock.understander({ application: "other" }).understand(textRequest("salut")));
  expect(error).toMatchObject({ reason: "refused", status: 400, message: "tock answered with status 400" });
});

test("nothing but text is sent", async () => {
  await using tock = await startTock({});
  for (const content of [{ type: "text", text: " \n" }, { type: "start" }, { type: "end" }] as const) {
    expect(await tock.understander().understand({ ...textRequest(""), content })).toBeUndefined();
  }
  expect(tock.server.calls).toEqual([]);
});

test("options that cannot work are told at once, without quoting them", () => {
  const wrong = { url: "http://bot:secret@tock:8888", namespace: "", application: "", deadlineMs: 0 };
  expect(() => tockNlp(wrong)).toThrow(
    [
      'understanding "tock": deadlineMs must be a number of milliseconds, e.g. 2000',
      'understanding "tock": url must be an http(s) address such as "https://nlp.example", without credentials or query',
      'understanding "tock": namespace must be the namespace of the Tock application',
      'understanding "tock": application must be the name of the Tock application',
    ].join("\n"),
  );
});
