import {
  type Bot,
  card,
  createBot,
  file,
  mattermost,
  type MattermostOptions,
  type Overrides,
  type RunningServer,
  story,
  stream,
  text,
} from "@causerie/server";
import type { ConnectorDefinition } from "@causerie/server/connector";
import { openSqliteStore } from "@causerie/server/store/sqlite/open-sqlite-store.ts";
import type { Store } from "@causerie/server/store/store.ts";
import * as v from "valibot";
import { startTestServer } from "#support/server/start-test-server.ts";
import { temporaryFolder } from "#support/temporary-folder.ts";
import { waitUntil } from "#support/wait-until.ts";
import { FakeMattermost, token } from "./fake-mattermost.ts";

export const news = story("news", { keywords: ["news"] });
export const longText = "n".repeat(3_000);

export function createMattermostBot(pieces: () => AsyncIterable<string> = nothing): Bot {
  const hello = story("hello", { keywords: ["hello"], events: ["start"] });
  const watch = story("watch", { events: ["edited", "deleted", "reaction"] });
  const who = story("who", { keywords: ["who am i"] });
  const order = story("order", { keywords: ["order"], steps: { confirm: v.object({ text: v.string() }) } });
  const report = story("report", { keywords: ["report"] });
  const picture = story("picture", { keywords: ["picture"] });
  const grow = story("grow", { keywords: ["tell me"] });
  return createBot({
    stories: [
      hello.handle(({ scope }) => text(`Hello (${scope})!`, { quickReplies: [{ label: "News", to: news.link() }] })),
      watch.handle(({ event: { content } }) => {
        if (content.type === "edited") return `edited: ${content.text}`;
        if (content.type === "deleted") return "deleted";
        if (content.type !== "reaction") return undefined;
        return `${content.added ? "added" : "removed"} ${content.emoji}`;
      }),
      who.handle(async (turn) => {
        const { name, timeZone, locale } = await turn.profile();
        return `${String(name)}, ${String(timeZone)}, ${String(locale)}`;
      }),
      order.handle({
        run: () =>
          text("Shall I?", {
            buttons: [
              { label: "Yes", to: order.step("confirm", { text: longText }) },
              { label: "Terms", url: "https://a.example/terms" },
            ],
            quickReplies: [{ label: "Who?", say: "who am i" }],
          }),
        steps: { confirm: (_turn, { text: words }) => `Confirmed with ${words.length} letters.` },
      }),
      report.handle(async function* (turn) {
        const kept = await turn.keepFile("All lifts are open.", { name: "report.txt", mediaType: "text/plain" });
        yield file(kept, { alt: "The report", caption: "Here it is." });
      }),
      picture.handle(() => card({ title: "Piste 3", image: { url: "https://a.example/3.png", alt: "A slope" } })),
      grow.handle(async function* () {
        yield stream(pieces(), { buttons: [{ label: "News", to: news.link() }] });
      }),
      news.handle(() => "It snows."),
    ],
    fallback: (turn) => {
      const { content } = turn.event;
      return content.type === "attachment"
        ? `files: ${content.attachments.map(({ kind, missing, blob }) => `${kind} ${missing ?? (blob === undefined ? "none" : "kept")}`).join(", ")}`
        : `?${turn.text}`;
    },
  });
}

async function* nothing(): AsyncGenerator<string> {
  yield "nothing";
}

export type MattermostWorld = AsyncDisposable & {
  platform: FakeMattermost;
  server: RunningServer;
  store: Store;
  /** Posts, and waits until so many posts of the bot are there. */
  ask(count: number, ...post: Parameters<FakeMattermost["post"]>): Promise<void>;
  /** Waits until so many posts of the bot are there, and nothing is under way. */
  answered(count: number): Promise<void>;
};

export async function startMattermostWorld(
  more: Partial<MattermostOptions> = {},
  {
    bot = createMattermostBot(),
    keepsPace = false,
    prepare,
    ...overrides
  }: Overrides & { bot?: Bot; keepsPace?: boolean; prepare?: (platform: FakeMattermost) => void } = {},
): Promise<MattermostWorld> {
  const platform = await FakeMattermost.start();
  prepare?.(platform);
  const store = await openSqliteStore({ folder: temporaryFolder() });
  const definition = mattermost({ serverUrl: platform.url, botToken: token, ...more });
  const retry = { firstMs: 10, maxMs: 20, echoMs: 20, maxAttempts: 5 };
  const connectors = [keepsPace ? definition : withoutPace(definition)];
  const server = await startTestServer({ bot, connectors }, { store, retry, ...overrides });
  if (!platform.refusesConnections) await waitUntil(() => platform.connections.length === 1, 20_000);
  const answered = async (count: number): Promise<void> => {
    if (!(await waitUntil(() => platform.said.length >= count, 20_000)))
      throw new Error(`the bot has said ${platform.said.length} things and not ${count}`);
    await server.idle();
  };
  return {
    platform,
    server,
    store,
    answered,
    async ask(count, ...post) {
      platform.post(...post);
      await answered(count);
    },
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]();
      await platform[Symbol.asyncDispose]();
    },
  };
}

/** Ten posts in a second are no matter of most tests. */
export function withoutPace(definition: ConnectorDefinition): ConnectorDefinition {
  return {
    ...definition,
    start(host) {
      const running = definition.start(host);
      const { rate: _rate, ...capabilities } = running.connector.capabilities;
      return { ...running, connector: { ...running.connector, capabilities } };
    },
  };
}
