import { type Bot, createBot, type Overrides, type RunningServer, story, text, web } from "@causerie/server";
import {
  type ConnectorDefinition,
  type ConnectorHost,
  direct,
  type PushConnector,
  type RunningConnector,
  toPlainText,
  webhook,
} from "@causerie/server/connector";
import { expect } from "vitest";
import { collectLogLines, type LogLine } from "#support/log-lines.ts";
import { startTestServer } from "#support/server/start-test-server.ts";
import { RestClient } from "#support/web/rest-client.ts";

/** The wrong parts of a connector that is else in order. */
export type Wrong = {
  connector?: Partial<PushConnector>;
  running?: Partial<RunningConnector> | ((host: ConnectorHost) => Partial<RunningConnector>);
  definition?: Partial<ConnectorDefinition>;
};

/** What the person was shown: the words of each bubble. */
export type Shown = string[];

export function hostile(shown: Shown, { connector, running, definition }: Wrong): ConnectorDefinition {
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
export const news = story("news", { keywords: [] });

export function createTestBot(): Bot {
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

export type World = AsyncDisposable & {
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

export async function startWorld(wrong: Wrong, overrides: Overrides = {}): Promise<World> {
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

export const broken = (): never => {
  throw new Error("broken on purpose");
};
export const breaks = (): Promise<never> => Promise.reject(new Error("broken on purpose"));
export const never = (): Promise<never> => Promise.withResolvers<never>().promise;

/** Renders what has no choices, and else does something wrong. */
export function renderOr(wrong: () => unknown): PushConnector["render"] {
  return (message) => {
    if (message.quickReplies.length > 0) return wrong() as ReturnType<PushConnector["render"]>;
    return { payloads: [{ words: toPlainText(message) }], losses: [] };
  };
}
