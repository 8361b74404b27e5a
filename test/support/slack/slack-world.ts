import {
  type Bot,
  card,
  createBot,
  file,
  type Overrides,
  type RunningServer,
  slack,
  type SlackOptions,
  story,
  stream,
  text,
} from "@causerie/server";
import type { ConnectorDefinition } from "@causerie/server/connector";
import { openSqliteStore } from "@causerie/server/store/sqlite/open-sqlite-store.ts";
import type { Store } from "@causerie/server/store/store.ts";
import * as v from "valibot";
import { expect } from "vitest";
import { startTestServer } from "#support/server/start-test-server.ts";
import { temporaryFolder } from "#support/temporary-folder.ts";
import { FakeSlack, slackSecrets } from "./fake-slack.ts";
import { buttonsIn, type ShownButton } from "./find-refusal.ts";
import { eventBody } from "./payloads.ts";

export const news = story("news", { keywords: ["news"] });
export const longNote = "n".repeat(3_000);

export function createSlackBot(pieces?: () => AsyncIterable<string>): Bot {
  const hello = story("hello", { keywords: ["hello"], events: ["start"] });
  const watch = story("watch", { events: ["edited", "deleted", "reaction"] });
  const who = story("who", { keywords: ["who am i"] });
  const order = story("order", { keywords: ["order"], steps: { confirm: v.object({ note: v.string() }) } });
  const report = story("report", { keywords: ["report"] });
  const picture = story("picture", { keywords: ["picture"] });
  const grow = story("grow", { keywords: ["tell me"] });
  return createBot({
    stories: [
      hello.handle(({ scope }) => text(`Hello (${scope})!`, { quickReplies: [{ label: "News", to: news.link() }] })),
      watch.handle(({ event: { content } }) => {
        if (content.type === "edited") return `edited ${content.messageId}: ${content.text}`;
        if (content.type === "deleted") return `deleted ${content.messageId}`;
        if (content.type !== "reaction") return undefined;
        return `${content.added ? "added" : "removed"} ${content.emoji}`;
      }),
      who.handle(async (turn) => {
        const { name, timeZone, locale } = await turn.profile();
        return `${turn.from.id}, ${String(name)}, ${String(timeZone)}, ${String(locale)}`;
      }),
      order.handle({
        run: () =>
          text("Shall I?", {
            buttons: [
              { label: "Yes", to: order.step("confirm", { note: longNote }) },
              { label: "Terms", url: "https://a.example/terms" },
            ],
            quickReplies: [{ label: "Who?", say: "who am i" }],
          }),
        steps: { confirm: (_turn, { note }) => `Confirmed with ${note.length} letters.` },
      }),
      report.handle(async function* (turn) {
        const kept = await turn.keepFile("All lifts are open.", { name: "report.txt", mediaType: "text/plain" });
        yield file(kept, { alt: "The report", caption: "Here it is." });
      }),
      picture.handle(() => card({ title: "Piste 3", image: { url: "https://a.example/gone.png", alt: "A slope" } })),
      grow.handle(async function* () {
        yield stream(pieces?.() ?? nothing(), { buttons: [{ label: "News", to: news.link() }] });
      }),
      news.handle(() => "It snows."),
    ],
    fallback: (turn) => {
      const { content } = turn.event;
      return content.type === "attachment"
        ? `files: ${JSON.stringify(content.attachments.map(({ kind, missing, blob }) => [kind, missing ?? (blob === undefined ? "none" : "kept")]))}`
        : `?${turn.text}`;
    },
  });
}

async function* nothing(): AsyncGenerator<string> {
  yield "nothing";
}

export type SlackWorld = AsyncDisposable & {
  platform: FakeSlack;
  server: RunningServer;
  store: Store;
  /** Sends an event that must be stored, and waits until it is answered. */
  tell(event: Record<string, unknown>): Promise<void>;
  /** A button of the newest message. */
  button(label: string): ShownButton;
};

export async function startSlackWorld(
  more: Partial<SlackOptions> = {},
  { bot = createSlackBot(), keepsPace = false, ...overrides }: Overrides & { bot?: Bot; keepsPace?: boolean } = {},
): Promise<SlackWorld> {
  const platform = await FakeSlack.start();
  const store = await openSqliteStore({ folder: temporaryFolder() });
  const { botToken, signingSecret } = slackSecrets;
  const definition = slack({ botToken, signingSecret, apiUrl: platform.apiUrl, ...more });
  const connectors = [keepsPace ? definition : withoutPace(definition)];
  const retry = { firstMs: 10, maxMs: 20, echoMs: 20, maxAttempts: 5 };
  const server = await startTestServer({ bot, connectors }, { store, retry, ...overrides });
  platform.requestUrl = `${server.url}/slack`;
  return {
    platform,
    server,
    store,
    async tell(event) {
      expect(await platform.sendEvent(eventBody(event))).toBe("accepted");
      await server.idle();
    },
    button(label) {
      const blocks = platform.messages.at(-1)?.versions.at(-1)?.blocks;
      const found = buttonsIn(blocks).find((each) => each.label === label);
      if (found === undefined) throw new Error(`there is no button "${label}"`);
      return found;
    },
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]();
      await platform[Symbol.asyncDispose]();
    },
  };
}

/** Slack wants a second between two messages, which is no matter of most tests. */
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
