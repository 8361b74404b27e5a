import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { brotliDecompressSync } from "node:zlib";
import type { LogEvent, Session } from "@causerie/protocol";
import { web } from "@causerie/server";
import type { TransportName } from "@causerie/widget/chat/chat.ts";
import type { createChat } from "@causerie/widget/chat/create-chat.ts";
import type { createMemoryStorage } from "@causerie/widget/chat/storage/key-value-storage.ts";
import { describe, expect, test } from "vitest";
import { fixtures } from "#support/paths.ts";
import { startTestServer } from "#support/server/start-test-server.ts";
import { createTestBot } from "#support/server/test-bot.ts";
import { temporaryFolder } from "#support/temporary-folder.ts";
import { call, RestClient } from "#support/web/rest-client.ts";
import { textsOf } from "#support/web/texts-of.ts";

/** What `keep.ts` has kept: while a new version is rolled out, pages and databases of the last ones are still there. */
const folder = join(fixtures, "versions");
const versions = readdirSync(folder);

type Kept = { secret: string; session: Session; events: LogEvent[] };
type Chat = { createChat: typeof createChat; createMemoryStorage: typeof createMemoryStorage };

const unpack = (version: string, file: string): Buffer =>
  brotliDecompressSync(readFileSync(join(folder, version, `${file}.br`)));

async function chatOf(version: string): Promise<Chat> {
  const file = join(temporaryFolder(), "chat.js");
  writeFileSync(file, unpack(version, "chat.js"));
  return (await import(pathToFileURL(file).href)) as Chat;
}

test("there is a version to be compatible with", () => {
  expect(versions).not.toEqual([]);
});

describe.each(versions)("the chat of %s and this server", (version) => {
  test.each<TransportName>(["socket", "sse", "poll"])("talk by %s, also after a restart", async (transport) => {
    const { createChat, createMemoryStorage } = await chatOf(version);
    const data = temporaryFolder();
    const start = (port: number): ReturnType<typeof startTestServer> =>
      startTestServer({ data, port, bot: createTestBot(), connectors: [web({ origins: [] })] });
    const first = await start(0);
    const chat = createChat({
      endpoint: `${first.url}/web`,
      storage: createMemoryStorage(),
      transports: [transport],
    });
    try {
      chat.start();
      chat.sendText("before");
      const screen = (): string => JSON.stringify(chat.getState().entries);
      await expect.poll(screen).toContain("two: before");
      expect(chat.getState().connection).toMatchObject({ type: "connected", via: transport });
      await first[Symbol.asyncDispose]();
      chat.sendText("meanwhile");
      await using _second = await start(first.port);
      await expect.poll(screen, { timeout: 15_000 }).toContain("two: meanwhile");
      chat.sendText("count");
      await expect.poll(screen).toContain("count 1");
      expect(screen().match(/one: before/g)).toHaveLength(1);
      expect(screen().match(/one: meanwhile/g)).toHaveLength(1);
    } finally {
      chat.dispose();
    }
  });
});

describe.each(versions)("the data of %s and this server", (version) => {
  test("the conversation goes on: its log, its token, what it remembers, and the message that waited", async () => {
    const kept = JSON.parse(readFileSync(join(folder, version, "kept.json"), "utf8")) as Kept;
    const data = join(temporaryFolder(), "data");
    mkdirSync(data, { mode: 0o700 });
    writeFileSync(join(data, "causerie.db"), unpack(version, "causerie.db"));
    writeFileSync(join(data, "secret.key"), kept.secret, { mode: 0o600 });
    const gate = join(data, "gate");
    // Soon after the version was kept: its tokens are valid for some minutes.
    const begun = performance.now();
    const now = (): number => (kept.events.at(-1)?.at ?? 0) + 1000 + Math.round(performance.now() - begun);
    await using server = await startTestServer(
      { data, bot: createTestBot(gate), connectors: [web({ origins: [] })] },
      { now },
    );
    const visitor = new RestClient(`${server.url}/web`, kept.session);
    const before = (await visitor.snapshot()).body.events;
    expect(before.slice(0, kept.events.length)).toEqual(kept.events);
    writeFileSync(gate, "");
    const texts = async (): Promise<string[]> => textsOf((await visitor.snapshot()).body.events);
    await expect.poll(texts).toContain("held");
    await visitor.send("5", "count");
    await expect.poll(texts).toContain("count 2");
    const renewed = await call<Session>(`${visitor.base}/v1/session/refresh`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ refreshToken: kept.session.refreshToken }),
    });
    expect(renewed).toMatchObject({
      status: 200,
      body: { visitorId: kept.session.visitorId, conversationId: kept.session.conversationId },
    });
  });
});
