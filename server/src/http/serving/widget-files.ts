import { createHash } from "node:crypto";
import { readFileSync, type Stats } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { type RequestHandler, Router } from "express";
import serveCompressed from "express-static-gzip";
import { methodNotAllowed } from "#http/refusing/methods.ts";
import { serveOutdatedChunks } from "./outdated-chunk.ts";
import { ownPaths } from "#http/own-paths.ts";

/**
 * Serves the widget that was installed with this server: `/causerie.js` for the script tag, and under `/causerie/` the
 * parts that it loads on demand, the element as a module and the style sheet. Beside each file lies what the build has made
 * of it by brotli and gzip. Any page may load these files; the connector decides which pages may use its chat.
 */
export function createWidgetRouter(folder = widgetFolder()): Router {
  const router = Router();
  const outdated = serveOutdatedChunks(folder);
  const entityTag = createEntityTags();
  const files = serveCompressed(folder, {
    enableBrotli: true,
    orderPreference: ["br", "gzip"],
    index: false,
    serveStatic: {
      redirect: false,
      setHeaders: (response, path, stats: Stats) => {
        response.setHeader("Cache-Control", cachingOf(path));
        response.setHeader("ETag", entityTag(path, stats));
      },
    },
  }) as RequestHandler;
  const scriptOnly: RequestHandler = (request, response, next) => {
    if (!isPublished(request.path)) return next();
    if (request.method !== "GET" && request.method !== "HEAD") throw methodNotAllowed(["GET", "HEAD"]);
    openToAll(request, response, () => files(request, response, () => outdated(request, response, next)));
  };
  router.use(scriptOnly);
  return router;
}

/** By its plain letters alone: what is served decodes the path, and `%2e%2e` would lead to the rest of the package. */
function isPublished(path: string): boolean {
  return path === ownPaths.script || /^\/causerie(?:\/[A-Za-z0-9_-][A-Za-z0-9._-]*)+$/.test(path);
}

const openToAll: RequestHandler = (_request, response, next) => {
  response.setHeader("Access-Control-Allow-Origin", "*");
  response.setHeader("Cross-Origin-Resource-Policy", "cross-origin");
  response.setHeader("X-Content-Type-Options", "nosniff");
  next();
};

/** A file with a content hash in its name never changes. Browsers check the others again after five minutes. */
function cachingOf(path: string): string {
  const hashed = /-[A-Za-z0-9_-]{7}\.(?:js|css)(?:\.br|\.gz)?$/.test(path);
  return hashed ? "public, max-age=31536000, immutable" : "public, max-age=300";
}

/**
 * Entity tags of the content. The usual ones, of size and time, are the same for two releases: packages carry one date for
 * all files, and a loader that only names other chunks keeps its size.
 */
function createEntityTags(): (path: string, stats: Stats) => string {
  const tags = new Map<string, { changed: number; tag: string }>();
  return (path, { mtimeMs }) => {
    const known = tags.get(path);
    if (known?.changed === mtimeMs) return known.tag;
    const tag = `"${createHash("sha256").update(readFileSync(path)).digest("base64url").slice(0, 22)}"`;
    tags.set(path, { changed: mtimeMs, tag });
    return tag;
  };
}

function widgetFolder(): string {
  return dirname(fileURLToPath(import.meta.resolve("@causerie/widget/causerie.js")));
}
