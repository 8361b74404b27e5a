import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type RequestHandler, Router } from "express";
import serveCompressed from "express-static-gzip";
import { readOnly } from "#http/refusing/methods.ts";
import { RequestError } from "#app/errors.ts";
import { pageHeaders } from "./desk-headers.ts";

/** Where the build puts the console. As far from this file in the sources as in what is built from them. */
const builtConsole = join(import.meta.dirname, "../../../dist/desk");

/** Beside the console lies the compiled server: only these files are anybody's business. */
const isPublished = (path: string): boolean => /^\/(?:assets\/[\w-][\w.-]*|[\w-]+\.(?:svg|png|ico))$/.test(path);

/**
 * The document, with the paths of what it loads. A browser could not work them out: it is the answer at every depth.
 *
 * @param path where the console is, e.g. `/chat/desk`.
 */
export function writePaths(page: string, path: string): string {
  const written = path.replaceAll("&", "&amp;").replaceAll('"', "&quot;");
  return page
    .replace('name="causerie-desk" content="."', () => `name="causerie-desk" content="${written}"`)
    .replaceAll(/(?<= (?:src|href)=")\.(?=\/)/g, () => written);
}

/**
 * The pages of the console. Files with a hash in their name never change; every other path is a page, which the console reads itself, so all of
 * them get its one document.
 *
 * @param path where the console is, e.g. `/chat/desk`.
 */
export function createConsoleFiles(path: string, folder = builtConsole): Router {
  const router = Router({ caseSensitive: true });
  const files = serveCompressed(folder, {
    enableBrotli: true,
    orderPreference: ["br", "gzip"],
    index: false,
    serveStatic: {
      redirect: false,
      fallthrough: true,
      setHeaders: (response, path) => {
        const isHashed = /-[\w-]{8,}\.\w+(?:\.br|\.gz)?$/.test(path);
        response.setHeader("Cache-Control", isHashed ? "private, max-age=31536000, immutable" : "no-store");
      },
    },
  }) as RequestHandler;
  router.use(readOnly, pageHeaders, (request, response, next) => {
    if (isPublished(request.path)) files(request, response, () => next(noSuchFile()));
    else next();
  });
  router.use(async (request, response) => {
    if (request.accepts("html") === false) throw noSuchFile();
    const page = await readFile(join(folder, "index.html"), "utf8").catch(() => undefined);
    response.setHeader("Cache-Control", "no-store");
    if (page !== undefined) return void response.type("html").send(writePaths(page, path));
    // Only in a clone of the sources: what is published is built.
    response
      .status(503)
      .type("text/plain")
      .send("The pages of the desk are not built: run npm run build, and load this page again.\n");
  });
  return router;
}

/** Handed on where a callback has found nothing: thrown from there, nobody would catch it, and the process would end. */
function noSuchFile(): RequestError {
  return new RequestError("not_found", "there is no such page or file");
}
