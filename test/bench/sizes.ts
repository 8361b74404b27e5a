import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { brotliCompressSync } from "node:zlib";
import { init, parse } from "es-module-lexer";
import { startServer, web } from "@causerie/server";
import { disposableFolder } from "#support/disposable-folder.ts";
import { features } from "@causerie/widget/react/features/features.ts";
import { root } from "#support/paths.ts";
import { createTestBot } from "#support/server/test-bot.ts";
import { browserEncodings, rawGet } from "#support/web/raw-get.ts";

/** `content`: the bytes of the bodies as they are sent. `wire`: with the heads of the responses. */
export type Size = { what: string; content: number; wire?: number; budget?: number };

const dist = join(root, "widget", "dist");

/** What a page has to load, in the bytes that a server sends to a browser. Needs a build of the widget. */
export async function measureSizes(): Promise<Size[]> {
  const folder = disposableFolder();
  const config = { bot: createTestBot(), connectors: [web({ origins: [] })], data: folder.path, port: 0 };
  const server = await startServer({ ...config, host: "127.0.0.1", logLevel: "silent" }, { variables: {} });
  try {
    const loader = await measure(server.url, "causerie.js");
    const chat = await measure(server.url, chunk("chat"));
    const firstOpen = { content: loader.content + chat.content, wire: loader.wire + chat.wire };
    return [
      { what: "script tag, until the visitor opens the chat", ...loader, budget: 5_000 },
      { what: "  and once for a visitor who has a conversation", ...(await measure(server.url, chunk("idle"))) },
      { what: "first open: script tag and chat, without a transport chunk", ...firstOpen, budget: 40_000 },
      { what: "  and the texts of another language, here German", ...(await measure(server.url, chunk("de"))) },
      { what: "  and the Socket.IO transport, loaded after it", ...(await measure(server.url, chunk("socket"))) },
      { what: "  or the SSE transport", ...(await measure(server.url, chunk("sse"))) },
      {
        what: "  and the rarer kinds of messages, loaded when one comes",
        ...(await measure(server.url, chunk("styled-extras"))),
      },
      ...(await measureFeatures(server.url)),
      { what: "React package, without React", content: await sizeOfLibrary(), budget: 30_000 },
      { what: "  and what <Chat isolate> fetches", content: compressed(chunk("shadow-tree", "shared")) },
      { what: "standalone module, until the chat is opened", content: await sizeOfStandalone("standalone") },
      {
        what: "  and the chat that it fetches then, without a transport",
        content: await sizeOfStandalone("app", "standalone"),
      },
    ];
  } finally {
    await server[Symbol.asyncDispose]();
    folder.remove();
  }
}

/** What each feature fetches: its own file, and not what it shares with others. */
async function measureFeatures(url: string): Promise<Size[]> {
  const names = Object.keys(features);
  const files = names.filter((name) => chunks("causerie").some((file) => isCalled(file, name)));
  return await Promise.all(
    files.map(async (name) => ({ what: `  the feature ${name}`, ...(await measure(url, chunk(name))) })),
  );
}

async function measure(url: string, file: string): Promise<{ content: number; wire: number }> {
  const { status, headers, body, wireBytes } = await rawGet(`${url}/${file}`, { "accept-encoding": browserEncodings });
  if (status !== 200 || headers["content-encoding"] !== "br")
    throw new Error(`${file} came with status ${status} and the coding ${headers["content-encoding"] ?? "none"}`);
  return { content: body.length, wire: wireBytes };
}

function chunk(name: string, folder = "causerie"): string {
  const file = chunks(folder).find((candidate) => isCalled(candidate, name));
  if (file === undefined) throw new Error(`the widget's build has no chunk "${name}"`);
  return `${folder}/${file}`;
}

function chunks(folder: string): string[] {
  return readdirSync(join(dist, folder)).filter((file) => file.endsWith(".js"));
}

/** Whether a file has this name before its hash. */
function isCalled(file: string, name: string): boolean {
  return file.startsWith(`${name}-`) && file.length === name.length + "-1234567.js".length;
}

/** An app's bundler takes it into the app's own files, so no server of ours sends it: compressed here with brotli 11. */
async function sizeOfLibrary(): Promise<number> {
  await init;
  const files = withImports("index.js");
  return files.reduce((sum, file) => sum + compressed(file), 0);
}

/** Without what is there already. */
async function sizeOfStandalone(name: string, known?: string): Promise<number> {
  await init;
  const there = known === undefined ? [] : withImports(`standalone/${known}.js`);
  const files = withImports(`standalone/${name}.js`).filter((file) => !there.includes(file));
  return files.reduce((sum, file) => sum + compressed(file), 0);
}

export function compressed(file: string): number {
  return brotliCompressSync(readFileSync(join(dist, file))).length;
}

/**
 * A module and all that it imports at once; not what it fetches on demand.
 * @throws for a file that is missing, and for a package that the app would have to load beside React.
 */
export function withImports(file: string, found: string[] = []): string[] {
  if (found.includes(file)) return found;
  found.push(file);
  const [imports] = parse(readFileSync(join(dist, file), "utf8"), file);
  for (const { n: name, d: dynamic } of imports) {
    if (dynamic !== -1) continue;
    if (name?.startsWith(".")) withImports(join(dirname(file), name), found);
    else if (!/^react(-dom)?(\/|$)/.test(name ?? ""))
      throw new Error(`${file} of the widget's build imports "${name}", whose size is not measured`);
  }
  return found;
}
