import helmet from "helmet";
import { type RequestHandler, Router } from "express";
import { readOnly } from "#http/refusing/methods.ts";
import { ownPaths } from "#http/own-paths.ts";
import { type Prepared, prepare, sendPrepared } from "./prepared.ts";

/** The page for mobile apps of one connector: its id and path, and the kinds of apps that the page may speak to. */
export type MobilePage = { id: string; path: string; shells: readonly string[] };

/**
 * No page may frame it or keep hold of its window: it asks the app around it for the token of a person. Its scripts, styles and
 * requests are of this server only; bots show pictures and films of other hosts.
 */
const pageHeaders = helmet({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'"],
      connectSrc: ["'self'"],
      imgSrc: ["'self'", "https:", "data:", "blob:"],
      mediaSrc: ["'self'", "https:", "data:", "blob:"],
      baseUri: ["'none'"],
      formAction: ["'none'"],
      frameAncestors: ["'none'"],
      requireTrustedTypesFor: ["'script'"],
      trustedTypes: ["'none'"],
    },
  },
  xFrameOptions: { action: "deny" },
  // It binds the whole host, which may be an application's own: only a server on its own port sets it.
  strictTransportSecurity: false,
  xDnsPrefetchControl: false,
  xDownloadOptions: false,
  xPermittedCrossDomainPolicies: false,
  xXssProtection: false,
});

/** Serves `/embed/mobile`, of the first connector that has the page, and `/embed/mobile/<id>` of each. */
export function createMobilePages(pages: readonly MobilePage[]): Router {
  const router = Router({ caseSensitive: true, strict: true });
  const serve = (path: string, page: MobilePage): void => {
    const prepared = prepare(pageText(page, path), "text/html; charset=utf-8");
    router.all(path, readOnly, pageHeaders, send(prepared));
  };
  const [first] = pages;
  if (first !== undefined) serve(ownPaths.mobilePage, first);
  for (const page of pages) serve(`${ownPaths.mobilePage}/${page.id}`, page);
  return router;
}

function send(prepared: Prepared): RequestHandler {
  return (request, response) => sendPrepared(request, response, prepared);
}

/** Addresses are relative: a proxy or an application may serve all of this below a path that nobody knows here. */
function pageText({ path, shells }: MobilePage, servedAt: string): string {
  const top = "../".repeat(servedAt.split("/").length - 2);
  return `<!doctype html>
<html lang="en" data-endpoint="${top}${path.slice(1)}" data-shells="${shells.join(" ")}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover, interactive-widget=resizes-content">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>Chat</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${top}causerie/mobile.css">
<script type="module" src="${top}causerie/mobile.js"></script>
</head>
<body><noscript>This chat needs JavaScript.</noscript></body>
</html>
`;
}
