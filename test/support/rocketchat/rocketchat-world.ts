import {
  type Bot,
  createBot,
  file,
  type Overrides,
  rocketChat,
  type RocketChatOptions,
  type RunningServer,
  story,
  text,
} from "@causerie/server";
import { openSqliteStore } from "@causerie/server/store/sqlite/open-sqlite-store.ts";
import type { Store } from "@causerie/server/store/store.ts";
import * as v from "valibot";
import { startTestServer } from "#support/server/start-test-server.ts";
import { temporaryFolder } from "#support/temporary-folder.ts";
import { FakeRocketChat, secrets } from "./fake-rocketchat.ts";

export const news = story("news", { keywords: ["news"] });

export function createRocketChatBot(): Bot {
  const hello = story("hello", { keywords: ["hello"], events: ["start"] });
  const watch = story("watch", { events: ["edited"] });
  const who = story("who", { keywords: ["who am i"] });
  const order = story("order", { keywords: ["order"], steps: { confirm: v.object({ text: v.string() }) } });
  const report = story("report", { keywords: ["report"] });
  return createBot({
    stories: [
      hello.handle(({ scope }) => text(`Hello (${scope})!`, { quickReplies: [{ label: "News", to: news.link() }] })),
      watch.handle(({ event: { content } }) => (content.type === "edited" ? `edited: ${content.text}` : undefined)),
      who.handle(async (turn) => String((await turn.profile()).name)),
      order.handle({
        run: () =>
          text("Shall I?", {
            buttons: [
              { label: "Yes", to: order.step("confirm", { text: "n".repeat(3_000) }) },
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

export type RocketChatWorld = AsyncDisposable & { platform: FakeRocketChat; server: RunningServer; store: Store };

export async function startRocketChatWorld(
  more: Partial<RocketChatOptions> = {},
  overrides: Overrides = {},
): Promise<RocketChatWorld> {
  const platform = await FakeRocketChat.start();
  const store = await openSqliteStore({ folder: temporaryFolder() });
  const connectors = [rocketChat({ serverUrl: platform.url, ...secrets, ...more })];
  const retry = { firstMs: 10, maxMs: 20, echoMs: 20, maxAttempts: 5 };
  const server = await startTestServer({ bot: createRocketChatBot(), connectors }, { store, retry, ...overrides });
  platform.requestUrl = `${server.url}/rocketchat`;
  return {
    platform,
    server,
    store,
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]();
      await platform[Symbol.asyncDispose]();
    },
  };
}
