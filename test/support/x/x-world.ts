import {
  type Bot,
  createBot,
  file,
  type Overrides,
  type RunningServer,
  story,
  text,
  x,
  type XOptions,
} from "@causerie/server";
import { openSqliteStore } from "@causerie/server/store/sqlite/open-sqlite-store.ts";
import { startTestServer } from "#support/server/start-test-server.ts";
import { temporaryFolder } from "#support/temporary-folder.ts";
import { bot, FakeX, secrets } from "./fake-x.ts";

export const news = story("news", { keywords: ["news"] });

function createXBot(): Bot {
  const order = story("order", { keywords: ["order"] });
  const terms = story("terms");
  const who = story("who", { keywords: ["who am i"] });
  const picture = story("picture", { keywords: ["picture"] });
  return createBot({
    stories: [
      order.handle(() =>
        text("Which?", {
          buttons: [
            { label: "News", to: news.link() },
            { label: "Map", url: "https://a.example/map" },
            { label: "Terms", to: terms.link() },
          ],
          quickReplies: [{ label: "Who?", say: "who am i" }],
        }),
      ),
      terms.handle(() => "Be kind."),
      who.handle(({ from }) => String(from?.profile?.name)),
      picture.handle(async function* (turn) {
        const kept = await turn.keepFile("PNG", { name: "lift.png", mediaType: "image/png" });
        yield file(kept, { alt: "The lift", caption: "Here it is." });
      }),
      news.handle(() => "It snows."),
    ],
    fallback: (turn) => {
      const { content } = turn.event;
      return content.type === "attachment"
        ? `files: ${content.attachments.map(({ kind, missing, blob }) => `${kind} ${missing ?? (blob === undefined ? "none" : "kept")}`).join(", ")}, ${content.text ?? "no words"}`
        : `?${turn.text}`;
    },
  });
}

/** The options of the account at a platform of the tests. */
export function optionsFor(platform: { url: string }, more: Partial<XOptions> = {}): XOptions {
  return { apiUrl: platform.url, userId: bot, clientId: "client", ...secrets, ...more };
}

export type XWorld = AsyncDisposable & { platform: FakeX; server: RunningServer };

/** @param given a platform that goes on, for a server that is started anew in the same folder. */
export async function startXWorld(
  more: Partial<XOptions> = {},
  overrides: Overrides = {},
  given: { platform?: FakeX; folder?: string } = {},
): Promise<XWorld> {
  const platform = given.platform ?? (await FakeX.start());
  const store = await openSqliteStore({ folder: given.folder ?? temporaryFolder() });
  const retry = { firstMs: 10, maxMs: 20, echoMs: 20, maxAttempts: 5 };
  const server = await startTestServer(
    {
      bot: createXBot(),
      connectors: [x(optionsFor(platform, more))],
      secret: "a secret of the tests that stays the same",
    },
    { store, retry, ...overrides },
  );
  platform.requestUrl = `${server.url}/x`;
  return {
    platform,
    server,
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]();
      if (given.platform === undefined) await platform[Symbol.asyncDispose]();
    },
  };
}
