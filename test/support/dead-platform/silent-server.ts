import { once } from "node:events";
import { createServer } from "node:http";
import { listen } from "#support/listen.ts";

/** A platform that takes every call and never answers one. */
export type SilentServer = AsyncDisposable & { readonly url: string };

export async function startSilentServer(): Promise<SilentServer> {
  const server = createServer((request) => void request.resume());
  return {
    url: await listen(server),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
