import {
  appleMessages,
  type AppleMessagesOptions,
  appleTimePicker,
  type Bot,
  card,
  createBot,
  file,
  list,
  type Overrides,
  type RunningServer,
  story,
  text,
} from "@causerie/server";
import { openSqliteStore } from "@causerie/server/store/sqlite/open-sqlite-store.ts";
import { startTestServer } from "#support/server/start-test-server.ts";
import { temporaryFolder } from "#support/temporary-folder.ts";
import { businessId, FakeApple, mspId, secret } from "./fake-apple.ts";

export const news = story("news", { keywords: ["news"] });

function createAppleBot(platform: FakeApple): Bot {
  const terms = story("terms");
  const order = story("order", { keywords: ["order"] });
  const zones = story("zones", { keywords: ["zones"] });
  const lift = story("lift", { keywords: ["lift"] });
  const when = story("when", { keywords: ["when"] });
  const picture = story("picture", { keywords: ["picture"] });
  const summer = story("summer");
  const who = story("who", { keywords: ["who am i"] });
  const choices = [
    { label: "News", to: news.link() },
    { label: "Terms", to: terms.link() },
  ];
  return createBot({
    stories: [
      terms.handle(() => "Be kind."),
      news.handle(() => "It snows."),
      order.handle(() =>
        text("Which?", {
          buttons: [...choices, { label: "Map", url: "https://a.example/map" }],
          quickReplies: [{ label: "Who?", say: "who am i" }],
        }),
      ),
      zones.handle(() =>
        list("Which zone?", [
          { label: "A", description: "The valley", imageUrl: platform.pictureUrl("/a.png"), to: news.link() },
          { label: "B", imageUrl: platform.pictureUrl("/none.png"), to: terms.link() },
        ]),
      ),
      lift.handle(() =>
        card({
          title: "Lift 3",
          subtitle: "Closed",
          image: { url: platform.pictureUrl("/a.png"), alt: "The lift" },
          buttons: [{ label: "Timetable", url: "https://a.example/lift" }],
        }),
      ),
      when.handle(() =>
        text("When?", {
          quickReplies: choices,
          on: {
            "apple-messages": [
              appleTimePicker({
                title: "Your ride",
                slots: [{ start: "2027-01-31T10:00+01:00", minutes: 30, to: terms.link() }],
              }),
            ],
          },
        }),
      ),
      picture.handle(async function* (turn) {
        const kept = await turn.keepFile("PNG", { name: "lift.png", mediaType: "image/png" });
        yield file(kept, { alt: "The lift", caption: "Here it is." });
      }),
      summer.handle(() => "Summer fares."),
      who.handle(({ context, event }) => `${event.locale} ${JSON.stringify(context)}`),
    ],
    fallback: (turn) => {
      const { content } = turn.event;
      return content.type === "attachment"
        ? `files: ${content.attachments.map(({ kind, missing, blob }) => `${kind} ${missing ?? (blob === undefined ? "none" : "kept")}`).join(", ")}, ${content.text ?? "no words"}`
        : `?${turn.text}`;
    },
  });
}

/** The options of the account at a gateway of the tests. */
export function optionsFor(platform: { url: string }, more: Partial<AppleMessagesOptions> = {}): AppleMessagesOptions {
  return { apiUrl: platform.url, mspId, secret, businessId, ...more };
}

export type AppleWorld = AsyncDisposable & { platform: FakeApple; server: RunningServer };

export async function startAppleWorld(
  more: Partial<AppleMessagesOptions> = {},
  overrides: Overrides = {},
): Promise<AppleWorld> {
  const platform = await FakeApple.start();
  const store = await openSqliteStore({ folder: temporaryFolder() });
  const retry = { firstMs: 10, maxMs: 20, echoMs: 20, maxAttempts: 5 };
  const server = await startTestServer(
    { bot: createAppleBot(platform), connectors: [appleMessages(optionsFor(platform, more))] },
    { store, retry, ...overrides },
  );
  platform.requestUrl = `${server.url}/apple-messages`;
  return {
    platform,
    server,
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]();
      await platform[Symbol.asyncDispose]();
    },
  };
}
