import { createReadStream, existsSync } from "node:fs";
import type { RequestListener, ServerResponse } from "node:http";
import { extname, join } from "node:path";
import { root } from "#support/paths.ts";
import { bundleReactPage } from "./react-page.ts";

const dist = join(root, "widget", "dist");
const types: Record<string, string> = { ".js": "text/javascript", ".css": "text/css" };

/** What a page of the site is: the content of its head and its body. */
export type HostPage = { head?: string; body: string };

/** The script tag as a site has it. */
export const scriptTag = '<script src="/causerie.js" async></script>';

/**
 * A site of other people around the chat. `/react` is a page of React. The element's code and the built script tag lie
 * where the server has them.
 */
export function serveHostSite(pages: Record<string, HostPage>): RequestListener {
  return (request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    const page = pathname === "/react" ? reactPage : pages[pathname];
    const file = join(dist, pathname);
    if (page !== undefined) return send(response, "text/html; charset=utf-8", toHtml(page));
    if (pathname.startsWith("/react-page.")) return void sendReact(pathname, response);
    if (pathname === "/" || !existsSync(file)) return void response.writeHead(404).end();
    response.writeHead(200, { "content-type": types[extname(file)] ?? "application/octet-stream" });
    createReadStream(file).pipe(response);
  };
}

const reactPage: HostPage = {
  head: '<link rel="stylesheet" href="/react-page.css">',
  body: '<div id="root"></div><script type="module" src="/react-page.js"></script>',
};

async function sendReact(pathname: string, response: ServerResponse): Promise<void> {
  const { script, style } = await bundleReactPage();
  if (pathname.endsWith(".css")) send(response, "text/css", style);
  else send(response, "text/javascript", script);
}

function send(response: ServerResponse, type: string, text: string): void {
  response.writeHead(200, { "content-type": type }).end(text);
}

export function toHtml({ head = "", body }: HostPage): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Harbour</title>
<link rel="icon" href="data:,">
${head}
</head>
<body>
${body}
</body>
</html>`;
}
