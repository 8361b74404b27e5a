import type { Capabilities } from "@causerie/server/channel/capabilities.ts";
import type { PushConnector } from "@causerie/server/channel/connector.ts";
import { DeliveryError } from "@causerie/server/channel/delivery-error.ts";
import { type HostedConnector, hostConnector } from "@causerie/server/channel/host/hosted-connector.ts";
import { type OutboxWorkerOptions, startOutboxWorker } from "@causerie/server/pipeline/outbox/worker.ts";
import { createMemoryStore } from "@causerie/server/store/memory/memory-store.ts";
import { openSqliteStore } from "@causerie/server/store/sqlite/open-sqlite-store.ts";
import type { Store } from "@causerie/server/store/store.ts";
import { expect, test } from "vitest";
import { collectLogLines } from "#support/log-lines.ts";
import { queue, queueAll } from "#contract/store/store-samples.ts";
import { temporaryFolder } from "#support/temporary-folder.ts";

/** An outbox worker on a clock that the test moves, and the connectors it may use: `queue` queues for "web". */
function startTestOutbox(store: Store, options: Partial<OutboxWorkerOptions> = {}, now = 1_000) {
  const clock = { now };
  const connectors = new Map<string, HostedConnector>();
  const { logger, lines } = collectLogLines("warn");
  const runner = startOutboxWorker({
    outbox: store.outbox,
    connectors,
    now: () => clock.now,
    logger,
    stopping: new AbortController().signal,
    forget: () => Promise.reject(new Error("nobody is to be forgotten")),
    ...options,
  });
  /** Does all that is due now. */
  const wakeAll = async (): Promise<void> => {
    for (const lane of await store.outbox.due(clock.now, 100, new Set())) runner.wake(lane);
    await runner.idle();
  };
  return { runner, connectors, clock, lines, wakeAll, [Symbol.asyncDispose]: () => runner.stop() };
}

const capabilities: Capabilities = {
  reply: { type: "async" },
  proactive: { type: "always" },
  text: { max: 1_000, formats: ["plain"] },
  typing: false,
  stream: "paragraphs",
  groups: false,
  interface: "text",
};

function pushConnector(deliver: PushConnector["deliver"], rate: Capabilities["rate"] = {}): HostedConnector {
  const connector: PushConnector = {
    id: "web",
    channel: "test",
    delivery: "push",
    capabilities: { ...capabilities, rate },
    render: () => ({ payloads: [], losses: [] }),
    deliver,
  };
  return hostConnector(connector, {
    tokenKey: new Uint8Array(32),
    report: () => undefined,
  });
}

test("deliveries of a connector that is not configured wait until it is, and lose no try by it", async () => {
  await using store = await openSqliteStore({ folder: temporaryFolder() });
  await queue(store, "ada", ["a", "b"], 1_000);
  await queue(store, "bob", ["c"], 1_000);
  await using outbox = startTestOutbox(store);
  for (let minute = 0; minute < 5; minute += 1) {
    await outbox.runner.idle();
    expect(await store.outbox.nextDue(outbox.clock.now)).toBe(outbox.clock.now + 60_000);
    outbox.clock.now += 60_000;
    outbox.runner.wake("ada");
    outbox.runner.wake("bob");
  }
  await outbox.runner.idle();
  expect(outbox.lines).toEqual([
    expect.objectContaining({
      level: 40,
      connectorId: "web",
      msg: expect.stringContaining("deliveries wait") as string,
    }),
  ]);

  const delivered: string[] = [];
  outbox.connectors.set(
    "web",
    pushConnector(({ id, attempt }) => {
      delivered.push(`${id}, try ${attempt}`);
      return Promise.resolve({});
    }),
  );
  outbox.clock.now += 60_000;
  outbox.runner.wake("ada");
  await outbox.runner.idle();
  expect(delivered).toEqual(["a, try 1", "b, try 1"]);
});

