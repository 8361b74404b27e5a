import {
  type Bot,
  card,
  createBot,
  field,
  form,
  googleChat,
  type GoogleChatOptions,
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
import { expect } from "vitest";
import { startTestServer } from "#support/server/start-test-server.ts";
import { temporaryFolder } from "#support/temporary-folder.ts";
import { FakeGoogleChat } from "./fake-google-chat.ts";
import { buttonsIn, inputsIn, type ShownButton } from "./find-refusal.ts";

export const news = story("news", { keywords: ["news"] });

export function createGoogleChatBot(pieces?: () => AsyncIterable<string>): Bot {
  const hello = story("hello", { keywords: ["hello"], events: ["start"] });
  const watch = story("watch", { events: ["channel_event"] });
  const who = story("who", { keywords: ["who am i"] });
  const order = story("order", { keywords: ["order"], steps: { confirm: v.object({ item: v.string() }) } });
  const trip = story("trip", {
    keywords: ["trip"],
    params: v.object({ from: v.optional(v.string()), day: v.optional(v.string()), agrees: v.optional(v.string()) }),
  });
  return createBot({
    stories: [
      hello.handle(({ scope }) => `Hello (${scope})!`),
      watch.handle(({ event: { content } }) =>
        content.type === "channel_event" ? `${content.name} ${JSON.stringify(content.data)}` : undefined,
      ),
      who.handle(async (turn) => {
        const { name, timeZone, locale } = await turn.profile();
        return `${turn.from.id}, ${String(name)}, ${String(timeZone)}, ${String(locale)}`;
      }),
      order.handle({
        run: () =>
          text("Shall I?", {
            buttons: [
              { label: "Yes", to: order.step("confirm", { item: "pass ".repeat(600) }) },
              { label: "Terms", url: "https://a.example/terms" },
            ],
            quickReplies: [{ label: "Who?", say: "who am i" }],
          }),
        steps: { confirm: (_turn, { item }) => `Confirmed with ${item.length} letters.` },
      }),
      trip.handle((_turn, { from, day, agrees }) => `From ${String(from)} on ${String(day)}, ${String(agrees)}`),
      story("ask", { keywords: ["ask me"] }).handle(() =>
        form("Your trip", {
          fields: [
            field.text("from", "From", { required: true }),
            field.date("day", "Day"),
            field.consent("agrees", "I agree"),
          ],
          submit: { label: "Send", to: trip.link() },
        }),
      ),
      story("twice", { keywords: ["twice"] }).handle(async function* () {
        yield "One.";
        yield card({ title: "Two" });
      }),
      story("grow", { keywords: ["write"] }).handle(async function* () {
        yield stream(pieces?.() ?? nothing(), { buttons: [{ label: "News", to: news.link() }] });
      }),
      news.handle(() => "It snows."),
    ],
    fallback: (turn) => {
      const { content } = turn.event;
      return content.type === "attachment"
        ? `files: ${JSON.stringify(content.attachments.map(({ kind, url, missing, blob }) => [kind, url ?? missing ?? (blob === undefined ? "none" : "kept")]))}`
        : `?${turn.text}`;
    },
  });
}

async function* nothing(): AsyncGenerator<string> {
  yield "nothing";
}

export type GoogleChatWorld = AsyncDisposable & {
  platform: FakeGoogleChat;
  server: RunningServer;
  store: Store;
  /** Sends an event that must be stored, and waits until it is answered. */
  tell(event: Record<string, unknown>): Promise<void>;
  /** What a button of the newest message does. */
  button(label: string): Required<ShownButton>["action"];
  /** The fields of the newest message. */
  inputs(): Record<string, unknown>[];
};

export async function startGoogleChatWorld(
  more: Partial<GoogleChatOptions> = {},
  { bot = createGoogleChatBot(), keepsPace = false, ...overrides }: Overrides & { bot?: Bot; keepsPace?: boolean } = {},
): Promise<GoogleChatWorld> {
  const platform = await FakeGoogleChat.start();
  platform.endpointUrl = more.endpointUrl;
  const store = await openSqliteStore({ folder: temporaryFolder() });
  const definition = googleChat({ ...platform.options, ...more });
  const connectors = [keepsPace ? definition : withoutPace(definition)];
  const retry = { firstMs: 10, maxMs: 20, echoMs: 20, maxAttempts: 5 };
  const server = await startTestServer({ bot, connectors }, { store, retry, ...overrides });
  platform.requestUrl = `${server.url}/google-chat`;
  const newest = () => platform.messages.at(-1)?.versions.at(-1)?.["cardsV2"];
  return {
    platform,
    server,
    store,
    async tell(event) {
      expect(await platform.send(event)).toBe("accepted");
      await server.idle();
    },
    button(label) {
      const action = buttonsIn(newest()).find((each) => each.label === label)?.action;
      if (action === undefined) throw new Error(`there is no button "${label}"`);
      return action;
    },
    inputs: () => inputsIn(newest()),
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]();
      await platform[Symbol.asyncDispose]();
    },
  };
}

/** Google wants a second between two messages to a space, which is no matter of most tests. */
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
