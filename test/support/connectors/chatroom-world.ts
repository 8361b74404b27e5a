import { type Bot, createBot, type Overrides, type RunningServer, story, stream, text } from "@causerie/server";
import { openSqliteStore } from "@causerie/server/store/sqlite/open-sqlite-store.ts";
import type { Store } from "@causerie/server/store/store.ts";
import * as v from "valibot";
import { expect } from "vitest";
import { chatroom, type ChatroomOptions } from "./chatroom.ts";
import { chatroomSecrets, FakeChatroom, type NewUpdate } from "./fake-chatroom.ts";
import type { ConnectorDefinition, PushConnector } from "@causerie/server/connector";
import { startTestServer } from "#support/server/start-test-server.ts";
import { temporaryFolder } from "#support/temporary-folder.ts";

export const ana = { id: "u1", phone: "+33 1" };
export const news = story("news", { keywords: ["news"] });
export const longNote = "n".repeat(3_000);

export function createRoomBot(pieces: AsyncIterable<string> = empty()): Bot {
  const watch = story("watch", { events: ["edited", "deleted", "reaction", "identity_change"] });
  const name = story("name", { keywords: ["my name is Ana"] });
  const who = story("who", { keywords: ["who am i"] });
  const tell = story("tell", { keywords: ["tell me"] });
  const three = story("three", { keywords: ["three"] });
  const greet = story("greet", { keywords: ["good morning"] });
  const order = story("order", { keywords: ["order"], steps: { confirm: v.object({ note: v.string() }) } });
  return createBot({
    stories: [
      watch.handle(({ event: { content } }) => {
        switch (content.type) {
          case "edited":
            return `edited ${content.messageId}: ${content.text}`;
          case "deleted":
            return `deleted ${content.messageId}`;
          case "reaction":
            return `${content.added ? "added" : "removed"} ${content.emoji} under ${content.messageId}`;
          default:
            return undefined;
        }
      }),
      name.handle((turn) => {
        turn.user.data["name"] = "Ana";
        return "Nice to meet you.";
      }),
      who.handle((turn) => `${turn.user.id} is ${JSON.stringify(turn.user.data["name"])}`),
      tell.handle(async function* () {
        yield stream(pieces, { buttons: [{ label: "News", to: news.link() }] });
      }),
      greet.handle(({ scope, from, user }) => `Good morning, ${from.profile?.name ?? from.id} (${scope} ${user.id})!`),
      three.handle(() => ["one", "two", "three"]),
      order.handle({
        run: () =>
          text("Shall I?", {
            buttons: [{ label: "Yes", to: order.step("confirm", { note: longNote }) }],
            quickReplies: [{ label: "Who?", say: "who am i" }],
          }),
        steps: { confirm: (_turn, { note }) => `Confirmed with ${note.length} letters.` },
      }),
      news.handle(() => "It snows."),
    ],
    fallback: (turn) => `?${turn.text}`,
  });
}

async function* empty(): AsyncGenerator<string> {}

export type World = AsyncDisposable & {
  platform: FakeChatroom;
  server: RunningServer;
  store: Store;
  /** Sends an update that must be stored, and waits until it is answered. */
  tell(update: NewUpdate): Promise<void>;
};

export async function startWorld(
  more: Partial<ChatroomOptions> = {},
  {
    bot = createRoomBot(),
    change = (connector) => connector,
    ...overrides
  }: Overrides & { bot?: Bot; change?: (connector: PushConnector) => PushConnector } = {},
): Promise<World> {
  const platform = await FakeChatroom.start();
  const store = await openSqliteStore({ folder: temporaryFolder() });
  const room = chatroom({ ...chatroomSecrets, apiUrl: platform.url, servers: [platform.otherUrl], ...more });
  const connectors = [withConnector(room, change)];
  const retry = { firstMs: 10, maxMs: 20, echoMs: 20, maxAttempts: 5 };
  const server = await startTestServer({ bot, connectors }, { store, retry, ...overrides });
  platform.webhookUrl = `${server.url}/chatroom`;
  return {
    platform,
    server,
    store,
    async tell(update) {
      expect(await platform.send(update)).toBe("accepted");
      await server.idle();
    },
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]();
      await platform[Symbol.asyncDispose]();
    },
  };
}

function withConnector(
  definition: ConnectorDefinition,
  change: (connector: PushConnector) => PushConnector,
): ConnectorDefinition {
  return {
    ...definition,
    start(host) {
      const running = definition.start(host);
      return { ...running, connector: change(running.connector as PushConnector) };
    },
  };
}

export const said = (words: string, more: Partial<Extract<NewUpdate, { type: "message" }>> = {}): NewUpdate => ({
  type: "message",
  from: ana,
  message: "s1",
  text: words,
  ...more,
});
