import { setTimeout as delay } from "node:timers/promises";
import { describe, expect, onTestFinished, test } from "vitest";
import { sharedPostgres, testSchema } from "#support/postgres/test-database.ts";
import { Cluster, type ClusterOptions } from "#support/processes/cluster.ts";
import { hasRedis, startRedis } from "#support/redis/redis-server.ts";
import { wholeTale } from "#support/server/test-bot.ts";
import { TockClient, type TockStream, tockTexts } from "#support/web/tock/tock-client.ts";

/** Two real server processes; one page of Tock's kits, whose requests come to either. */
async function startPage(by: "NOTIFY" | "Redis" = "NOTIFY", options: Partial<ClusterOptions> = {}) {
  const redis = by === "Redis" ? await startRedis() : undefined;
  if (redis !== undefined) onTestFinished(() => redis[Symbol.asyncDispose]());
  const cluster = await Cluster.start({
    count: 2,
    tock: true,
    origins: ["http://localhost"],
    ...options,
    database: testSchema(),
    ...(redis && { redis: redis.url }),
  });
  onTestFinished(() => cluster[Symbol.asyncDispose]());
  const one = new TockClient(`${cluster.server(0).url}/web`);
  return { cluster, one, other: new TockClient(`${cluster.server(1).url}/web`, one.userId) };
}

async function openStream(at: TockClient): Promise<TockStream> {
  const stream = await at.stream();
  onTestFinished(() => stream[Symbol.dispose]());
  expect(await stream.next()).toEqual({ event: "ping", data: "1" });
  return stream;
}

/** What a stream brings in this time, but for pings. */
async function textsIn(stream: TockStream, ms: number): Promise<unknown[]> {
  const texts: unknown[] = [];
  const over = delay(ms).then(() => stream[Symbol.dispose]());
  try {
    for (;;) texts.push(...tockTexts(await stream.message()));
  } catch {
    await over;
    return texts;
  }
}

