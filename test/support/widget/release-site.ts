import { cpSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import express, { type Express, type RequestHandler } from "express";
import { disposableFolder } from "#support/disposable-folder.ts";
import { root } from "#support/paths.ts";
import { toHtml } from "./host-site.ts";

// By its path, because a browser test runs without the condition under which packages give their sources.
const { createWidgetRouter } = (await import(join(root, "server", "src", "http", "serving", "widget-files.ts"))) as {
  createWidgetRouter: (folder: string) => RequestHandler;
};

/** A site whose widget is updated while visitors have its pages open, and caches their loader. */
export type ReleaseSite = Disposable & {
  app: Express;
  /** The files that are fetched on demand, by their names before the update and after it. */
  chunks: readonly { before: string; after: string }[];
  /** From now on the server has the new files. The loader has no hash in its name, so caches keep the old one. */
  update(): void;
};

export function createReleaseSite(body: string): ReleaseSite {
  const folder = disposableFolder();
  const old = join(root, "widget", "dist");
  const next = join(folder.path, "dist");
  cpSync(old, next, { recursive: true });
  const chunks = renameChunks(next);
  let files = createWidgetRouter(old);
  const app = express();
  app.get("/", (_request, response) => void response.send(toHtml({ body })));
  app.get("/causerie.js", (_request, response) => response.sendFile(join(old, "causerie.js")));
  app.use((request, response, next) => files(request, response, next));
  return {
    app,
    chunks,
    update() {
      files = createWidgetRouter(next);
    },
    [Symbol.dispose]: () => folder.remove(),
  };
}

/** Gives each file with a hash in its name another one, as a change of its code would. */
function renameChunks(folder: string): ReleaseSite["chunks"] {
  const parts = join(folder, "causerie");
  for (const file of readdirSync(parts)) if (/\.(?:br|gz)$/.test(file)) rmSync(join(parts, file));
  const files = readdirSync(parts).filter((file) => file.endsWith(".js"));
  const hashes = files.flatMap((file) => /-([\w-]{7})\.js$/.exec(file)?.[1] ?? []);
  const other = (text: string): string =>
    hashes.reduce((changed, hash) => changed.replaceAll(hash, hash.slice(4) + hash.slice(0, 4)), text);
  for (const file of files) {
    writeFileSync(join(parts, file), other(readFileSync(join(parts, file), "utf8")));
    if (other(file) !== file) renameSync(join(parts, file), join(parts, other(file)));
  }
  return files.map((file) => ({ before: file, after: other(file) })).filter(({ before, after }) => before !== after);
}
