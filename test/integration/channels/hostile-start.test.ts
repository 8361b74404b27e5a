import { createServer } from "node:http";
import { join } from "node:path";
import { type CauserieConfig, ConfigError, web } from "@causerie/server";
import {
  type ConnectorDefinition,
  type ConnectorHost,
  direct,
  type RunningConnector,
  webhook,
} from "@causerie/server/connector";
import { createMemoryStore } from "@causerie/server/store/memory/memory-store.ts";
import { expect, test } from "vitest";
import { freePort, listen } from "#support/listen.ts";
import { temporaryFolder } from "#support/temporary-folder.ts";
import { rejectionOf } from "#support/rejection-of.ts";
import { startTestServer } from "#support/server/start-test-server.ts";
import { breaks, broken, createTestBot, hostile, startWorld } from "#support/connectors/hostile.ts";

test("set-up steps that throw are a line for the operator; the server starts", async () => {
  await using world = await startWorld({ definition: { setup: broken } });
  expect(world.server.setupSteps.join("\n")).toContain(
    'the connector "hostile" cannot say how it is set up: broken on purpose',
  );
  expect(await world.ask("rich")).toHaveLength(1);
});

test("a check of the options that throws is a problem of the configuration, beside all others", async () => {
  const connectors = [hostile([], { definition: { problems: broken } })];
  const { problems } = await rejectionOf(startTestServer({ bot: createTestBot(), connectors, port: -1 }), ConfigError);
  expect(problems).toEqual([
    "port must be a port number from 0 to 65535; 0 takes any free one.",
    'connector "hostile": its options cannot be checked: broken on purpose',
  ]);
});

test.each<[how: string, start: () => unknown, reason: string]>([
  ["throws", broken, "broken on purpose"],
  ["gives nothing", () => undefined, "Cannot"],
  ["gives a promise", async () => ({ connector: {} }), "start must return { connector }"],
  ["gives no connector", () => ({}), "start must return { connector }"],
  ["gives another's connector", () => hostile([], { connector: { id: "other" } }).start({} as ConnectorHost), "other"],
])("a start that %s is an error that names the connector, and nothing listens", async (_how, start, reason) => {
  const port = await freePort();
  const ended: string[] = [];
  const first = hostile([], {
    connector: { id: "first" },
    running: { [Symbol.asyncDispose]: async () => void ended.push("first") },
    definition: { id: "first", path: "/first" },
  });
  const config: Pick<CauserieConfig, "bot" | "connectors" | "port"> = {
    bot: createTestBot(),
    connectors: [first, hostile([], { definition: { start: start as ConnectorDefinition["start"] } })],
    port,
  };
  const { message } = await rejectionOf(startTestServer(config), ConfigError);
  expect(message).toContain('The connector "hostile" cannot start');
  expect(message).toContain(reason);
  expect(ended).toEqual(["first"]);
  const other = createServer();
  await listen(other, port);
  other.close();
});

test("what a connector accepts while it starts is answered", async () => {
  const accepted: Promise<unknown>[] = [];
  const running = (host: ConnectorHost): Partial<RunningConnector> => {
    const event = {
      id: "e0",
      connectorId: "hostile",
      conversationId: "hostile:1",
      address: direct("1"),
      at: host.now(),
    };
    accepted.push(host.accept({ ...event, content: { type: "text", text: "two" } }));
    accepted.push(host.confirmDelivery("of nobody", undefined));
    return {};
  };
  // This store answers at once, so before the server has all its parts.
  await using world = await startWorld({ running }, { store: createMemoryStore() });
  expect(await Promise.all(accepted)).toEqual([{ seq: 1, duplicate: false }, false]);
  await expect.poll(() => world.shown).toEqual(["one", "two"]);
});

test.each([
  ["throws", broken],
  ["rejects", breaks],
])("a request handler that %s is answered 500, and the others go on", async (_how, router) => {
  for (const stopAccepting of [undefined, async () => undefined]) {
    await using world = await startWorld({
      running: { router, ...(stopAccepting === undefined ? {} : { stopAccepting }) },
    });
    expect(await world.say("rich")).toBe(500);
    expect(await world.isWell()).toBe(true);
  }
});

test("sockets that cannot be attached are a line in the log, and the others' work", async () => {
  await using world = await startWorld({ running: { sockets: { path: "/s", attach: broken } } });
  expect(world.defects()).toEqual(["sockets"]);
  expect(await world.isWell()).toBe(true);
});

test("an event in the name of another connector is refused, and the log says whose mistake it is", async () => {
  const running = (host: ConnectorHost): Partial<RunningConnector> => ({
    router: webhook(async () => {
      const event = { id: "e", connectorId: "other", conversationId: "other:1", address: direct("1"), at: host.now() };
      await host.accept({ ...event, content: { type: "text", text: "two" } });
      return { status: 200 };
    }),
  });
  await using world = await startWorld({ running });
  expect(await world.say("two")).toBe(500);
  const message = 'the connector "hostile" has an event with the connectorId "other"';
  expect(world.lines).toContainEqual(
    expect.objectContaining({ connector: "hostile", err: expect.objectContaining({ message }) as unknown }),
  );
});

test.each([
  ["id", { id: "e\0" }],
  ["conversationId", { conversationId: "hostile:1\uD800" }],
  ["address.user", { address: direct("1\0") }],
  ["address.thread", { address: { ...direct("1"), thread: "\uDC00" } }],
  ["from.id", { from: { id: "\0", aliases: [] } }],
  ["from.aliases", { from: { id: "1", aliases: [{ type: "phone", value: "+1\0" }] } }],
])("an event is refused whose %s no database keeps as it is", async (name, part) => {
  const running = (host: ConnectorHost): Partial<RunningConnector> => ({
    router: webhook(async () => {
      const event = {
        id: "e",
        connectorId: "hostile",
        conversationId: "hostile:1",
        address: direct("1"),
        at: host.now(),
      };
      await host.accept({ ...event, ...part, content: { type: "text", text: "two" } });
      return { status: 200 };
    }),
  });
  await using world = await startWorld({ running });
  expect(await world.say("two")).toBe(500);
  expect(JSON.stringify(world.lines)).toContain(`has an event whose ${name} holds a NUL or half a character`);
});

test.each<[how: string, wrap: (running: object) => unknown]>([
  ["no connector", (running) => running],
  ["a promise", (running) => Promise.resolve(running)],
])("what has started but is refused, because it is %s, is ended", async (_what, wrap) => {
  const ended: string[] = [];
  const start = (): unknown => wrap({ [Symbol.asyncDispose]: async () => void ended.push("refused") });
  const definition = hostile([], { definition: { start: start as ConnectorDefinition["start"] } });
  await rejectionOf(startTestServer({ bot: createTestBot(), connectors: [definition] }), ConfigError);
  expect(ended).toEqual(["refused"]);
});

test("a server whose store is the program's own makes its data folder", async () => {
  const data = join(temporaryFolder(), "not", "there");
  const config = { bot: createTestBot(), connectors: [web({ origins: [] })], data };
  await using server = await startTestServer(config, { store: createMemoryStore() });
  expect(server.port).toBeGreaterThan(0);
});
