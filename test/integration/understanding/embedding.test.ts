import { type Bot, createBot, type EmbeddingOptions, httpEmbedding, story } from "@causerie/server";
import { createEmbeddingUnderstander } from "@causerie/server/understanding/embedding/embedding-understander.ts";
import { simulate } from "@causerie/server/testing";
import { describe, expect, test } from "vitest";
import { outsideFolder } from "#support/commands/outside-folder.ts";
import { runCauserie } from "#support/commands/run-causerie.ts";
import { freePort } from "#support/listen.ts";
import { startFakeEmbedding, vectorOf } from "#support/understanding/fake-embedding.ts";
import type { NluFault } from "#support/understanding/nlu-server.ts";
import { everythingIn, failureOf, textRequest } from "#support/understanding/understanding-request.ts";

const examples = {
  order: ["I would order a pizza", "a purchase of one pizza", "pizza to eat", "my meal please", "order my meal now"],
  hours: ["are you open", "your hours please", "doors open now", "tell me the hours", "closed on mondays"],
  cancel: ["cancel it", "cancel this thing", "please cancel", "just cancel that", "I cancel"],
};

function botWith(embedding: EmbeddingOptions | undefined): Bot {
  return createBot({
    stories: Object.entries(examples).map(([id, sentences]) => story(id, { examples: sentences }).handle(() => id)),
    fallback: () => "?",
    resumption: false,
    ...(embedding === undefined ? {} : { embedding }),
  });
}

/** No example has any of its words, and no letters help. */
const foreign = "I am starving";

test("a model that the operator brings knows that sentences mean the same though they share no word", async () => {
  const batches: number[] = [];
  const bot = botWith({
    embed: (texts) => {
      batches.push(texts.length);
      return Promise.resolve(texts.map(vectorOf));
    },
    batch: 4,
    name: "local",
  });
  const person = simulate(bot);
  expect(await person.say(foreign)).toMatchObject({ texts: ["order"], source: "local" });
  expect((await simulate(botWith(undefined)).say(foreign)).texts).toEqual(["?"]);
  // The examples in parts, then the text, whose vector is remembered.
  expect(batches).toEqual([4, 4, 4, 3, 1]);
  await person.say(foreign);
  expect(batches).toHaveLength(5);
});

test("so does a service with OpenAI's embeddings, asked with a key", async () => {
  await using service = await startFakeEmbedding({ key: "k-1" });
  const embed = httpEmbedding({ url: service.url, model: "small", credentials: () => "k-1\n" });
  const bot = botWith({ embed });
  expect((await simulate(bot).say(foreign)).texts).toEqual(["order"]);
  expect(service.calls.map(({ body }) => body)).toContainEqual({
    model: "small",
    input: [foreign],
    encoding_format: "float",
  });
});

test("a message of many clauses is one question to the service, and no text is sent twice", async () => {
  for (const remembered of [0, 500]) {
    const calls: string[][] = [];
    const embed = (texts: readonly string[]) => {
      calls.push([...texts]);
      return Promise.resolve(texts.map(vectorOf));
    };
    const person = simulate(botWith({ embed, remembered }));
    await person.say("hm");
    for (const words of [
      "I am starving, and then the weather and also the sea and by the way the trees. And the birds?",
      "my meal please. And tell me the hours",
    ]) {
      calls.length = 0;
      await person.say(words);
      expect(calls.length).toBeGreaterThan(0);
      expect(calls.length).toBeLessThanOrEqual(2);
      const sent = calls.flat();
      expect(sent).toHaveLength(new Set(sent).size);
    }
  }
});

test("what no example is near to stays unknown", async () => {
  const bot = botWith({ embed: (texts) => Promise.resolve(texts.map(vectorOf)) });
  expect((await simulate(bot).say("purple giraffes sing")).texts).toEqual(["?"]);
});

const faults: [string, NluFault, string][] = [
  ["hangs", { type: "hang" }, "timeout"],
  ["begins and never ends", { type: "hang_in_body" }, "timeout"],
  ["resets the connection", { type: "reset" }, "unreachable"],
  ["breaks off", { type: "reset_in_body" }, "unreachable"],
  ["refuses the key", { type: "status", status: 401 }, "refused"],
  ["is overloaded", { type: "status", status: 503 }, "refused"],
  ["redirects", { type: "redirect", to: "http://127.0.0.1:1/" }, "refused"],
  ["never stops sending", { type: "flood" }, "garbage"],
  ["answers no JSON", { type: "body", body: "<html>" }, "garbage"],
  ["answers another form", { type: "body", body: '{"data":[{"embedding":"x"}]}' }, "garbage"],
  ["gives too few vectors", { type: "body", body: '{"data":[]}' }, "garbage"],
  ["gives a vector of zeros", { type: "body", body: '{"data":[{"embedding":[0,0,0,0,0]}]}' }, "garbage"],
  ["gives another length", { type: "body", body: '{"data":[{"embedding":[1,2]}]}' }, "garbage"],
  ["gives numbers that are none", { type: "body", body: '{"data":[{"embedding":[1e400,1,1,1,1]}]}' }, "garbage"],
];

