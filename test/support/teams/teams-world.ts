import {
  type Bot,
  card,
  createBot,
  field,
  file,
  form,
  image,
  type Overrides,
  type RunningServer,
  story,
  stream,
  teams,
  type TeamsOptions,
  text,
} from "@causerie/server";
import type { ConnectorDefinition } from "@causerie/server/connector";
import { openSqliteStore } from "@causerie/server/store/sqlite/open-sqlite-store.ts";
import type { Store } from "@causerie/server/store/store.ts";
import * as v from "valibot";
import { expect } from "vitest";
import { startTestServer } from "#support/server/start-test-server.ts";
import { temporaryFolder } from "#support/temporary-folder.ts";
import { tenant } from "./activities.ts";
import { FakeTeams } from "./fake-teams.ts";
import { buttonsIn, inputsIn, type ShownButton } from "./find-refusal.ts";

export const news = story("news", { keywords: ["news"] });

export function createTeamsBot(pieces?: () => AsyncIterable<string>): Bot {
  const hello = story("hello", { keywords: ["hello"], events: ["start"] });
  const watch = story("watch", { events: ["edited", "deleted", "reaction", "feedback", "channel_event"] });
  const who = story("who", { keywords: ["who am i"] });
  const order = story("order", { keywords: ["order"], steps: { confirm: v.object({ item: v.string() }) } });
  const report = story("report", { keywords: ["report"] });
  const trip = story("trip", {
    keywords: ["trip"],
    params: v.object({ from: v.optional(v.string()), agrees: v.optional(v.string()) }),
  });
  const grow = story("grow", { keywords: ["write"] });
  return createBot({
    stories: [
      hello.handle(({ scope }) => text(`Hello (${scope})!`, { quickReplies: [{ label: "News", to: news.link() }] })),
      watch.handle(({ event: { content } }) => {
        if (content.type === "edited") return `edited ${content.messageId}: ${content.text}`;
        if (content.type === "deleted") return `deleted ${content.messageId}`;
        if (content.type === "feedback") return `${content.value}: ${content.comment ?? ""}`;
        if (content.type === "channel_event") return `${content.name} ${JSON.stringify(content.data)}`;
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
              { label: "Yes", to: order.step("confirm", { item: "pass ".repeat(600) }) },
              { label: "Terms", url: "https://a.example/terms" },
            ],
            quickReplies: [{ label: "Who?", say: "who am i" }],
          }),
        steps: { confirm: (_turn, { item }) => `Confirmed with ${item.length} letters.` },
      }),
      report.handle(async function* (turn) {
        const kept = await turn.keepFile("png", { name: "slopes.png", mediaType: "image/png" });
        yield file(kept, { alt: "The slopes", caption: "Here it is." });
        yield image("https://a.example/map.png", { alt: "A map" });
        yield card({ title: "Piste 3" });
      }),
      trip.handle((_turn, { from, agrees }) => `From ${String(from)}, ${String(agrees)}`),
      story("ask", { keywords: ["ask me"] }).handle(() =>
        form("Your trip", {
          fields: [field.text("from", "From", { required: true }), field.consent("agrees", "I agree")],
          submit: { label: "Send", to: trip.link() },
        }),
      ),
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

export type TeamsWorld = AsyncDisposable & {
  platform: FakeTeams;
  server: RunningServer;
  store: Store;
  /** Sends an activity that must be stored, and waits until it is answered. */
  tell(activity: Record<string, unknown>): Promise<void>;
  /** A button of the newest message. */
  button(label: string): ShownButton;
  /** The fields of the newest message. */
  inputs(): Record<string, unknown>[];
};

export async function startTeamsWorld(
  more: Partial<TeamsOptions> = {},
  { bot = createTeamsBot(), keepsPace = false, ...overrides }: Overrides & { bot?: Bot; keepsPace?: boolean } = {},
): Promise<TeamsWorld> {
  const platform = await FakeTeams.start();
  const store = await openSqliteStore({ folder: temporaryFolder() });
  const definition = teams({ ...platform.options, tenantId: tenant, ...more });
  const connectors = [keepsPace ? definition : withoutPace(definition)];
  const retry = { firstMs: 10, maxMs: 20, echoMs: 20, maxAttempts: 5 };
  const server = await startTestServer({ bot, connectors }, { store, retry, ...overrides });
  platform.requestUrl = `${server.url}/teams`;
  const newest = () => platform.messages.at(-1)?.versions.at(-1)?.["attachments"];
  return {
    platform,
    server,
    store,
    async tell(activity) {
      expect(await platform.send(activity)).toBe("accepted");
      await server.idle();
    },
    button(label) {
      const found = buttonsIn(newest()).find((each) => each.label === label);
      if (found === undefined) throw new Error(`there is no button "${label}"`);
      return found;
    },
    inputs: () => inputsIn(newest()),
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]();
      await platform[Symbol.asyncDispose]();
    },
  };
}

/** Teams wants half a second between two messages, which is no matter of most tests. */
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
