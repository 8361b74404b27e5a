import { join } from "node:path";
import { build } from "vite";
import { root } from "#support/paths.ts";

/**
 * A host page of React with our `<Chat>`. Its settings are those of the address; `setChatProps` changes them. It counts the
 * presses that reach its own components, and keeps what is reported to it of the window.
 */
const source = `
import { createElement as h, useState } from "react";
import { createRoot } from "react-dom/client";
import { Chat, ChatProvider, Message } from "@causerie/widget";
import { Composer, Panel, QuickReplies, Thread } from "@causerie/widget/primitives";
import "@causerie/widget/style.css";

window.reported = [];
const onOpenChange = (open) => window.reported.push(open);

function Page() {
  const [shown, setShown] = useState(!new URLSearchParams(location.search).has("hidden"));
  const [props, setProps] = useState(() => ({ endpoint: "/web", onOpenChange, ...Object.fromEntries(new URLSearchParams(location.search)) }));
  window.setChatShown = setShown;
  window.setChatProps = (next) => setProps((known) => ({ ...known, ...next }));
  window.presses ??= 0;
  return h("main", { onClick: () => (window.presses += 1) }, h("h1", {}, "Harbour"), h("p", {}, "Ferries, fares and lost property."), shown && h(Chat, props));
}

/** An interface of the page's own, from parts without a look. */
function Parts() {
  const [open, onOpenChange] = useState(false);
  const keep = (name) => (element) => (window[name] = element?.localName);
  return h(ChatProvider, { endpoint: "/web" },
    h(Panel.Trigger, { open, onOpenChange }, "Help"),
    open && h(Panel.Root, { heading: "Help", ref: keep("panelRef") },
      h(Thread.Root, {},
        h(Thread.Entries, { entry: (entry) => h(Message, { key: entry.key, entry }) }),
        h(QuickReplies.Root, { reply: (reply, index) => h("li", { key: index }, h(QuickReplies.Item, { reply })) }))),
    h(Composer.Root, { onSubmit: (event) => window.holdsBack && event.preventDefault() },
      h(Composer.Input, { ref: keep("inputRef") }),
      h(Composer.Send, { asChild: true }, h("button", { className: "mine", onClick: () => (window.presses += 1) }, "Ask")),
      h(Composer.Attach, { onRefused: (error) => (window.refused = error.code) }, "Attach"),
      h(Composer.Stop, {}, "Stop")));
}
window.presses ??= 0;
createRoot(document.querySelector("#root")).render(h(new URLSearchParams(location.search).has("parts") ? Parts : Page));
`;

const entry = "virtual:react-page";
let bundle: Promise<{ script: string; style: string }> | undefined;

/** The page's script and style sheet, built once from the package as it is published. */
export function bundleReactPage(): Promise<{ script: string; style: string }> {
  bundle ??= bundlePage();
  return bundle;
}

async function bundlePage(): Promise<{ script: string; style: string }> {
  const widget = join(root, "widget");
  const results = await build({
    root: widget,
    configFile: false,
    logLevel: "error",
    publicDir: false,
    define: { "process.env.NODE_ENV": '"production"' },
    resolve: {
      alias: {
        "@causerie/widget/primitives": join(widget, "dist", "primitives.js"),
        "@causerie/widget/style.css": join(widget, "dist", "causerie", "style.css"),
        "@causerie/widget": join(widget, "dist", "index.js"),
      },
    },
    plugins: [
      {
        name: "page",
        resolveId: (id) => (id === entry ? join(widget, "react-page.js") : undefined),
        load: (id) => (id === join(widget, "react-page.js") ? source : undefined),
      },
    ],
    build: {
      write: false,
      modulePreload: false,
      cssTarget: "chrome123",
      rollupOptions: { input: entry, output: { codeSplitting: false } },
    },
  });
  const output = [results].flat().flatMap((result) => ("output" in result ? result.output : []));
  const script = output.find((part) => part.type === "chunk")?.code ?? "";
  const style = output.find((part) => part.type === "asset" && part.fileName.endsWith(".css"));
  return { script, style: style?.type === "asset" ? String(style.source) : "" };
}
