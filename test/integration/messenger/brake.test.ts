import { expect, test } from "vitest";
import { direct } from "@causerie/server/channel/address.ts";
import { hostConnector } from "@causerie/server/channel/host/hosted-connector.ts";
import { messenger } from "@causerie/server/connectors/messenger/messenger.ts";
import { startOutboxWorker } from "@causerie/server/pipeline/outbox/worker.ts";
import { createMemoryStore } from "@causerie/server/store/memory/memory-store.ts";
import { type FakeGraph, startFakeGraph } from "@causerie/fake-graph";
import { startConnectorHost } from "#support/server/connector-host.ts";
import { metaPage, pageOptions, postWebhook } from "#support/messenger/facebook-page.ts";
import { queue, queueAll } from "#contract/store/store-samples.ts";

const second = 1_000;
const otherPage = { pageId: "2002", accessToken: "EAAB-other", appId: "1001" };

/** Two pages of one app, with a message for each of their people, on a clock that the test moves. */
async function startWorld(people: number) {
  const graph = await startFakeGraph({ ...metaPage, pages: [...metaPage.pages, otherPage] });
  const clock = { now: 1_000_000, setBackMs: 0 };
  const now = (): number => clock.now;
  const options = { graphBaseUrl: graph.baseUrl, typing: true, maxAgeMinutes: 1_440 };
  const host = await startConnectorHost(
    [
      messenger(pageOptions(options)),
      messenger(
        pageOptions({ ...options, id: "other", path: "/other", pageId: "2002", accessToken: otherPage.accessToken }),
      ),
    ],
    () => clock.now - clock.setBackMs,
    now,
  );
  const store = createMemoryStore();
  const connectors = new Map(
    host.running.map(({ connector }) => [
      connector.id === "other" ? "other" : "web",
      hostConnector(connector, {
        tokenKey: new Uint8Array(32),
        report: () => undefined,
      }),
    ]),
  );
  const stopping = new AbortController().signal;
  const forget = (): Promise<void> => Promise.reject(new Error("nobody is to be forgotten"));
  const runner = startOutboxWorker({ outbox: store.outbox, connectors, now, logger: host.logger, stopping, forget });
  let count = 0;
  async function more(people: number): Promise<void> {
    for (const last = count + people; count < last;) {
      count += 1;
      graph.user("2001", { psid: `user-p${count}` }).openWindow();
      await queue(store, `p${count}`, [`d${count}`], clock.now);
    }
  }
  await more(people);
  graph.user("2002", { psid: "user-o1" }).openWindow();
  const outbox = {
    graph,
    host,
    more,
    setClockBack: (ms: number) => void (clock.setBackMs += ms),
    typing: () => host.running[0]?.connector.typing(direct("user-p1"), true),
    queueOther: () => queueAll(store, "o1", [{ id: "o1", payload: { text: "other" } }], clock.now, "other"),
    sent: () => graph.journal.filter(({ outcome }) => outcome.type === "accepted").length,
    async atOnce() {
      for (const lane of await store.outbox.due(clock.now, 1_000, new Set())) runner.wake(lane);
      await runner.idle();
    },
    /** Does what is due, step by step. */
    async run(seconds: number, step = 1) {
      for (let passed = 0; passed < seconds; passed += step) {
        clock.now += step * second;
        await outbox.atOnce();
      }
    },
    alarms: () =>
      host
        .logged()
        .split("\n")
        .filter((line) => line.includes('"level":50')),
    async [Symbol.asyncDispose]() {
      await runner.stop();
      await host[Symbol.asyncDispose]();
      await graph[Symbol.asyncDispose]();
    },
  };
  return outbox;
}

const callsOf = ({ journal }: FakeGraph): number => journal.length;

test.each([
  { fault: { code: 613 }, meaning: "too many calls" },
  { fault: { code: 4 }, meaning: "too many calls of the app" },
  { fault: { code: 190, subcode: 463 }, meaning: "a dead token" },
  { fault: { code: 368 }, meaning: "a page that Meta restricts" },
])(
  "$meaning: one call tries for all people, one alarm is raised, and everybody is answered once",
  async ({ fault }) => {
    await using world = await startWorld(100);
    const { graph } = world;
    graph.failNext(10_000, fault);
    await world.atOnce();
    // Those that were under way together were all refused.
    expect(callsOf(graph)).toBeLessThanOrEqual(40);
    const refused = callsOf(graph);
    await world.run(180);
    expect(callsOf(graph) - refused).toBeLessThanOrEqual(4);
    expect(world.alarms()).toHaveLength(1);
    expect(world.sent()).toBe(0);
    graph.clearFaults();
    await world.run(3 * 3_600, 10);
    expect(world.sent()).toBe(100);
    expect(world.alarms()).toHaveLength(1);
    expect(world.host.logged()).toContain("Meta takes calls again");
  },
  60_000,
);

