import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import { listen } from "#support/listen.ts";

/** Serves files as a platform's own servers do; `asked`: the paths that were called, in order. */
export async function startFileServer(answer: RequestListener) {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? "");
    answer(request, response);
  });
  const url = await listen(server);
  return {
    url,
    asked: asked as readonly string[],
    async [Symbol.asyncDispose](): Promise<void> {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}