const corpus = Object.entries(examples).flatMap(([intent, texts]) => texts.map((text) => ({ intent, text })));

describe("a service that fails", () => {
  test.each(faults)(
    "because it %s: the classifier answers alone, and the failure tells nothing",
    async (_what, fault, reason) => {
      await using service = await startFakeEmbedding({ key: "k-1" });
      const embed = httpEmbedding({ url: service.url, model: "small", credentials: "k-1" });
      const options = { embed, deadlineMs: reason === "timeout" ? 60 : 20_000 };
      const understander = createEmbeddingUnderstander(corpus, options);
      await understander.prepare();
      service.fault = fault;
      const text = "my secret order 4970";
      const error = await failureOf(understander.understand(textRequest(text)));
      expect(error).toMatchObject({ name: "UnderstandingError", service: expect.any(String) as string, reason });
      expect(everythingIn(error)).not.toContain("4970");
      expect(everythingIn(error)).not.toContain("k-1");

      const bot = botWith(options);
      service.fault = undefined;
      await bot.train();
      service.fault = fault;
      const person = simulate(bot, { failures: "answer" });
      const answer = await person.say("please cancel that");
      expect(answer).toMatchObject({ texts: ["cancel"], source: "classifier" });
      expect(answer.errors).toHaveLength(1);
    },
  );

  test("is left alone for a while after five failures, and then tried again", async () => {
    await using service = await startFakeEmbedding();
    let now = 0;
    const embed = httpEmbedding({ url: service.url, model: "small" });
    const understander = createEmbeddingUnderstander(corpus, { embed }, () => now);
    await understander.prepare();
    service.fault = { type: "status", status: 503 };
    const before = service.calls.length;
    for (let count = 0; count < 5; count += 1)
      await failureOf(understander.understand(textRequest(`order number ${count}`)));
    expect(await understander.understand(textRequest(foreign))).toBeUndefined();
    expect(service.calls.length - before).toBe(5);
    service.fault = undefined;
    now = 30_001;
    expect(await understander.understand(textRequest(foreign))).toMatchObject({ intent: "order" });
  });

  test("at the start does not stop the bot: it is said once, and a later text finds it again", async () => {
    await using service = await startFakeEmbedding();
    service.fault = { type: "reset" };
    const bot = botWith({ embed: httpEmbedding({ url: service.url, model: "small" }) });
    const person = simulate(bot, { failures: "answer" });
    const first = await person.say("cancel that");
    expect(first).toMatchObject({ texts: ["cancel"], source: "classifier" });
    expect(first.errors).toHaveLength(1);
    service.fault = undefined;
    await bot.train();
    expect(await person.say(foreign)).toMatchObject({ texts: ["order"], source: "embedding" });
  });

  test("that is slow goes on where it was: its examples are not asked for twice", async () => {
    let embedded = 0;
    const understander = createEmbeddingUnderstander(corpus, {
      batch: 5,
      embed: (texts) => {
        embedded += texts.length;
        return embedded === 10 ? Promise.reject(new Error("out of memory")) : Promise.resolve(texts.map(vectorOf));
      },
    });
    await understander.prepare();
    await understander.prepare();
    expect(embedded).toBe(corpus.length + 5);
    expect(await understander.understand(textRequest(foreign))).toMatchObject({ intent: "order" });
  });

  test("nobody listens at its address", async () => {
    const embed = httpEmbedding({ url: `http://127.0.0.1:${await freePort()}`, model: "small" });
    const understander = createEmbeddingUnderstander(corpus, { embed });
    await understander.prepare();
    expect(await failureOf(understander.understand(textRequest(foreign)))).toMatchObject({ reason: "unreachable" });
  });
});

test("causerie check asks no service", async () => {
  await using service = await startFakeEmbedding();
  const cwd = outsideFolder({
    "causerie.config.ts": `
import { createBot, defineConfig, httpEmbedding, story, web } from "@causerie/server";
const bot = createBot({
  stories: [story("order", { examples: ["I would order a pizza"] }).handle(() => "ordered")],
  fallback: () => "?",
  embedding: { embed: httpEmbedding({ url: ${JSON.stringify(service.url)}, model: "small" }) },
});
export default defineConfig({ bot, connectors: [web({ origins: [] })] });
`,
  });
  const { code } = await runCauserie(["check"], { cwd });
  expect(code).toBe(0);
  expect(service.calls).toEqual([]);
});

test("wrong options are errors at the start", () => {
  expect(() => httpEmbedding({ url: "embeddings:8080", model: "" })).toThrow(
    'understanding "embedding": url must be an http(s) address such as "https://nlp.example", without credentials or query\nunderstanding "embedding": model must be the name of a model',
  );
  const embed = () => Promise.resolve([]);
  expect(() => botWith({ embed, batch: 0, deadlineMs: -1 })).toThrow("batch must be a whole number from 1");
});