test("what the channel has accepted is not sent again at once when that cannot be stored: its echo has time to come", async () => {
  await using store = await openSqliteStore({ folder: temporaryFolder() });
  await queue(store, "ada", ["a", "b"], 1_000);
  await using outbox = startTestOutbox(store);
  const delivered: string[] = [];
  // Bytes do not go into a column of texts.
  const unstorable = new Uint8Array(1) as unknown as string;
  outbox.connectors.set("web", {
    ...pushConnector(() => Promise.resolve()),
    // Not the connector's own `deliver`: what is no text would be dropped from its receipt before the store sees it.
    deliver: ({ id }) => {
      delivered.push(id);
      return Promise.resolve({ externalId: delivered.length === 1 ? unstorable : "mid.2" });
    },
  });
  await outbox.runner.idle();
  outbox.clock.now += 9_999;
  outbox.runner.wake("ada");
  await outbox.runner.idle();
  expect(delivered).toEqual(["a"]);
  expect(outbox.lines).toEqual([
    expect.objectContaining({ level: 50, deliveryId: "a", msg: expect.stringContaining("was delivered") as string }),
  ]);
  await store.outbox.confirm("web", "a", "mid.1", outbox.clock.now);
  outbox.runner.wake("ada");
  await outbox.runner.idle();
  expect(delivered).toEqual(["a", "b"]);
});

test("a delivery that is of use at any age, and that the channel never takes, is given up after about a day", async () => {
  const store = createMemoryStore();
  await queue(store, "ada", ["a"], 1_000);
  await using outbox = startTestOutbox(store, { retry: { maxAgeMs: Infinity } });
  outbox.connectors.set(
    "web",
    pushConnector(() => Promise.reject(new DeliveryError("down", "transient"))),
  );
  const started = outbox.clock.now;
  for (;;) {
    await outbox.runner.idle();
    const next = await store.outbox.nextDue(outbox.clock.now);
    if (next === undefined) break;
    outbox.clock.now = next;
    outbox.runner.wake("ada");
  }
  expect(await store.stats()).toMatchObject({ waitingDeliveries: 0 });
  const hours = (outbox.clock.now - started) / 3_600_000;
  expect(hours).toBeGreaterThan(21);
  expect(hours).toBeLessThan(28);
});

test("two messages to one person are as far apart as the platform wants, whenever they are queued", async () => {
  await using store = await openSqliteStore({ folder: temporaryFolder() });
  await queue(store, "ada", ["a1", "a2"], 1_000);
  await queue(store, "bob", ["b1"], 1_000);
  await using outbox = startTestOutbox(store);
  const { delivered, connector } = recordingConnector(outbox.clock, { perRecipientMs: 500 });
  outbox.connectors.set("web", connector);
  await outbox.wakeAll();
  expect(delivered.toSorted()).toEqual(["a1 at 1000", "b1 at 1000"]);
  outbox.clock.now = 1_200;
  await queue(store, "bob", ["b2"], 1_200);
  await queue(store, "cem", ["c1"], 1_200);
  await outbox.wakeAll();
  expect(delivered.slice(2)).toEqual(["c1 at 1200"]);
  outbox.clock.now = 1_500;
  await outbox.wakeAll();
  expect(delivered.slice(3).toSorted()).toEqual(["a2 at 1500", "b2 at 1500"]);
});

test("a connector sends no more in a second than its platform allows; nothing is lost or tried twice for it", async () => {
  await using store = createMemoryStore();
  const people = Array.from({ length: 20 }, (_, number) => `person-${number}`);
  for (const person of people) await queue(store, person, [`to ${person}`], 1_000);
  await using outbox = startTestOutbox(store);
  const { delivered, connector } = recordingConnector(outbox.clock, { perSecond: 5 });
  outbox.connectors.set("web", connector);
  await outbox.wakeAll();
  expect(delivered).toHaveLength(5);
  let looks = 0;
  for (;;) {
    const next = await store.outbox.nextDue(outbox.clock.now);
    if (next === undefined) break;
    looks += 1;
    outbox.clock.now = next;
    await outbox.wakeAll();
  }
  const times = delivered.map((line) => Number(line.split(" at ")[1]));
  expect(times.slice(5)).toEqual(Array.from({ length: 15 }, (_, number) => 1_200 + number * 200));
  // Each lane comes back once, at a time of its own.
  expect(looks).toBe(15);
  expect(new Set(delivered.map((line) => line.split(" at ")[0]))).toEqual(new Set(people.map((each) => `to ${each}`)));
});

