import { createServer } from "node:http";
import { join } from "node:path";
import { type createBot, startServer, web } from "@causerie/server";
import { build } from "vite";
import { disposableFolder } from "#support/disposable-folder.ts";
import { listen } from "#support/listen.ts";
import { root } from "#support/paths.ts";
import { toHtml } from "./host-site.ts";

const widget = join(root, "widget");
const bundles = new Map<string, Promise<string>>();

export type CompatSite = { url: string } & AsyncDisposable;

/** A real server, and a site whose page `name` is a program for tock-react-kit with another import. */
export async function startCompatSite(name: string, bot: ReturnType<typeof createBot>): Promise<CompatSite> {
  const folder = disposableFolder();
  const connectors = [web({ origins: "any" })];
  const server = await startServer(
    { bot, connectors, data: folder.path, host: "127.0.0.1", port: 0, maxLoopDelayMs: 0, logLevel: "silent" },
    { variables: {} },
  );
  const page = toHtml({
    head: `<script>globalThis.endpoint = "${server.url}/web";</script><style>body { margin: 0 } #chat { height: 560px }</style>`,
    body: '<div id="chat"></div><script type="module" src="/page.js"></script>',
  });
  const script = await bundle(name);
  const site = createServer((request, response) => {
    const isScript = request.url === "/page.js";
    if (request.url === "/pier.svg") return void response.writeHead(200, { "content-type": "image/svg+xml" }).end(pier);
    if (request.url !== "/" && !isScript) return void response.writeHead(404).end();
    response.writeHead(200, { "content-type": isScript ? "text/javascript" : "text/html; charset=utf-8" });
    response.end(isScript ? script : page);
  });
  const url = await listen(site);
  return {
    url,
    async [Symbol.asyncDispose]() {
      site.closeAllConnections();
      site.close();
      await server[Symbol.asyncDispose]();
      folder.remove();
    },
  };
}

const pier =
  '<svg xmlns="http://www.w3.org/2000/svg" width="80" height="60"><rect width="80" height="60" fill="teal"/></svg>';

/** Its whole program, from the package as it is published. */
function bundle(name: string): Promise<string> {
  const known = bundles.get(name) ?? bundlePage(name);
  bundles.set(name, known);
  return known;
}

async function bundlePage(name: string): Promise<string> {
  const results = await build({
    root: widget,
    configFile: false,
    logLevel: "error",
    publicDir: false,
    define: { "process.env.NODE_ENV": '"production"' },
    resolve: {
      alias: {
        "@causerie/widget/compat": join(widget, "dist", "compat.js"),
        "@causerie/widget": join(widget, "dist", "index.js"),
        "react-dom/client": join(widget, "node_modules", "react-dom", "client.js"),
        "react/jsx-runtime": join(widget, "node_modules", "react", "jsx-runtime.js"),
        react: join(widget, "node_modules", "react", "index.js"),
      },
    },
    build: {
      write: false,
      modulePreload: false,
      rollupOptions: {
        input: join(root, "test", "e2e", "compat", "pages", `${name}.tsx`),
        output: { codeSplitting: false },
      },
    },
  });
  const output = [results].flat().flatMap((result) => ("output" in result ? result.output : []));
  return output.find((part) => part.type === "chunk")?.code ?? "";
}
