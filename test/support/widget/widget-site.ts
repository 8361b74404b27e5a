import { createReadStream, existsSync } from "node:fs";
import type { RequestListener } from "node:http";
import { extname, join } from "node:path";
import { root } from "#support/paths.ts";

const dist = join(root, "widget", "dist");

/** Allows only the site's own scripts, styles and pictures, and no script may write HTML. */
const strictPolicy =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self' ws:; img-src 'self' data:; media-src 'self'; " +
  "require-trusted-types-for 'script'";

const types: Record<string, string> = { ".js": "text/javascript", ".css": "text/css" };

/**
 * Pages with the built script tag, under a strict policy. The query sets `lang`, `dir` and the script's `data-`
 * settings of the page.
 */
export const serveWidgetSite: RequestListener = (request, response) => {
  const url = new URL(request.url ?? "/", "http://localhost");
  const file = join(dist, url.pathname);
  if (url.pathname === "/page.css") return void response.writeHead(200, { "content-type": "text/css" }).end(pageStyle);
  if (url.pathname === "/page.js")
    return void response.writeHead(200, { "content-type": "text/javascript" }).end(pageScript);
  if (url.pathname !== "/" && existsSync(file)) {
    response.writeHead(200, { "content-type": types[extname(file)] ?? "application/octet-stream" });
    return void createReadStream(file).pipe(response);
  }
  const status = url.pathname === "/" ? 200 : 404;
  response.writeHead(status, { "content-type": "text/html; charset=utf-8", "content-security-policy": strictPolicy });
  response.end(page(url.searchParams));
};

function page(query: URLSearchParams): string {
  const { lang = "en", dir = "ltr", ...settings } = Object.fromEntries(query);
  const data = Object.entries(settings).map(([name, value]) => `data-${name}="${value.replaceAll('"', "&quot;")}"`);
  return `<!doctype html>
<html lang="${lang}" dir="${dir}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Harbour</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/page.css">
<script src="/page.js"></script>
</head>
<body>
<main><h1>Harbour</h1><p>Ferries, fares and lost property.</p></main>
<script src="/causerie.js" async ${data.join(" ")}></script>
</body>
</html>`;
}

const pageStyle = `
html { color-scheme: light dark; }
body { margin: 0; padding: 16px; font-family: sans-serif; }
.seat { margin: 0; padding: 10px 14px; border: 2px dashed #2f54eb; border-radius: 10px; }
`;

/** A page's own kind of message: a seat that can be taken. */
const pageScript = `
window.Causerie = window.Causerie || [];
Causerie.push(["renderer", "seat", (element, data, chat) => {
  const button = document.createElement("button");
  button.className = "seat";
  button.textContent = "Take seat " + data.seat;
  button.onclick = () => chat.sendPostback({ label: "Seat " + data.seat, link: "seat?number=" + data.seat });
  element.append(button);
}]);
Causerie.push(["renderer", "broken", () => { throw new Error("broken on purpose"); }]);
`;
