import { cpSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import express, { type Express, type RequestHandler } from "express";
import { disposableFolder } from "#support/disposable-folder.ts";
import { root } from "#support/paths.ts";
import { toHtml } from "./host-site.ts";

// By its path, because a browser test runs without the condition under which packages give their sources.
const { serveOutdatedChunks } = (await import(join(root, "server", "src", "http", "outdated-chunk.ts"))) as {
  serveOutdatedChunks: (folder: string) => RequestHandler;
};

/** A site whose widget is updated while visitors have its pages open. */
export type ReleaseSite = Disposable & {
  app: Express;
  /** From now on the server has the new files. `loader`: also the one without a hash in its name, which caches keep. */
  update(what: { loader: boolean }): void;
};

export function createReleaseSite(body: string): ReleaseSite {
  const folder = disposableFolder();
  const old = join(root, "widget", "dist");
  const next = join(folder.path, "dist");
  cpSync(old, next, { recursive: true });
  renameChunks(next);
  let chunks = old;
  let loader = old;
  const app = express();
  app.get("/", (_request, response) => void response.send(toHtml({ body })));
  app.get("/causerie.js", (_request, response) => response.sendFile(join(loader, "causerie.js")));
  app.use((request, response, next) => express.static(chunks)(request, response, next));
  app.use((request, response, next) => serveOutdatedChunks(chunks)(request, response, next));
  return {
    app,
    update(what) {
      chunks = next;
      if (what.loader) loader = next;
    },
    [Symbol.dispose]: () => folder.remove(),
  };
}

/** Gives each file with a hash in its name another one, as a change of its code would. */
function renameChunks(folder: string): void {
  const files = readdirSync(join(folder, "causerie")).filter((file) => file.endsWith(".js"));
  const hashes = files.flatMap((file) => /-([\w-]{8})\.js$/.exec(file)?.[1] ?? []);
  const other = (text: string): string =>
    hashes.reduce((changed, hash) => changed.replaceAll(hash, hash.slice(4) + hash.slice(0, 4)), text);
  for (const path of [...files.map((file) => join("causerie", file)), "causerie.js"]) {
    writeFileSync(join(folder, path), other(readFileSync(join(folder, path), "utf8")));
    if (other(path) !== path) renameSync(join(folder, path), join(folder, other(path)));
  }
}
