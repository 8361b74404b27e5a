import { createServer, type IncomingMessage, request, type Server } from "node:http";
import { join } from "node:path";
import {
  type Bot,
  type CauserieConfig,
  ConfigError,
  createBot,
  type Overrides,
  type RunningServer,
  story,
  text,
  web,
} from "@causerie/server";
import {
  type ConnectorDefinition,
  type ConnectorHost,
  DeliveryError,
  direct,
  type PushConnector,
  type RunningConnector,
  toPlainText,
  webhook,
} from "@causerie/server/connector";
import { createMemoryStore } from "@causerie/server/store/memory/memory-store.ts";
import { expect, onTestFinished, test } from "vitest";
import { freePort, listen } from "#support/listen.ts";
import { collectLogLines, type LogLine } from "#support/log-lines.ts";
import { temporaryFolder } from "#support/temporary-folder.ts";
import { rejectionOf } from "#support/rejection-of.ts";
import { startTestServer } from "#support/server/start-test-server.ts";
import { RestClient } from "#support/web/rest-client.ts";

/** The wrong parts of a connector that is else in order. */
type Wrong = {
  connector?: Partial<PushConnector>;
  running?: Partial<RunningConnector> | ((host: ConnectorHost) => Partial<RunningConnector>);
  definition?: Partial<ConnectorDefinition>;
};

/** What the person was shown: the words of each bubble. */
type Shown = string[];

function hostile(shown: Shown, { connector, running, definition }: Wrong): ConnectorDefinition {
  return {
    id: "hostile",
    channel: "hostile",
    path: "/hostile",
    start: (host) => ({
      connector: {
        id: "hostile",
        channel: "hostile",
        delivery: "push",
        capabilities: {
          reply: { type: "async" },
          proactive: { type: "always" },
          text: { max: 1000, formats: ["plain"] },
          typing: true,
          stream: "paragraphs",
          groups: false,
          interface: "text",
        },
        render: (message) => ({ payloads: [{ words: toPlainText(message) }], losses: [] }),
        async deliver({ payload }) {
          shown.push((payload as { words: string }).words);
        },
        ...connector,
      },
      router: webhook(async ({ body }) => {
        const { id, words } = JSON.parse(body.toString()) as { id: string; words: string };
        const event = { id, connectorId: "hostile", conversationId: "hostile:1", address: direct("1"), at: host.now() };
        await host.accept({ ...event, content: { type: "text", text: words } });
        return { status: 200 };
      }),
      ...(typeof running === "function" ? running(host) : running),
    }),
    ...definition,
  };
}

const two = story("two", { keywords: ["two"] });
const rich = story("rich", { keywords: ["rich"] });
const news = story("news", { keywords: [] });

function createTestBot(): Bot {
  return createBot({
    stories: [
      two.handle(function* () {
        yield "one";
        yield text("two", { delay: 300 });
      }),
      rich.handle(() => text("Which one?", { quickReplies: [{ label: "More", to: two.link() }] })),
      news.handle(() => "Snow has fallen."),
    ],
    fallback: () => "?",
  });
}

type World = AsyncDisposable & {
  server: RunningServer;
  shown: Shown;
  /** All lines of the log so far. */
  lines: readonly LogLine[];
  /** Names of what the connector threw where it must not. */
  defects(): unknown[];
  /** The person says something by the connector; resolves with the HTTP status. */
  say(words: string): Promise<number>;
  /** The same, and waits until it is answered. */
  ask(words: string): Promise<Shown>;
  /** The web connector of the same server still answers. */
  isWell(): Promise<boolean>;
};

async function startWorld(wrong: Wrong, overrides: Overrides = {}): Promise<World> {
  const shown: Shown = [];
  const { logger, lines } = collectLogLines("debug");
  const connectors = [hostile(shown, wrong), web({ origins: [] })];
  const retry = { firstMs: 10, maxMs: 20, echoMs: 20, maxAttempts: 5 };
  const server = await startTestServer({ bot: createTestBot(), connectors }, { logger, retry, ...overrides });
  let said = 0;
  const say = async (words: string): Promise<number> => {
    const body = JSON.stringify({ id: `e${(said += 1)}`, words });
    return (await fetch(`${server.url}/hostile`, { method: "POST", body })).status;
  };
  return {
    server,
    shown,
    lines,
    defects: () => lines.filter(({ level, what }) => level >= 50 && what !== undefined).map(({ what }) => what),
    say,
    async ask(words) {
      expect(await say(words)).toBe(200);
      await server.idle();
      return shown;
    },
    async isWell() {
      const visitor = await RestClient.start(`${server.url}/web`);
      await visitor.send("1", "rich");
      await server.idle();
      return JSON.stringify((await visitor.events()).body.events).includes("Which one?");
    },
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

const broken = (): never => {
  throw new Error("broken on purpose");
};
const breaks = (): Promise<never> => Promise.reject(new Error("broken on purpose"));

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

/** Renders what has no choices, and else does something wrong. */
function renderOr(wrong: () => unknown): PushConnector["render"] {
  return (message) => {
    if (message.quickReplies.length > 0) return wrong() as ReturnType<PushConnector["render"]>;
    return { payloads: [{ words: toPlainText(message) }], losses: [] };
  };
}

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
    "port: must be a whole number from 0 to 65535",
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

const never = (): Promise<never> => Promise.withResolvers<never>().promise;

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
  for (const method of ["fatal", "error", "warn", "info", "debug", "trace", "child", "isLevelEnabled"] as const)
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
