import { join } from "node:path";
import { type Bot, type Overrides, type RunningServer, startServer } from "@causerie/server";
import type { ConnectorDefinition } from "@causerie/server/connector";
import { openSqliteStore } from "@causerie/server/store/sqlite/open-sqlite-store.ts";
import type { Store } from "@causerie/server/store/store.ts";
import { disposableFolder } from "#support/disposable-folder.ts";

export type VoiceServer = AsyncDisposable & { server: RunningServer; store: Store };

/** A whole server with one voice channel, that a whole file of tests may share: its folder goes with it. */
export async function startVoiceServer(
  { bot, connector }: { bot: Bot; connector: ConnectorDefinition },
  overrides: Overrides = {},
): Promise<VoiceServer> {
  const folder = disposableFolder();
  const store = await openSqliteStore({ folder: join(folder.path, "store") });
  const server = await startServer(
    {
      data: folder.path,
      host: "127.0.0.1",
      port: 0,
      logLevel: "silent",
      maxLoopDelayMs: 0,
      bot,
      connectors: [connector],
    },
    { variables: {}, store, ...overrides },
  );
  return {
    server,
    store,
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]();
      folder.remove();
    },
  };
}
