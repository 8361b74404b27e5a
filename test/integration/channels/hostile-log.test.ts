import { type Overrides } from "@causerie/server";
import {
  type ConnectorHost,
  DeliveryError,
  type PushConnector,
  type RunningConnector,
  webhook,
} from "@causerie/server/connector";
import { expect, test } from "vitest";
import { collectLogLines, type LogLine } from "#support/log-lines.ts";
import { broken, startWorld, type Wrong } from "#support/connectors/hostile.ts";

const secret = "bot4711:SECRET";
const leaks = (): never => {
  throw new TypeError(`Failed to parse URL from wss://platform.example/${secret}`);
};
const refuses = (): Promise<never> =>
  Promise.reject(new DeliveryError("the message is refused", "content", { cause: new TypeError(secret) }));

const leakingWatcher = (host: ConnectorHost): Partial<RunningConnector> => {
  const watching = host.watch("hostile:1", { wake: leaks, frame: leaks });
  return { [Symbol.asyncDispose]: async () => watching[Symbol.dispose]() };
};

test.each<[what: string, wrong: Wrong, overrides: Overrides, named: Record<string, unknown>]>([
  ["a transport", { running: { run: leaks } }, {}, { lease: "connector:hostile" }],
  ["a delivery", { connector: { deliver: leaks } }, {}, { connectorId: "hostile" }],
  ["the cause of a refusal", { connector: { deliver: refuses } }, {}, { connectorId: "hostile" }],
  ["a request handler", { running: { router: webhook(leaks) } }, {}, { connector: "hostile" }],
  ["an HTTP handler", { running: { router: leaks } }, {}, { connector: "hostile" }],
  ["a watcher", { running: leakingWatcher }, {}, { connector: "hostile" }],
  [
    "a bot that runs elsewhere",
    {},
    { runtime: () => ({ handle: leaks, apologize: leaks }) },
    { conversationId: "hostile:1" },
  ],
])(
  "an error of %s is in the log by its kind and its place, not by its words",
  async (_what, wrong, overrides, named) => {
    const { logger, lines, printed } = collectLogLines("info");
    await using world = await startWorld(wrong, { logger, ...overrides });
    await world.say("two");
    const isTold = (line: LogLine): boolean => line.level >= 40 && JSON.stringify(line).includes("TypeError");
    await expect.poll(() => lines.find(isTold)).toMatchObject(named);
    expect(printed()).not.toContain("SECRET");
  },
);

test("what throws at every door of a connector keeps no web visitor waiting", async () => {
  const connector: Partial<PushConnector> = { render: broken, deliver: broken, typing: broken };
  await using world = await startWorld({
    connector,
    running: { run: broken, stopAccepting: broken, [Symbol.asyncDispose]: broken },
    definition: { setup: broken },
  });
  expect(await world.say("rich")).toBe(200);
  expect(await world.isWell()).toBe(true);
});
