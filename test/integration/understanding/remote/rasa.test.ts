import { expect, test } from "vitest";
import { rasa, type RasaOptions } from "@causerie/server/understanding/remote/services/rasa.ts";
import { type FakeRasaOptions, startFakeRasa } from "#support/understanding/fake-rasa.ts";
import { failureOf, textRequest } from "#support/understanding/understanding-request.ts";

async function startRasa(options: FakeRasaOptions) {
  const server = await startFakeRasa(options);
  const understander = (more: Partial<RasaOptions> = {}) => rasa({ url: server.url, ...more });
  return { server, understander, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() };
}

test("the intent comes with its confidence, its rivals, and what is mentioned", async () => {
  await using service = await startRasa({
    sentences: {
      "from Nice to Brest": {
        intents: { trip: 0.92, weather: 0.05, chitchat: 0.03 },
        entities: [
          { entity: "city", role: "origin", start: 5, end: 9, value: "NCE" },
          { entity: "town", start: 13, end: 18, value: "Brest" },
        ],
      },
    },
  });
  const understander = service.understander({
    intents: { trip: "travel", chitchat: null },
    entities: { town: "city" },
    roles: { origin: "from" },
  });
  expect(await understander.understand(textRequest("from Nice to Brest"))).toEqual({
    intent: "travel",
    confidence: 0.92,
    params: {},
    entities: [
      { entity: "city", role: "from", text: "Nice", start: 5, end: 9, value: "NCE" },
      { entity: "city", text: "Brest", start: 13, end: 18, value: "Brest" },
    ],
    alternatives: [{ intent: "weather", confidence: 0.05 }],
    source: "rasa",
  });
  expect(service.server.calls[0]?.body).toEqual({ text: "from Nice to Brest" });
});

test("the fallback of Rasa counts as not understood, and so does a model that says nothing", async () => {
  await using service = await startRasa({ sentences: { hm: { intents: { trip: 0.2, weather: 0.1 } } } });
  const unsure = await service.understander().understand(textRequest("hm"));
  expect(unsure).toMatchObject({ confidence: 0, alternatives: [{ intent: "trip" }, { intent: "weather" }] });
  expect(unsure).not.toHaveProperty("intent");
  expect(await service.understander().understand(textRequest("never learnt"))).toEqual({
    confidence: 0,
    params: {},
    entities: [],
    alternatives: [],
    source: "rasa",
  });
});

test("Rasa counts an emoji as one character, and its places are brought to ours", async () => {
  await using service = await startRasa({
    sentences: {
      "🚆👍 à Nice": { intents: { trip: 0.9 }, entities: [{ entity: "city", start: 5, end: 9, value: "x" }] },
    },
  });
  const text = "\n 🚆👍 à Nice ";
  const understood = await service.understander().understand(textRequest(text));
  expect(understood?.entities).toMatchObject([{ text: "Nice", start: 9, end: 13 }]);
});

test("a mention without a proper place is kept for its value", async () => {
  await using service = await startRasa({
    sentences: {
      "à Nice": {
        intents: { trip: 0.9 },
        entities: [
          { entity: "city", start: 90, end: 99, value: "NCE" },
          { entity: "city", start: 4, end: 2, value: 7 },
        ],
      },
    },
  });
  expect((await service.understander().understand(textRequest("à Nice")))?.entities).toEqual([
    { entity: "city", text: "", start: 0, end: 0, value: "NCE" },
    { entity: "city", text: "", start: 0, end: 0, value: 7 },
  ]);
});

test("a person cannot name an intent by a slash", async () => {
  await using service = await startRasa({ sentences: {} });
  for (const text of ["/restart", "  /restart", "\u001f\u0085/restart"]) {
    expect(await service.understander().understand(textRequest(text))).toBeUndefined();
  }
  expect(service.server.calls).toEqual([]);
});

test("a model of one language is not asked in another", async () => {
  await using service = await startRasa({ sentences: { bonjour: { intents: { hello: 0.9 } } } });
  const understander = service.understander({ languages: ["fr", "en-GB"] });
  expect(await understander.understand(textRequest("bonjour", { locale: "fr-CA" }))).toMatchObject({ intent: "hello" });
  expect(await understander.understand(textRequest("hello", { locale: "en-US" }))).toBeUndefined();
  expect(service.server.calls).toHaveLength(1);
});

test("Rasa is protected by its token or by a web token", async () => {
  await using service = await startRasa({
    sentences: { hi: { intents: { hello: 0.9 } } },
    token: "t&o k",
    jwt: "j.w.t",
  });
  const hi = textRequest("hi");
  expect(await service.understander({ credentials: { token: "t&o k" } }).understand(hi)).toMatchObject({
    intent: "hello",
  });
  expect(await service.understander({ credentials: { jwt: () => "j.w.t\n" } }).understand(hi)).toMatchObject({
    intent: "hello",
  });
  const refused = await failureOf(service.understander({ credentials: { token: "wrong" } }).understand(hi));
  expect(refused).toMatchObject({ reason: "refused", status: 401 });
  expect(refused.message).toBe("rasa answered with status 401: check its credentials");
});

test("a server without a model says no", async () => {
  await using service = await startRasa({ sentences: {}, hasModel: false });
  const error = await failureOf(service.understander().understand(textRequest("hi")));
  expect(error).toMatchObject({ reason: "refused", status: 409 });
});
