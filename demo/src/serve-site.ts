import express, { Router } from "express";

/** Nothing but its own scripts, styles and pictures, and no script may write HTML. */
const strictPolicy =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self' ws:; img-src 'self'; " +
  "require-trusted-types-for 'script'";

/** The built pages; `/react` is `react.html`. */
export function serveSite(folder: string): Router {
  const router = Router();
  router.use("/strict-csp", (_request, response, next) => {
    response.setHeader("Content-Security-Policy", strictPolicy);
    next();
  });
  router.use(express.static(folder, { extensions: ["html"] }));
  router.use((_request, response) => {
    response.status(404).type("text").send("There is no such page.");
  });
  return router;
}
