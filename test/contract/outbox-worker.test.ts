import type { Capabilities } from "@causerie/server/channel/capabilities.ts";
import type { Delivery, DeliveryReceipt, PushConnector } from "@causerie/server/channel/connector.ts";
import { DeliveryError } from "@causerie/server/channel/delivery-error.ts";
import { type HostedConnector, hostConnector } from "@causerie/server/channel/hosted-connector.ts";
import { startOutboxWorker } from "@causerie/server/pipeline/outbox/worker.ts";
import { createMemoryStore } from "@causerie/server/store/memory/memory-store.ts";
import { openSqliteStore } from "@causerie/server/store/sqlite/open-sqlite-store.ts";
import type { Store } from "@causerie/server/store/store.ts";
import { expect, test } from "vitest";
import { collectLogLines } from "#support/log-lines.ts";
import { queue } from "./store-samples.ts";
import { temporaryFolder } from "#support/temporary-folder.ts";

/** An outbox worker on a clock that the test moves, and the connectors it may use: `queue` queues for "web". */
function startTestOutbox(store: Store) {
  const clock = { now: 1_000 };
  const connectors = new Map<string, HostedConnector>();
  const { logger, lines } = collectLogLines("warn");
  const runner = startOutboxWorker({
    outbox: store.outbox,
    connectors,
    now: () => clock.now,
    logger,
    stopping: new AbortController().signal,
  });
  return { runner, connectors, clock, lines, [Symbol.asyncDispose]: () => runner.stop() };
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
  return hostConnector(connector, { tokenKey: new Uint8Array(32), report: () => undefined });
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

test("what the channel has taken is not sent again at once when that cannot be stored: its echo has time to come", async () => {
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
    expect.objectContaining({ level: 50, deliveryId: "a", msg: expect.stringContaining("was taken") as string }),
  ]);
  await store.outbox.confirm("a", "mid.1", outbox.clock.now);
  outbox.runner.wake("ada");
  await outbox.runner.idle();
  expect(delivered).toEqual(["a", "b"]);
});

test("a delivery that the channel never takes is given up after about a day", async () => {
  const store = createMemoryStore();
  await queue(store, "ada", ["a"], 1_000);
  await using outbox = startTestOutbox(store);
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