describe.skipIf(sharedPostgres === undefined)("Tock's dialect over two processes", () => {
  test.for(["NOTIFY", "Redis"] as const)(
    "by %s: what is asked at one is an event at both while the turn goes on, and the answer, under one RESPONSE_ID",
    async (by, { skip }) => {
      if (by === "Redis" && !hasRedis()) skip("there is no Redis here");
      const { cluster, one, other } = await startPage(by);
      const streams = [await openStream(one), await openStream(other)];
      const answer = one.ask("halves");
      for (const stream of streams) expect(tockTexts(await stream.message())).toEqual(["first half"]);
      cluster.openGate();
      const body = await answer;
      expect(tockTexts(body)).toEqual(["first half", "second half"]);
      for (const stream of streams) {
        const second = await stream.message();
        expect(second).toEqual({ responses: body.responses.slice(1), metadata: body.metadata });
      }
      const next = await other.ask("hello");
      expect(next.metadata["RESPONSE_ID"]).not.toBe(body.metadata["RESPONSE_ID"]);
      for (const stream of streams)
        expect((await stream.messages(2)).map(({ metadata }) => metadata)).toEqual([next.metadata, next.metadata]);
    },
  );

  test("a growing text replaces itself at the other process, as often as the answer says it", async () => {
    const { cluster, one, other } = await startPage();
    const stream = await openStream(other);
    const answer = one.ask("tale");
    const first = await stream.message();
    expect(first.metadata["TOCK_STREAM_RESPONSE"]).toBe("true");
    expect(wholeTale.startsWith(String(tockTexts(first)[0]))).toBe(true);
    cluster.openGate();
    const body = await answer;
    const rest = await stream.messages(body.responses.length - 1);
    const texts = tockTexts(first, ...rest);
    expect(texts.at(-1)).toBe(wholeTale);
    expect(texts).toEqual(texts.toSorted((a, b) => String(a).length - String(b).length));
    expect(new Set([first, ...rest].map(({ metadata }) => metadata["RESPONSE_ID"]))).toEqual(
      new Set([body.metadata["RESPONSE_ID"]]),
    );
    expect(tockTexts(body)).toEqual(body.responses.map(() => wholeTale));
  });

  test("a direct stream has its own turn, and the person's stream at the other process the same events", async () => {
    const { cluster, one, other } = await startPage();
    const stream = await openStream(other);
    cluster.openGate();
    const abort = new AbortController();
    const response = await fetch(`${one.base}/sse/direct`, {
      method: "POST",
      body: JSON.stringify({ userId: one.userId, query: "halves", streamedResponse: true }),
      signal: abort.signal,
    });
    const direct = new (stream.constructor as typeof TockStream)(response, abort);
    onTestFinished(() => direct[Symbol.dispose]());
    const events = await direct.messages(2);
    expect(tockTexts(...events)).toEqual(["first half", "second half"]);
    expect(events.map(({ metadata }) => metadata["LAST_ANSWER"])).toEqual([undefined, "true"]);
    const [first, second] = await stream.messages(2);
    expect([first, { ...second, metadata: { ...second?.metadata, LAST_ANSWER: "true" } }]).toEqual(events);
  });

  test("turns of one person that come to both at once are answered one after the other, each by its own answer", async () => {
    const { cluster, one, other } = await startPage();
    const held = one.ask("hold");
    await delay(300);
    const words = ["a", "b", "c", "d", "e", "f"];
    const answers = words.map((word, index) => (index % 2 === 0 ? one : other).ask(word));
    const early = Promise.race(answers).then(() => "somebody was answered");
    expect(await Promise.race([early, delay(500, "nobody yet")])).toBe("nobody yet");
    cluster.openGate();
    expect(tockTexts(await held)).toEqual(["held"]);
    const bodies = await Promise.all(answers);
    expect(bodies.map((body) => tockTexts(body))).toEqual(words.map((word) => [`one: ${word}`, `two: ${word}`]));
  });

  test("what a request has brought does not come again by a stream of the other process", async () => {
    const { one, other } = await startPage();
    const stream = await openStream(other);
    await one.ask("hello");
    await stream.messages(2);
    // The line breaks, and what is said until it is back comes by the request.
    stream[Symbol.dispose]();
    const again = await openStream(one);
    await one.ask("while it is back at one");
    await again.messages(2);
    again[Symbol.dispose]();
    // What has arrived is stored a moment later.
    await delay(3_500);
    expect(await textsIn(await openStream(other), 1_000)).toEqual([]);
    expect(await textsIn(await openStream(one), 1_000)).toEqual([]);
  });

  test("a stream that is opened in the middle of a turn of the other process leaves the rest of it to the answer", async () => {
    const { cluster, one, other } = await startPage();
    const lost = await openStream(other);
    const answer = one.ask("halves");
    expect(tockTexts(await lost.message())).toEqual(["first half"]);
    lost[Symbol.dispose]();
    const texts = textsIn(await openStream(other), 6_000);
    await delay(500);
    cluster.openGate();
    expect(tockTexts(await answer)).toEqual(["first half", "second half"]);
    expect(await texts).toEqual([]);
  });

  test("a page that is loaded again in the middle of a turn gets the answer by its stream at the other process", async () => {
    const { cluster, one, other } = await startPage();
    const leaving = new AbortController();
    const answer = one.post({ userId: one.userId, query: "halves" }, {}, leaving.signal).catch(() => "gone");
    await delay(500);
    leaving.abort();
    expect(await answer).toBe("gone");
    const stream = await openStream(other);
    expect(tockTexts(await stream.message())).toEqual(["first half"]);
    cluster.openGate();
    expect(tockTexts(await stream.message())).toEqual(["second half"]);
  });

  test("a request whose process is killed is answered by the stream at the other one", async () => {
    const { cluster, one, other } = await startPage("NOTIFY", { restsMs: [100] });
    const stream = await openStream(other);
    const answer = one.ask("hold").catch(() => "gone");
    await delay(500);
    await cluster.server(0).signal("SIGKILL");
    expect(await answer).toBe("gone");
    cluster.openGate();
    expect(tockTexts(await stream.message())).toEqual(["held"]);
    expect(await textsIn(stream, 1_000)).toEqual([]);
  });
});
