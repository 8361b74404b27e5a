import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import express, { type RequestHandler, Router } from "express";

/**
 * Serves the widget that was installed with this server: `/causerie.js` for the script tag, and under `/causerie/` the
 * parts that it loads on demand, the element as a module and the style sheet. Any page may load these files; the connector
 * decides which pages may use its chat.
 */
export function createWidgetRouter(): Router {
  const router = Router();
  const files = express.static(widgetFolder(), {
    index: false,
    redirect: false,
    fallthrough: true,
    setHeaders: setCaching,
  });
  const scriptOnly: RequestHandler = (request, response, next) => {
    if (request.path === "/causerie.js" || request.path.startsWith("/causerie/"))
      openToAll(request, response, () => files(request, response, next));
    else next();
  };
  router.use(scriptOnly);
  return router;
}

const openToAll: RequestHandler = (_request, response, next) => {
  response.setHeader("Access-Control-Allow-Origin", "*");
  response.setHeader("Cross-Origin-Resource-Policy", "cross-origin");
  response.setHeader("X-Content-Type-Options", "nosniff");
  next();
};

/** A file with a content hash in its name never changes. Browsers check the others again after five minutes. */
function setCaching(response: { setHeader(name: string, value: string): unknown }, path: string): void {
  const hashed = /-[A-Za-z0-9_-]{8,}\.(?:js|css)$/.test(path);
  response.setHeader("Cache-Control", hashed ? "public, max-age=31536000, immutable" : "public, max-age=300");
}

function widgetFolder(): string {
  return dirname(fileURLToPath(import.meta.resolve("@causerie/widget/causerie.js")));
}
