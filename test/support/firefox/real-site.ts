import { createServer } from "node:http";
import { createBot, startServer, story, stream, web } from "@causerie/server";
import { listen } from "#support/listen.ts";
import { startTcpProxy } from "#support/network/tcp-proxy.ts";
import { testConfig } from "#support/server/start-test-server.ts";
import { serveHostSite } from "#support/widget/host-site.ts";

export type RealSite = AsyncDisposable & {
  url: string;
  /** Writes the next piece of the tale, or ends it. */
  write(piece: string | undefined): void;
  /** From now on nobody reaches the server; what is open breaks. */
  loseLine(): Promise<void>;
  findLine(): Promise<void>;
};

/** A page with the built script tag, and behind a line of its own a server whose bot greets, echoes, tells a tale and counts files. */
export async function startRealSite(features = ""): Promise<RealSite> {
  const pieces = createPieces();
  const bot = createBot({
    stories: [
      story("greeting", { events: ["start"] }).handle(() => "Welcome aboard."),
      story("tale", { keywords: ["tale"] }).handle(() => stream(pieces.read())),
      story("files", { events: ["attachment"] }).handle(({ event: { content } }) =>
        content.type === "attachment"
          ? content.attachments.map(({ name, bytes }) => `Got ${name}, ${bytes} bytes`).join("; ")
          : undefined,
      ),
    ],
    fallback: ({ event: { content } }) => (content.type === "text" ? `You said: ${content.text}` : "What?"),
  });
  const server = await startServer(testConfig({ bot, connectors: [web({ origins: "any", uploads: {} })] }), {
    variables: {},
  });
  let line = await startTcpProxy(server.port);
  const endpoint = `http://127.0.0.1:${line.port}/web`;
  const body = `<h1>Harbour</h1><script src="/causerie.js" async data-endpoint="${endpoint}" data-features="${features}"></script>`;
  const site = createServer(serveHostSite({ "/": { body } }));
  const url = await listen(site);
  return {
    url,
    write: (piece) => pieces.write(piece),
    async loseLine() {
      await line[Symbol.asyncDispose]();
    },
    async findLine() {
      line = await startTcpProxy(server.port, line.port);
    },
    async [Symbol.asyncDispose]() {
      site.closeAllConnections();
      site.close();
      await line[Symbol.asyncDispose]();
      await server[Symbol.asyncDispose]();
    },
  };
}

function createPieces() {
  const written: (string | undefined)[] = [];
  let wake: (() => void) | undefined;
  return {
    write(piece: string | undefined): void {
      written.push(piece);
      wake?.();
    },
    async *read(): AsyncGenerator<string> {
      for (;;) {
        if (written.length === 0) await new Promise<void>((resolve) => (wake = resolve));
        const piece = written.shift();
        if (piece === undefined) return;
        yield piece;
      }
    },
  };
}