test("an observer of deliveries that throws changes nothing: the message goes out once", async () => {
  await using store = createMemoryStore();
  await queue(store, "ada", ["a", "b"], 1_000);
  await using outbox = startTestOutbox(store, {
    delivered: () => {
      throw new Error("a phone that is gone");
    },
  });
  const { delivered, connector } = recordingConnector(outbox.clock);
  outbox.connectors.set("web", connector);
  await outbox.wakeAll();
  expect(delivered).toEqual(["a at 1000", "b at 1000"]);
  expect(await store.stats()).toMatchObject({ waitingDeliveries: 0 });
  expect(outbox.lines).toMatchObject([
    { level: 50, deliveryId: "a", err: { type: "Error" } },
    { level: 50, deliveryId: "b", err: { type: "Error" } },
  ]);
});

test("what a channel says of a failure decides what is done, and is kept with its kind", async () => {
  await using store = createMemoryStore();
  await using outbox = startTestOutbox(store);
  const errors: Record<string, unknown> = {
    refused: new DeliveryError("blocked", "recipient", { code: "551" }),
    limited: new DeliveryError("too many", "rate", { retryAfterMs: 7_000 }),
    broken: new TypeError("a defect of the connector"),
    fine: undefined,
  };
  outbox.connectors.set(
    "web",
    pushConnector(({ id }) => (errors[id] === undefined ? Promise.resolve() : Promise.reject(errors[id]))),
  );
  for (const id of Object.keys(errors)) await queue(store, id, [id], 1_000);
  await outbox.wakeAll();
  expect(Object.fromEntries(await store.outbox.states(Object.keys(errors)))).toEqual({
    refused: { type: "failed", reason: "551", kind: "recipient" },
    limited: { type: "waiting" },
    broken: { type: "waiting" },
    fine: { type: "sent" },
  });
  expect(await store.outbox.due(8_000, 10, new Set())).toContain("limited");
  expect(await store.outbox.due(7_999, 10, new Set())).not.toContain("limited");
});

/** A connector that takes everything, and remembers what and when. */
function recordingConnector(clock: { now: number }, rate: Capabilities["rate"] = {}) {
  const delivered: string[] = [];
  const connector = pushConnector(({ id, attempt }) => {
    delivered.push(attempt === 1 ? `${id} at ${clock.now}` : `${id} again`);
    return Promise.resolve();
  }, rate);
  return { delivered, connector };
}

/** A line that is down until the test mends it, and a notice in one part. */
async function startLateOutbox(store: Store, now: number, maxAgeMs?: (payload: unknown) => number) {
  const line = { isDown: true, delivered: [] as string[] };
  const retry = { firstMs: 60_000, maxMs: 60_000, maxAgeMs: 600_000 };
  const noticeOf: OutboxWorkerOptions["noticeOf"] = async ({ id }) => [{ id: `${id}.late`, payload: `${id}.late` }];
  const outbox = startTestOutbox(store, { retry, noticeOf }, now);
  const connector = pushConnector(async ({ id }) => {
    if (line.isDown) throw new DeliveryError("away", "transient");
    line.delivered.push(id);
  });
  outbox.connectors.set("web", maxAgeMs === undefined ? connector : { ...connector, maxAgeMs });
  /** Time goes by, and all that is due is done. */
  const pass = async (minutes: number): Promise<void> => {
    for (let minute = 0; minute < minutes; minute += 1) {
      outbox.clock.now += 60_000;
      await outbox.wakeAll();
    }
  };
  return { ...outbox, line, pass, [Symbol.asyncDispose]: () => outbox.runner.stop() };
}

