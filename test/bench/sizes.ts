import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";
import { root } from "#support/paths.ts";

export type Size = { what: string; brotli: number; budget?: number };

const dist = join(root, "widget", "dist");

/** What a page has to load, compressed with brotli 11, in bytes. Needs a build of the widget. */
export function measureSizes(): Size[] {
  const chunks = readdirSync(join(dist, "causerie"));
  const chunk = (name: string): string => {
    const file = chunks.find((candidate) => candidate.startsWith(`${name}-`) && candidate.endsWith(".js"));
    if (file === undefined) throw new Error(`the widget's build has no chunk "${name}"`);
    return join("causerie", file);
  };
  const loader = compress("causerie.js");
  const chat = compress(chunk("chat"));
  const library = withImports("index.js");
  return [
    { what: "script tag, until the visitor opens the chat", brotli: loader, budget: 5_000 },
    { what: "first open: script tag and chat, without a transport chunk", brotli: loader + chat, budget: 40_000 },
    { what: "  and the Socket.IO transport, loaded after it", brotli: compress(chunk("socket")) },
    { what: "  or the SSE transport", brotli: compress(chunk("sse")) },
    { what: "  and the rarer kinds of messages, loaded when one comes", brotli: compress(chunk("styled-extras")) },
    {
      what: "React package, without React",
      brotli: library.reduce((sum, file) => sum + compress(file), 0),
      budget: 30_000,
    },
  ];
}

/** A module and all that it imports at once; not what it fetches on demand. */
function withImports(file: string, found: string[] = []): string[] {
  if (found.includes(file)) return found;
  found.push(file);
  const source = readFileSync(join(dist, file), "utf8");
  for (const [, path = ""] of source.matchAll(/^(?:import|export)\b[^;]*?from\s*"(\.[^"]+)"/gm))
    withImports(join(dirname(file), path), found);
  return found;
}

function compress(file: string): number {
  return brotliCompressSync(readFileSync(join(dist, file)), { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } })
    .length;
}