test("what is held for one page is not held for another of the app; what is held for the app is", async () => {
  for (const [code, calls] of [
    [613, 2],
    [4, 1],
  ] as const) {
    await using world = await startWorld(1);
    world.graph.failNext(1, { code });
    await world.atOnce();
    await world.queueOther();
    await world.atOnce();
    expect(callsOf(world.graph)).toBe(calls);
  }
});

test("a clock of the machine that is set back makes no wait longer", async () => {
  await using world = await startWorld(3);
  world.graph.failNext(3, { code: 613 });
  await world.atOnce();
  world.setClockBack(6 * 3_600_000);
  await world.run(180);
  expect(world.sent()).toBe(3);
  expect(world.host.logged()).toContain("Meta takes calls again");
});

test("sender actions are left out while calls are refused", async () => {
  await using world = await startWorld(1);
  world.graph.failNext(1, { code: 613 });
  await world.atOnce();
  await world.typing();
  expect(callsOf(world.graph)).toBe(1);
});

test("as the allowance gets used up calls get rarer, and stop before Meta refuses them", async () => {
  const callsIn = async (percent: number): Promise<number> => {
    await using world = await startWorld(1);
    world.graph.setUsage({ percent });
    await world.atOnce();
    await world.more(60);
    await world.run(20);
    expect(world.graph.journal.every(({ outcome }) => outcome.type === "accepted")).toBe(true);
    return callsOf(world.graph) - 1;
  };
  expect(await callsIn(50)).toBe(60);
  const at97 = await callsIn(97);
  expect(at97).toBeGreaterThan(40);
  const at99 = await callsIn(99);
  expect(at99).toBeGreaterThan(8);
  expect(at99).toBeLessThan(20);
  expect(await callsIn(100)).toBe(0);
});

test.each(["policy_enforcement", "policy-enforcement"])(
  "a page that Meta blocks (%s) sends nothing and raises one alarm, until Meta takes the block back",
  async (key) => {
    await using world = await startWorld(3);
    const { graph, host } = world;
    const judge = async (action: string, at: number): Promise<void> => {
      const messaging = [{ recipient: { id: "2001" }, timestamp: at, [key]: { action, reason: "spam" } }];
      const body = JSON.stringify({ object: "page", entry: [{ id: "2001", time: 1, messaging }] });
      expect((await postWebhook(`${host.url}/messenger`, body)).status).toBe(200);
    };
    const blockedAt = 1_790_000_000_000;
    await judge("block", blockedAt);
    await judge("block", blockedAt + 1);
    await world.run(600, 10);
    expect(callsOf(graph)).toBe(0);
    expect(world.alarms()).toEqual([
      expect.stringContaining("Meta has blocked the page; messages wait; one is tried again from time to time"),
    ]);
    await judge("unblock", blockedAt + 600_000);
    await world.run(3_600, 10);
    expect(world.sent()).toBe(3);
  },
);

test("a judgement that Meta repeats, or that comes late, changes nothing", async () => {
  await using world = await startWorld(1);
  const at = 1_790_000_000_000;
  const judged = async (...actions: [action: string, at: number][]): Promise<void> => {
    const messaging = actions.map(([action, timestamp]) => ({ timestamp, policy_enforcement: { action } }));
    const body = JSON.stringify({ object: "page", entry: [{ id: "2001", time: at, messaging }] });
    expect((await postWebhook(`${world.host.url}/messenger`, body)).status).toBe(200);
  };
  await judged(["warning", at], ["block", at + 1_000]);
  await judged(["unblock", at + 60_000]);
  await judged(["warning", at], ["block", at + 1_000]);
  await judged(["block", at + 30_000]);
  await world.atOnce();
  expect(world.sent()).toBe(1);
  expect(world.alarms()).toHaveLength(2);
  await judged(["block", at + 90_000]);
  await world.more(1);
  await world.atOnce();
  expect(world.sent()).toBe(1);
});

test("a warning by Meta is an error in the log, and holds nothing back", async () => {
  await using world = await startWorld(1);
  const messaging = [{ recipient: { id: "2001" }, policy_enforcement: { action: "warning" } }];
  const body = JSON.stringify({ object: "page", entry: [{ id: "2001", messaging }] });
  await postWebhook(`${world.host.url}/messenger`, body);
  expect(world.alarms()).toEqual([expect.stringContaining("Meta warns the page")]);
  await world.atOnce();
  expect(world.sent()).toBe(1);
});