test("after a long outage the person gets one notice and the newest answers, not all the old ones together", async () => {
  await using store = await openSqliteStore({ folder: temporaryFolder() });
  await queue(store, "ada", ["a", "b"], 1_000);
  await using outbox = await startLateOutbox(store, 1_000);
  await outbox.pass(5);
  await queue(store, "ada", ["c"], outbox.clock.now);
  await outbox.pass(40);
  await queue(store, "ada", ["d"], outbox.clock.now);
  await outbox.pass(1);
  expect(outbox.line.delivered).toEqual([]);
  outbox.line.isDown = false;
  await outbox.pass(3);
  expect(outbox.line.delivered).toEqual(["a.late", "d"]);
  const states = await store.outbox.states(["a", "b", "c"]);
  expect([...states.values()]).toEqual(Array.from({ length: 3 }, () => ({ type: "failed", reason: "too_old" })));
});

test("a connector says how long a payload is of use: one that must arrive is never too old", async () => {
  await using store = await openSqliteStore({ folder: temporaryFolder() });
  await queue(store, "ada", ["a", "handover"], 1_000);
  const isHandover = (payload: unknown): boolean => JSON.stringify(payload).includes("handover");
  await using outbox = await startLateOutbox(store, 1_000, (payload) => (isHandover(payload) ? Infinity : 120_000));
  await outbox.pass(90);
  outbox.line.isDown = false;
  await outbox.pass(3);
  expect(outbox.line.delivered).toEqual(["handover", "a.late"]);
});

test("a process that is killed between two steps of setting aside tells the person once", async () => {
  const folder = temporaryFolder();
  await using stores = new AsyncDisposableStack();
  const first = stores.use(await openSqliteStore({ folder }));
  await queue(first, "ada", ["a", "b"], 1_000);
  // Killed when it had begun, and not set aside yet.
  await first.outbox.begin("ada", 700_000);
  const second = stores.use(await openSqliteStore({ folder, takeOver: true, now: () => 750_000 }));
  expect(await second.outbox.begin("ada", 800_000)).toMatchObject({ id: "a" });
  await second.outbox.setAside("a", [{ id: "a.late", payload: "late" }], 800_000);
  // Killed right after that; the next one is too old as well.
  const third = stores.use(await openSqliteStore({ folder, takeOver: true, now: () => 850_000 }));
  await using outbox = await startLateOutbox(third, 900_000);
  outbox.line.isDown = false;
  await outbox.pass(2);
  expect(outbox.line.delivered).toEqual(["a.late"]);
});

test("only the id of a delivery forgets a person: a payload that says so is the channel's, and a wish goes on until it worked", async () => {
  await using store = await openSqliteStore({ folder: temporaryFolder() });
  const forged = { "causerie.forget": true };
  await queueAll(
    store,
    "ada",
    [
      { id: "ada/1.0.0", payload: forged },
      { id: "ada/1.forget", payload: {} },
    ],
    1_000,
  );
  const forgotten: string[] = [];
  const delivered: unknown[] = [];
  let fails = 2;
  await using outbox = startTestOutbox(store, {
    forget: ({ conversationId }) => {
      fails -= 1;
      if (fails >= 0) return Promise.reject(new Error("the disk is full"));
      forgotten.push(conversationId);
      return Promise.resolve();
    },
  });
  outbox.connectors.set(
    "web",
    pushConnector((item) => {
      delivered.push(item.payload);
      return Promise.resolve();
    }),
  );
  await outbox.wakeAll();
  expect([delivered, forgotten]).toEqual([[forged], []]);
  // However late: an answer would be too old by then, and its connector may be gone.
  outbox.connectors.clear();
  for (let day = 1; day < 4; day += 1) {
    outbox.clock.now += 24 * 3_600_000;
    await outbox.wakeAll();
  }
  expect([delivered, forgotten]).toEqual([[forged], ["ada"]]);
});
