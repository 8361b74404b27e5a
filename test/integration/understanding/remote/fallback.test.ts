import { expect, test } from "vitest";
import { rasa } from "@causerie/server/understanding/remote/services/rasa.ts";
import {
  type FailureReport,
  type FallbackOptions,
  withFallback,
} from "@causerie/server/understanding/remote/with-fallback.ts";
import type { Understander, Understanding } from "@causerie/server/understanding/understanding.ts";
import { type NluServer } from "#support/understanding/nlu-server.ts";
import { startFakeRasa } from "#support/understanding/fake-rasa.ts";
import { everythingIn, textRequest } from "#support/understanding/understanding-request.ts";

type Reported = FailureReport & { error: unknown };

type World = AsyncDisposable & {
  server: NluServer;
  reports: Reported[];
  pass: (ms: number) => void;
  ask: (text?: string) => Promise<Understanding | undefined>;
};

/** A Rasa that knows "hi", on a clock of ours. Its deadline is met only by what hangs. */
async function startWorld({
  deadlineMs = 20_000,
  ...options
}: Pick<FallbackOptions, "breaker"> & { deadlineMs?: number } = {}): Promise<World> {
  const server = await startFakeRasa({ sentences: { hi: { intents: { hello: 0.9 } } } });
  const reports: Reported[] = [];
  let now = 0;
  const understander = withFallback(rasa({ url: server.url, deadlineMs }), {
    ...options,
    onError: (error, report) => reports.push({ error, ...report }),
    now: () => now,
  });
  return {
    server,
    reports,
    pass: (ms) => void (now += ms),
    ask: async (text = "hi") => understander.understand(textRequest(text)),
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

const down = { type: "status", status: 503 } as const;

test("a service that works is passed on as it is", async () => {
  await using world = await startWorld();
  expect(await world.ask()).toMatchObject({ intent: "hello", confidence: 0.9, source: "rasa" });
  expect(world.reports).toEqual([]);
});

test.each([
  ["timeout", { type: "hang" }, 30],
  ["unreachable", { type: "reset" }, 20_000],
  ["refused", down, 20_000],
  ["garbage", { type: "body", body: "<html>" }, 20_000],
] as const)("a failure (%s) is no answer and one report", async (reason, fault, deadlineMs) => {
  await using world = await startWorld({ deadlineMs });
  world.server.fault = fault;
  expect(await world.ask("my secret words")).toBeUndefined();
  expect(world.reports).toMatchObject([{ name: "rasa", count: 1, isPaused: false, error: { reason } }]);
  expect(everythingIn(world.reports)).not.toContain("secret words");
});

test("one report a minute for each kind of failure, which counts the others", async () => {
  await using world = await startWorld({ breaker: { failures: 100 } });
  world.server.fault = down;
  await world.ask();
  await world.ask();
  world.server.fault = { type: "reset" };
  await world.ask();
  world.pass(59_000);
  world.server.fault = down;
  await world.ask();
  expect(world.reports).toMatchObject([
    { count: 1, error: { reason: "refused" } },
    { count: 1, error: { reason: "unreachable" } },
  ]);
  world.pass(1000);
  await world.ask();
  expect(world.reports.slice(2)).toMatchObject([{ count: 3, error: { reason: "refused" } }]);
});

test("failures that were held back are reported even if all goes well afterwards", async () => {
  await using world = await startWorld();
  world.server.fault = down;
  await world.ask();
  await world.ask();
  world.server.fault = undefined;
  world.pass(60_000);
  expect(await world.ask()).toMatchObject({ intent: "hello" });
  expect(world.reports.slice(1)).toMatchObject([{ count: 1, isPaused: false, error: { reason: "refused" } }]);
});

test("after 5 failures in a row the service is left alone for 30 seconds, then one request tries it", async () => {
  await using world = await startWorld();
  world.server.fault = down;
  for (let index = 0; index < 7; index += 1) expect(await world.ask()).toBeUndefined();
  expect(world.server.calls).toHaveLength(5);
  world.pass(29_999);
  await world.ask();
  expect(world.server.calls).toHaveLength(5);

  world.pass(1);
  await Promise.all([world.ask(), world.ask(), world.ask()]);
  expect(world.server.calls).toHaveLength(6);
  world.pass(29_999);
  await world.ask();
  expect(world.server.calls).toHaveLength(6);

  world.server.fault = undefined;
  world.pass(1);
  expect(await world.ask()).toMatchObject({ intent: "hello" });
  expect(await world.ask()).toMatchObject({ intent: "hello" });
  expect(world.server.calls).toHaveLength(8);
});

test("a report says when the service is left alone", async () => {
  await using world = await startWorld({ breaker: { failures: 2, pauseMs: 60_000 } });
  world.server.fault = down;
  await world.ask();
  await world.ask();
  world.pass(60_000);
  await world.ask();
  expect(world.reports).toMatchObject([
    { count: 1, isPaused: false },
    { count: 2, isPaused: true },
  ]);
});

test("failures that are not in a row do not pause the service", async () => {
  await using world = await startWorld({ breaker: { failures: 2 } });
  for (const fault of [down, undefined, down, undefined, down, undefined]) {
    world.server.fault = fault;
    await world.ask();
  }
  expect(world.server.calls).toHaveLength(6);
});

test("an understander that throws or never ends cannot stop the bot", async () => {
  const reports: Reported[] = [];
  const onError = (error: unknown, report: FailureReport) => reports.push({ error, ...report });
  const broken: Understander = {
    name: "broken",
    understand() {
      throw new TypeError("a defect");
    },
  };
  expect(await withFallback(broken, { onError }).understand(textRequest("hi"))).toBeUndefined();
  const deaf: Understander = { name: "deaf", understand: () => Promise.withResolvers<undefined>().promise };
  const chain = new AbortController();
  const asking = withFallback(deaf, { onError }).understand(textRequest("hi", { signal: chain.signal }));
  chain.abort();
  expect(await asking).toBeUndefined();
  expect(reports).toMatchObject([
    { name: "broken", error: { name: "TypeError" } },
    { name: "deaf", error: { reason: "timeout" } },
  ]);
});

test("a caller who is already gone is no failure of the service", async () => {
  await using world = await startWorld();
  const understander = withFallback(rasa({ url: world.server.url }), { onError: () => expect.unreachable() });
  expect(await understander.understand(textRequest("hi", { signal: AbortSignal.abort() }))).toBeUndefined();
  expect(world.server.calls).toEqual([]);
});
