import {
  type ConnectorHost,
  DeliveryError,
  direct,
  type PushConnector,
  type RunningConnector,
} from "@causerie/server/connector";
import { expect, test } from "vitest";
import { collectLogLines } from "#support/log-lines.ts";
import { breaks, broken, hostile, news, renderOr, type Shown, startWorld } from "#support/connectors/hostile.ts";

test.each([
  ["throws", broken],
  ["rejects", breaks],
  ["returns nothing", () => undefined as never],
])("typing that %s ends no process and sends no bubble twice", async (_how, typing) => {
  await using world = await startWorld({ connector: { typing } });
  expect(await world.ask("two")).toEqual(["one", "two"]);
  expect(await world.isWell()).toBe(true);
  expect(world.shown).toEqual(["one", "two"]);
});

test("typing that fails with the channel's error is no defect", async () => {
  const typing = (): Promise<never> => Promise.reject(new DeliveryError("too many calls", "rate"));
  await using world = await startWorld({ connector: { typing } });
  expect(await world.ask("rich")).toHaveLength(1);
  expect(world.defects()).toEqual([]);
});

const circular: Record<string, unknown> = {};
circular["self"] = circular;

test.each<[how: string, wrong: () => unknown]>([
  ["throws", broken],
  ["gives nothing", () => undefined],
  ["gives no list of payloads", () => ({ payloads: 3, losses: [] })],
  ["gives no list of losses", () => ({ payloads: [{ words: "lost" }] })],
  ["gives undefined as a payload", () => ({ payloads: [undefined], losses: [] })],
  ["gives a function as a payload", () => ({ payloads: [() => 1], losses: [] })],
  ["gives a bigint as a payload", () => ({ payloads: [{ words: 1n }], losses: [] })],
  ["gives a circle as a payload", () => ({ payloads: [circular], losses: [] })],
])("when render %s, the person gets the words, and a loss says so", async (_how, wrong) => {
  await using world = await startWorld({ connector: { render: renderOr(wrong) } });
  expect(await world.ask("rich")).toEqual(["Which one?\n1. More"]);
  expect(world.lines.flatMap(({ losses }) => losses ?? [])).toEqual([{ rule: "render_failed", detail: "message" }]);
  expect(world.defects()).toEqual(["render"]);
  // The choice that could not be shown is still taken by its number.
  expect(await world.ask("1")).toEqual(["Which one?\n1. More", "one", "two"]);
});

test("when nothing at all can be rendered, the turn ends and the next one comes", async () => {
  await using world = await startWorld({ connector: { render: broken } });
  expect(await world.ask("rich")).toEqual([]);
  expect(await world.ask("two")).toEqual([]);
  expect(await world.isWell()).toBe(true);
});

test.each([
  ["nothing", undefined],
  ["null", null],
  ["a number", 7],
  ["an id that is a number", { externalId: 7 }],
  ["an id that is an object", { externalId: {} }],
  ["a function", () => 1],
])("a delivery whose receipt is %s is made once", async (_what, receipt) => {
  const calls: string[] = [];
  const deliver: PushConnector["deliver"] = async ({ id }) => {
    calls.push(id);
    return receipt as never;
  };
  await using world = await startWorld({ connector: { deliver } });
  await world.ask("rich");
  await world.ask("rich");
  expect(calls).toHaveLength(2);
  expect(new Set(calls).size).toBe(2);
});

test("a delivery that throws something else than a DeliveryError is tried again, and does not say what it quotes", async () => {
  let failures = 2;
  const shown: Shown = [];
  const deliver: PushConnector["deliver"] = ({ payload }) => {
    const { words } = payload as { words: string };
    if ((failures -= 1) >= 0) throw new TypeError(`cannot send ${words}`);
    shown.push(words);
    return Promise.resolve();
  };
  const { logger, printed } = collectLogLines("info");
  await using world = await startWorld({ connector: { deliver } }, { logger });
  await world.say("rich");
  await expect.poll(() => shown).toEqual(["Which one?\n1. More"]);
  expect(printed()).toContain("TypeError");
  expect(printed()).not.toContain("Which one?");
});

test("waits and rates that are no whole milliseconds hold up nothing and send nothing twice", async () => {
  let first = true;
  const shown: Shown = [];
  const deliver: PushConnector["deliver"] = async ({ payload }) => {
    if (first) {
      first = false;
      throw new DeliveryError("too many messages", "rate", { retryAfterMs: 1.1 * 17 });
    }
    shown.push((payload as { words: string }).words);
  };
  const base = hostile([], {}).start({} as ConnectorHost).connector.capabilities;
  for (const rate of [{ perRecipientMs: 100 / 3 }, { perSecond: 0 }, { perSecond: Number.NaN, perRecipientMs: -1 }]) {
    first = true;
    shown.length = 0;
    await using world = await startWorld({ connector: { deliver, capabilities: { ...base, rate } } });
    await world.say("two");
    await expect.poll(() => shown).toEqual(["one", "two"]);
    await world.server.idle();
    expect(shown).toEqual(["one", "two"]);
  }
});

test.each<[how: string, asUnasked: () => unknown]>([
  ["throws", broken],
  ["gives nothing", () => undefined],
  ["gives a circle", () => circular],
])("a notification goes out when asUnasked %s", async (_how, asUnasked) => {
  await using world = await startWorld({ connector: { asUnasked } });
  await world.ask("rich");
  const told = await world.server.notify({ connectorId: "hostile", userId: "1" }, news.link());
  expect(told).toEqual({ outcome: "sent" });
  expect(world.shown.at(-1)).toBe("Snow has fallen.");
  expect(world.defects()).toEqual(["asUnasked"]);
});

test.each<[how: string, fetchFiles: () => unknown]>([
  ["throws", broken],
  ["rejects", breaks],
  ["gives nothing", () => undefined],
  ["gives what is no event", () => Promise.resolve({ files: 1 })],
  ["gives another event", () => Promise.resolve({ type: "text", text: "two" })],
  ["gives no list", () => Promise.resolve({ type: "attachment", attachments: "none" })],
  ["gives what has no JSON", () => Promise.resolve({ type: "attachment", attachments: [{ kind: "image", size: 1n }] })],
])("a message whose files are fetched by what %s is answered as it came", async (_how, fetchFiles) => {
  let host: ConnectorHost | undefined;
  const running = (given: ConnectorHost): Partial<RunningConnector> => {
    host = given;
    return {};
  };
  await using world = await startWorld({
    connector: { fetchFiles: fetchFiles as NonNullable<PushConnector["fetchFiles"]> },
    running,
  });
  const event = { id: "f", connectorId: "hostile", conversationId: "hostile:1", address: direct("1"), at: Date.now() };
  await host?.accept({ ...event, content: { type: "attachment", attachments: [{ kind: "image" }] } });
  await world.server.idle();
  expect(world.shown).toEqual(["?"]);
  expect(world.defects()).toEqual(["fetchFiles"]);
});
