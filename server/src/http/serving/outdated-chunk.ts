import { readdirSync } from "node:fs";
import { basename, join } from "node:path";
import type { RequestHandler } from "express";

/**
 * Answers for files of the widget that were replaced by an update. Caches and open pages still ask for their old names,
 * so each of them leads to the file that has its place now.
 * @param folder of the widget's published files.
 */
export function serveOutdatedChunks(folder: string): RequestHandler {
  const present = new Map(
    readdirSync(join(folder, "causerie")).flatMap((file) => {
      const part = partOf(file);
      return part === undefined ? [] : [[part, file]];
    }),
  );
  return (request, response, next) => {
    const file = present.get(partOf(basename(request.path)) ?? "");
    if (file === undefined || !request.path.startsWith("/causerie/")) return next();
    response.set({ "Content-Type": "text/javascript; charset=utf-8", "Cache-Control": "no-store" });
    response.send(`export * from "./${file}";\n`);
  };
}

/** `chat` for `chat-k7iefs2.js`; undefined for a name without a hash. */
function partOf(file: string): string | undefined {
  return /^(.+)-[A-Za-z0-9_-]{7}\.js$/.exec(file)?.[1];
}
