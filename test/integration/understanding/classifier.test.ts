import { chmodSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { trainClassifier } from "@causerie/server/understanding/classifier/train/train-classifier.ts";
import {
  classifierUnderstanding,
  createTrainedUnderstander,
} from "@causerie/server/understanding/classifier/trained-understander.ts";
import type { Example, UnderstandingRequest } from "@causerie/server/understanding/understanding.ts";
import type { EventContent } from "@causerie/server/channel/event.ts";
import { describe, expect, test } from "vitest";
import { temporaryFolder } from "#support/temporary-folder.ts";
import { readOutOfScope, readSentences } from "#support/understanding/customer-service.ts";
import { textRequest } from "#support/understanding/understanding-request.ts";

const corpus = readSentences("customer-service.json");
const small: Example[] = [
  { intent: "greeting", text: "good morning" },
  { intent: "weather", text: "will it rain tomorrow" },
];

const request = (content: EventContent): UnderstandingRequest => ({ ...textRequest(""), content, locale: "en" });

describe("training", () => {
  test("makes a classifier that understands sentences it has not seen, and refuses what it knows nothing about", async () => {
    const classifier = await trainClassifier(corpus);
    const unseen = readSentences("customer-service-unseen.json");
    const outOfScope = readOutOfScope();

    const right = unseen.filter(({ text, intent }) => classifier.classify(text).intent === intent);
    expect(right.length / unseen.length).toBeGreaterThan(0.8);
    const sure = unseen.filter(({ text }) => classifier.classify(text).confidence >= 0.7);
    const sureAndRight = sure.filter(({ text, intent }) => classifier.classify(text).intent === intent);
    expect(sure.length / unseen.length).toBeGreaterThan(0.5);
    expect(sureAndRight.length / sure.length).toBeGreaterThan(0.95);
    const refused = outOfScope.filter((text) => classifier.classify(text).intent === undefined);
    expect(refused.length / outOfScope.length).toBeGreaterThan(0.75);
    for (const { text, intent } of corpus) {
      const answer = classifier.classify(text);
      expect(answer.intent).toBe(intent);
      expect(answer.confidence).toBeGreaterThanOrEqual(0.95);
    }
  });

  test("leaves the main thread free", async () => {
    let turns = 0;
    const timer = setInterval(() => (turns += 1), 1);
    const { trainedInMs } = await trainClassifier(corpus);
    clearInterval(timer);
    expect(trainedInMs).toBeGreaterThan(0);
    expect(turns).toBeGreaterThan(5);
  });

  test("ends when it is aborted, with the reason, and leaves nothing behind", async () => {
    const cacheFolder = temporaryFolder();
    const controller = new AbortController();
    const training = trainClassifier(corpus, { cacheFolder, signal: controller.signal });
    controller.abort(new Error("the server is stopping"));
    await expect(training).rejects.toThrow("the server is stopping");
    expect(readdirSync(cacheFolder)).toEqual([]);
    await expect(trainClassifier(small, { signal: controller.signal })).rejects.toThrow("the server is stopping");
  });

  test("aborted after its end changes nothing", async () => {
    const controller = new AbortController();
    const classifier = await trainClassifier(small, { signal: controller.signal });
    controller.abort();
    await delay(10);
    expect(classifier.classify("good morning").intent).toBe("greeting");
  });
});

describe("the cache", () => {
  test("gives the same classifier without training again", async () => {
    const cacheFolder = join(temporaryFolder(), "made", "here");
    const first = await trainClassifier(corpus, { cacheFolder });
    const second = await trainClassifier(corpus, { cacheFolder });
    expect([first.fromCache, second.fromCache]).toEqual([false, true]);
    expect(second.trainedInMs).toBe(first.trainedInMs);
    expect(second.classify("where is the parcel I bought")).toEqual(first.classify("where is the parcel I bought"));
  });

  test("is not used for other examples", async () => {
    const cacheFolder = temporaryFolder();
    await trainClassifier(small, { cacheFolder });
    const other = await trainClassifier([...small, { intent: "thanks", text: "thank you" }], { cacheFolder });
    expect(other.fromCache).toBe(false);
    expect(other.classify("thank you").intent).toBe("thanks");
  });

  test.each<[string, (content: Buffer) => Buffer]>([
    ["cut short", (content) => content.subarray(0, content.length / 2)],
    ["empty", () => Buffer.alloc(0)],
    ["changed in one place", (content) => content.fill(0x5a, 200, 201)],
    ["something else", () => Buffer.from("not a model, but longer than a checksum is: ".repeat(10))],
  ])("ignores a file that is %s, and replaces it", async (_what, damage) => {
    const cacheFolder = temporaryFolder();
    await trainClassifier(small, { cacheFolder });
    const file = join(cacheFolder, readdirSync(cacheFolder)[0] ?? "");
    const sound = readFileSync(file);
    writeFileSync(file, damage(Buffer.from(sound)));
    const retrained = await trainClassifier(small, { cacheFolder });
    expect(retrained).toMatchObject({ fromCache: false, cacheProblem: undefined });
    expect(retrained.classify("good morning").intent).toBe("greeting");
    expect((await trainClassifier(small, { cacheFolder })).fromCache).toBe(true);
  });

  test("ignores the sound file of another corpus under this one's name", async () => {
    const [here, there] = [temporaryFolder(), temporaryFolder()];
    await trainClassifier(small, { cacheFolder: here });
    await trainClassifier([{ intent: "other", text: "good morning" }], { cacheFolder: there });
    const foreign = readFileSync(join(there, readdirSync(there)[0] ?? ""));
    writeFileSync(join(here, readdirSync(here)[0] ?? ""), foreign);
    const trained = await trainClassifier(small, { cacheFolder: here });
    expect(trained.fromCache).toBe(false);
    expect(trained.classify("good morning").intent).toBe("greeting");
  });

  test("may be written by several at once", async () => {
    const cacheFolder = temporaryFolder();
    const trained = await Promise.all(Array.from({ length: 4 }, () => trainClassifier(small, { cacheFolder })));
    expect(trained.map(({ cacheProblem }) => cacheProblem)).toEqual([undefined, undefined, undefined, undefined]);
    expect(readdirSync(cacheFolder)).toHaveLength(1);
    expect((await trainClassifier(small, { cacheFolder })).fromCache).toBe(true);
  });

  test("keeps the newest models and what is not its own, and clears away what was never finished", async () => {
    const cacheFolder = temporaryFolder();
    const model = (digit: string): string => `classifier-${digit.repeat(64)}.model`;
    const old = Array.from("0123456789", model);
    const unfinished = `${model("a")}.5f0c7a52-6a55-4a3e-9a57-0d4f4d2b6c11.tmp`;
    const newUnfinished = `${model("b")}.5f0c7a52-6a55-4a3e-9a57-0d4f4d2b6c11.tmp`;
    for (const name of [...old, unfinished, newUnfinished, "causerie.db"]) writeFileSync(join(cacheFolder, name), "x");
    const hour = 3_600;
    for (const [age, name] of [...old, unfinished].entries()) {
      const at = Date.now() / 1000 - (age + 2) * hour;
      utimesSync(join(cacheFolder, name), at, at);
    }
    await trainClassifier(small, { cacheFolder });
    const left = readdirSync(cacheFolder);
    expect(new Set(left.filter((name) => old.includes(name)))).toEqual(new Set(old.slice(0, 7)));
    expect(left).toContain("causerie.db");
    expect(left).toContain(newUnfinished);
    expect(left).not.toContain(unfinished);
    expect(left).toHaveLength(10);
  });

  test("that cannot be used is named, and the classifier is there all the same", async () => {
    const file = join(temporaryFolder(), "file");
    writeFileSync(file, "");
    const trained = await trainClassifier(small, { cacheFolder: join(file, "below") });
    expect(trained.cacheProblem).toContain("ENOTDIR");
    expect(trained.classify("good morning").intent).toBe("greeting");
  });

  test("is readable for its owner alone", async () => {
    const cacheFolder = temporaryFolder();
    chmodSync(cacheFolder, 0o755);
    await trainClassifier(small, { cacheFolder });
    const { mode } = statSync(join(cacheFolder, readdirSync(cacheFolder)[0] ?? ""));
    expect(mode & 0o077).toBe(0);
  });
});

describe("as an understander", () => {
  test("it says what a text means, and that it was the classifier who said so", async () => {
    const understander = classifierUnderstanding(await trainClassifier(corpus));
    expect(understander.name).toBe("classifier");
    const understanding = await understander.understand(request({ type: "text", text: "Where is my order?" }));
    expect(understanding).toEqual({
      intent: "track-order",
      params: {},
      confidence: 0.99,
      entities: [],
      alternatives: [],
      source: "classifier",
    });
    const guess = await understander.understand(
      request({ type: "text", text: "can I still change the delivery of my refund" }),
    );
    expect(guess?.alternatives.length).toBeGreaterThan(0);
    expect(guess?.alternatives.length).toBeLessThanOrEqual(5);
  });

  test("it passes on what it does not know, and what is no text", async () => {
    const understander = classifierUnderstanding(await trainClassifier(corpus));
    const contents: UnderstandingRequest["content"][] = [
      { type: "text", text: "qwertz uiop" },
      { type: "start" },
      { type: "postback", link: "track-order", label: "Where is my order?" },
      { type: "attachment", attachments: [{ kind: "image" }] },
      { type: "location", latitude: 0, longitude: 0, title: "where is my order" },
    ];
    for (const content of contents) expect(await understander.understand(request(content))).toBeUndefined();
    const withText = request({ type: "attachment", attachments: [{ kind: "image" }], text: "my item arrived broken" });
    expect(await understander.understand(withText)).toMatchObject({ intent: "damaged-item" });
  });

  test("made before it has learnt, it says so, learns once, and then answers", async () => {
    const understander = createTrainedUnderstander(small);
    const hello = request({ type: "text", text: "Good morning" });
    expect(() => understander.understand(hello)).toThrow("await train()");
    const [first, second] = await Promise.all([understander.train(), understander.train()]);
    expect(second).toBe(first);
    expect(await understander.train()).toBe(first);
    expect(understander.understand(hello)).toMatchObject({ intent: "greeting", source: "classifier" });
  });

  test("after a training that failed, it may try again", async () => {
    const understander = createTrainedUnderstander(small);
    await expect(understander.train({ signal: AbortSignal.abort(new Error("not now")) })).rejects.toThrow("not now");
    await understander.train();
    expect(understander.understand(request({ type: "text", text: "good morning" }))).toMatchObject({
      intent: "greeting",
    });
  });
});
