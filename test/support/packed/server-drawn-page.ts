import { writeFileSync } from "node:fs";
import type { RequestListener } from "node:http";
import { join } from "node:path";
import { build } from "vite";
import { runCommand } from "#support/commands/run-command.ts";
import { installQuickly, outsideEnv, pack, widgetPackages } from "./install-outside.ts";

/** The page, as server and browser draw it. */
const page = `
import { StrictMode, createElement as h } from "react";
import { Chat, createChat } from "@causerie/widget";

/** Where \`said\` is set, the page makes the conversation itself, and it has gone on before the browser takes over. */
export function withChat({ said, ...props }) {
  if (said === undefined) return props;
  const { endpoint, ...rest } = props;
  const chat = createChat({ endpoint });
  if ("document" in globalThis) chat.sendText(said);
  return { chat, ...rest };
}

export const Page = ({ chats }) => h(StrictMode, {}, h("main", {}, h("h1", {}, "Harbour")), chats.map((props, key) => h(Chat, { key, ...props })));
`;

/** It ends on its own: nothing of the chat may keep a server's process alive. */
const onServer = `
import { createElement as h } from "react";
import { renderToString } from "react-dom/server";
import { Page, withChat } from "./page.js";

for (const name of ["window", "document", "location", "sessionStorage"])
  if (name in globalThis) throw new Error("a server has no " + name);
process.stdout.write(renderToString(h(Page, { chats: JSON.parse(process.argv[2]).map(withChat) })));
`;

const inBrowser = `
import { createElement as h } from "react";
import { hydrateRoot } from "react-dom/client";
import "@causerie/widget/style.css";
import { Page, withChat } from "./page.js";

window.hydrationErrors = [];
const chats = JSON.parse(document.querySelector("#chats").textContent).map(withChat);
hydrateRoot(document.querySelector("#root"), h(Page, { chats }), {
  onRecoverableError: (error) => window.hydrationErrors.push(String(error)),
});
`;

export type ServerDrawnPage = {
  /** Draws the chats on a server, in a process of its own. */
  draw(chats: readonly object[]): Promise<string>;
  /** Serves the page with what `draw` gave, its script and its style sheet. */
  serve(html: string, chats: readonly object[]): RequestListener;
};

/** An application outside the workspace with the packed widget and this version of React, which draws on its server. */
export async function makeServerDrawnPage(folder: string, react: string): Promise<ServerDrawnPage> {
  const tarballs = await pack(join(folder, "tarballs"), widgetPackages);
  await installQuickly(folder, [...tarballs, `react@${react}`, `react-dom@${react}`]);
  const files = { "page.js": page, "server.js": onServer, "browser.js": inBrowser };
  for (const [name, code] of Object.entries(files)) writeFileSync(join(folder, name), code);
  const { script, style } = await bundle(folder);
  return {
    draw: (chats) =>
      runCommand("node", ["server.js", JSON.stringify(chats)], {
        cwd: folder,
        env: { ...outsideEnv, TZ: "America/Los_Angeles", LANG: "en_US.UTF-8", NODE_ENV: "development" },
      }),
    serve: (html, chats) => (request, response) => {
      const path = request.url ?? "/";
      if (path === "/page.js") return void response.writeHead(200, { "content-type": "text/javascript" }).end(script);
      if (path === "/page.css") return void response.writeHead(200, { "content-type": "text/css" }).end(style);
      response.writeHead(path === "/" ? 200 : 404, { "content-type": "text/html; charset=utf-8" });
      response.end(toHtml(html, chats));
    },
  };
}

/** React's development build: only that one says which attribute or text differs. */
async function bundle(folder: string): Promise<{ script: string; style: string }> {
  const results = await build({
    root: folder,
    configFile: false,
    logLevel: "error",
    publicDir: false,
    mode: "development",
    define: { "process.env.NODE_ENV": '"development"' },
    build: {
      write: false,
      minify: false,
      modulePreload: false,
      cssTarget: "chrome123",
      rollupOptions: { input: join(folder, "browser.js"), output: { codeSplitting: false } },
    },
  });
  const output = [results].flat().flatMap((result) => ("output" in result ? result.output : []));
  const script = output.find((part) => part.type === "chunk")?.code ?? "";
  const style = output.find((part) => part.type === "asset" && part.fileName.endsWith(".css"));
  return { script, style: style?.type === "asset" ? String(style.source) : "" };
}

function toHtml(html: string, chats: readonly object[]): string {
  return `<!doctype html>
<html lang="fr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Harbour</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/page.css">
</head>
<body>
<div id="root">${html}</div>
<script type="application/json" id="chats">${JSON.stringify(chats)}</script>
<script type="module" src="/page.js"></script>
</body>
</html>`;
}
