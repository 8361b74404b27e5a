import { execFileSync } from "node:child_process";
import { createReadStream, existsSync } from "node:fs";
import type { RequestListener, ServerResponse } from "node:http";
import { extname, join } from "node:path";
import { type FakeChatServer, startFakeChatServer } from "#support/widget/fake-chat-server.ts";
import { root } from "#support/paths.ts";

const here = import.meta.dirname;
const peers = join(here, "peers");
export const peerModules = join(peers, "node_modules");

/** Of the address `/peers/<name>.js`: the file that the package gives to pages without a bundler. */
const peerFiles: Record<string, string> = {
  "/peers/tock-react-kit.js": join(peerModules, "tock-react-kit", "build", "tock-react-kit-standalone.umd.js"),
  "/peers/deep-chat.js": join(peerModules, "deep-chat", "dist", "deepChat.bundle.js"),
};

export const contenders = ["causerie", "tock-react-kit", "deep-chat"] as const;
export type ContenderName = (typeof contenders)[number];

/** A page for each contender, the files that it loads, and a server for those that talk to one. */
export type ContenderSite = AsyncDisposable & {
  url(name: ContenderName): string;
  /** Our widget's server. */
  chat: FakeChatServer;
  /** Sends an event to all open streams of tock-react-kit. */
  tock(event: unknown): void;
  tockReaders(): number;
};

/** @throws when the peers cannot be installed. */
export async function serveContenders(): Promise<ContenderSite> {
  installPeers();
  const streams = new Set<ServerResponse>();
  const serve: RequestListener = (request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    if (pathname === "/tock/sse") {
      response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-cache" });
      response.write("event: ping\ndata: 1\n\n");
      streams.add(response);
      response.on("close", () => streams.delete(response));
      return;
    }
    const file = fileOf(pathname);
    if (file === undefined || !existsSync(file)) {
      response.writeHead(200, { "content-type": "text/html; charset=utf-8" });
      return void response.end(pageOf(pathname.slice(1)));
    }
    response.writeHead(200, { "content-type": extname(file) === ".css" ? "text/css" : "text/javascript" });
    createReadStream(file).pipe(response);
  };
  const chat = await startFakeChatServer(serve);
  return {
    url: (name) => new URL(`/${name}`, chat.endpoint).href,
    chat,
    tock: (event) => {
      for (const stream of streams) stream.write(`event: message\ndata: ${JSON.stringify(event)}\n\n`);
    },
    tockReaders: () => streams.size,
    [Symbol.asyncDispose]: () => chat[Symbol.asyncDispose](),
  };
}

function fileOf(path: string): string | undefined {
  if (path in peerFiles) return peerFiles[path];
  if (path.startsWith("/pages/")) return join(here, path);
  return path.startsWith("/causerie") && path.endsWith(".js") ? join(root, "widget", "dist", path) : undefined;
}

function pageOf(name: string): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${name}</title><link rel="icon" href="data:,"></head>
<body><div id="box" style="width: 400px; height: 600px"></div>
<script src="/pages/${name}.js"></script><script src="/pages/probe.js"></script></body></html>`;
}

/** Once, from their lock file, without running anything of theirs. @throws when they cannot be fetched. */
export function installPeers(): void {
  const needed = [...Object.values(peerFiles), join(peerModules, "@emotion", "react")];
  if (needed.every((file) => existsSync(file))) return;
  execFileSync("npm", ["ci", "--legacy-peer-deps", "--ignore-scripts", "--no-audit", "--no-fund"], {
    cwd: peers,
    stdio: "inherit",
  });
}
