import { type IncomingMessage, request, type Server } from "node:http";
import { type ConnectorHost, type RunningConnector } from "@causerie/server/connector";
import { expect, onTestFinished, test } from "vitest";
import { collectLogLines } from "#support/log-lines.ts";
import { startTestServer } from "#support/server/start-test-server.ts";
import { breaks, broken, createTestBot, hostile, never, startWorld, renderOr } from "#support/connectors/hostile.ts";

/** Asks for a WebSocket. Resolves when the server has answered or cut the connection. */
async function upgrade(url: string): Promise<void> {
  const headers = { connection: "Upgrade", upgrade: "websocket" };
  const asked = request(url, { headers }).end();
  await new Promise<void>((resolve) => {
    asked.on("error", () => resolve());
    asked.on("response", () => resolve());
  });
}

test.each([
  ["throws", broken],
  ["rejects", breaks],
])("a listener on the HTTP server that %s cuts its connection only, and the server still stops", async (_how, fail) => {
  for (const event of ["upgrade", "request"]) {
    const attach = (server: Server): void =>
      void server.on(event, (asked: IncomingMessage): unknown => (asked.url === "/s" ? fail() : undefined));
    const world = await startWorld({ running: { sockets: { path: "/s", attach } } });
    await (event === "upgrade"
      ? upgrade(`${world.server.url}/s`)
      : fetch(`${world.server.url}/s`).catch(() => undefined));
    expect(world.defects()).toEqual(["sockets"]);
    expect(await world.isWell()).toBe(true);
    await world[Symbol.asyncDispose]();
  }
});

test("a connector can take its listeners off the HTTP server again", async () => {
  let calls = 0;
  const listener = (): void => void (calls += 1);
  let off = (): void => undefined;
  const attach = (server: Server): void => {
    server.on("request", listener);
    off = () => void server.off("request", listener);
  };
  await using world = await startWorld({ running: { sockets: { path: "/s", attach } } });
  await world.say("rich");
  expect(calls).toBe(1);
  off();
  await world.say("rich");
  expect(calls).toBe(1);
});

test("the server stops although a connector leaves an upgraded connection open", async () => {
  const opened = Promise.withResolvers<void>();
  const attach = (server: Server): void => void server.on("upgrade", () => opened.resolve());
  const world = await startWorld({ running: { sockets: { path: "/s", attach } } });
  const answered = upgrade(`${world.server.url}/s`);
  await opened.promise;
  await world[Symbol.asyncDispose]();
  await expect(answered).resolves.toBeUndefined();
});

test.each([
  ["throws", broken],
  ["rejects", breaks],
  ["ends at once", async () => undefined],
])("a long-lived transport that %s has no effect on anything else", async (_how, run) => {
  await using world = await startWorld({ running: { run } });
  expect(await world.ask("rich")).toHaveLength(1);
  expect(await world.isWell()).toBe(true);
});

test.each([
  ["throw", broken],
  ["reject", breaks],
  ["hang", never],
])("the server stops, and ends its other connectors, when a connector's last calls %s", async (_how, last) => {
  const ended: string[] = [];
  const well = hostile([], {
    connector: { id: "well" },
    running: {
      stopAccepting: async () => void ended.push("stopAccepting"),
      [Symbol.asyncDispose]: async () => void ended.push("disposal"),
    },
    definition: { id: "well", path: "/well" },
  });
  const ill = hostile([], { running: { run: last, stopAccepting: last, [Symbol.asyncDispose]: last } });
  const { logger, lines } = collectLogLines("error");
  const server = await startTestServer({ bot: createTestBot(), connectors: [ill, well] }, { logger, graceMs: 100 });
  await server[Symbol.asyncDispose]();
  expect(ended).toEqual(["stopAccepting", "disposal"]);
  expect(lines.flatMap(({ what }) => what ?? [])).toEqual(["stopAccepting", "disposal"]);
});

test("the server stops while a delivery hangs that takes no notice", async () => {
  const world = await startWorld({ connector: { deliver: never } }, { graceMs: 50 });
  await world.say("rich");
  await expect.poll(() => world.lines.some(({ msg }) => msg === "turn handled")).toBe(true);
  const before = performance.now();
  await world[Symbol.asyncDispose]();
  expect(performance.now() - before).toBeLessThan(5_000);
});

test("a logger that throws changes nothing", async () => {
  const { logger } = collectLogLines("debug");
  const throwing = Object.create(logger) as typeof logger;
  for (const method of ["error", "warn", "info", "debug", "child", "isLevelEnabled"] as const)
    throwing[method] = broken;
  await using world = await startWorld(
    { connector: { typing: breaks, render: renderOr(broken) } },
    { logger: throwing },
  );
  expect(await world.ask("rich")).toEqual(["Which one?\n1. More"]);
  expect(await world.isWell()).toBe(true);
  expect((await fetch(`${world.server.url}/nowhere`)).status).toBe(404);
});

test("a listener that throws takes nothing from the turn and from the other listeners", async () => {
  const woken: string[] = [];
  const rejects: () => unknown = breaks;
  const rejecting = { wake: rejects, frame: rejects } as Parameters<ConnectorHost["watch"]>[1];
  const running = (host: ConnectorHost): Partial<RunningConnector> => {
    const watchers = [
      host.watch("hostile:1", { wake: broken, frame: broken }),
      host.watch("hostile:1", rejecting),
      host.watch("hostile:1", { wake: () => void woken.push("log"), frame: () => void woken.push("frame") }),
    ];
    onTestFinished(() => watchers.forEach((watcher) => watcher[Symbol.dispose]()));
    return {};
  };
  await using world = await startWorld({ running });
  expect(await world.ask("two")).toEqual(["one", "two"]);
  expect(woken).toContain("log");
  expect(new Set(world.defects())).toEqual(new Set(["watcher"]));
});

test("a watcher that cannot say what it has seen is woken all the same, and so are the others", async () => {
  const woken: string[] = [];
  const running = (host: ConnectorHost): Partial<RunningConnector> => {
    const watchers = [broken, () => undefined].map((seen, index) =>
      host.watch("hostile:1", {
        wake: () => void woken.push(`${index}`),
        frame: () => undefined,
        seen,
      }),
    );
    onTestFinished(() => watchers.forEach((watcher) => watcher[Symbol.dispose]()));
    return {};
  };
  await using world = await startWorld({ running });
  expect(await world.ask("two")).toEqual(["one", "two"]);
  await expect.poll(() => world.defects(), { timeout: 10_000 }).toContain("watcher");
  expect(await world.isWell()).toBe(true);
  expect(new Set(woken)).toEqual(new Set(["0", "1"]));
});
