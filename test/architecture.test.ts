import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { expect, test } from "vitest";
import { root } from "./support/paths.ts";

/**
 * Who may import whom in `server/src`. A module is a folder, or a file in one; what it may import stands behind it. The
 * files that start the server, `cli` and the entries of the package see all. Read it as: the bot knows no channel, no database and no HTTP; a
 * connector knows no bot and no other connector; who needs a thing owns its interface.
 */
const server: Record<string, readonly string[]> = {
  "app/errors.ts": [],
  "app/describe-error.ts": ["app/errors.ts", "channel"],
  "app/logger.ts": ["app/guarded-logger.ts"],
  "app/report-defect.ts": ["channel", "app/logger.ts"],
  "app/guarded-listeners.ts": [],
  "app/masked-logger.ts": ["app/logger.ts"],
  "app/guarded-logger.ts": ["app/describe-error.ts"],
  "app/connector-hosts.ts": [
    "uploads",
    "channel",
    "pipeline/inbox",
    "pipeline/watching",
    "store",
    "app/errors.ts",
    "app/logger.ts",
    "app/report-defect.ts",
  ],
  "app/running-connectors.ts": [
    "channel",
    "http",
    "pipeline/lanes",
    "async",
    "app/errors.ts",
    "app/guarded-listeners.ts",
    "app/logger.ts",
    "app/own-call.ts",
    "app/report-defect.ts",
  ],
  "app/open-services.ts": [
    "channel",
    "config",
    "limits",
    "pipeline/signals",
    "pipeline/watching",
    "redis",
    "store",
    "app/logger.ts",
  ],
  "app/running-bots.ts": ["bot", "channel", "http", "app/logger.ts"],
  "app/metrics": ["bot", "channel", "conversation", "http", "pipeline/outbox", "store", "app/errors.ts"],
  "app/tracing": [
    "collections",
    "bot",
    "channel",
    "conversation",
    "pipeline/inbox",
    "pipeline/inbox/bot-runtime.ts",
    "app/describe-error.ts",
    "app/version.ts",
  ],
  // Joins what all the others are.
  "app/backend": [
    "bot",
    "channel",
    "config",
    "conversation",
    "pipeline/inbox",
    "pipeline/inbox/bot-runtime.ts",
    "pipeline/lanes",
    "pipeline/notify",
    "pipeline/outbox",
    "identity",
    "sessions",
    "store",
    "understanding",
    "uploads",
    "app/connector-hosts.ts",
    "app/errors.ts",
    "app/event-loop-watch.ts",
    "app/kept-clock.ts",
    "app/late-story-errors.ts",
    "app/load",
    "app/logger.ts",
    "app/masked-logger.ts",
    "app/metrics",
    "app/open-services.ts",
    "app/people-api.ts",
    "app/running-bots.ts",
    "app/running-connectors.ts",
    "app/tracing",
    "app/turn-log.ts",
  ],
  "app/event-loop-watch.ts": ["bot", "app/logger.ts"],
  "app/load": ["app/logger.ts"],
  "app/late-story-errors.ts": ["bot", "app/logger.ts"],
  "app/log-crashes.ts": ["bot", "app/logger.ts"],
  "app/own-call.ts": ["channel"],
  "app/outgoing-proxy.ts": [],
  "app/steady-clock.ts": [],
  "app/kept-clock.ts": ["app/logger.ts", "app/steady-clock.ts"],
  "app/turn-log.ts": ["bot", "understanding", "app/logger.ts"],
  "app/people-api.ts": ["channel", "operator", "pipeline/signals", "sessions", "store", "app/errors.ts"],
  "app/version.ts": [],
  "app/make-folder.ts": [],
  "app/file-owner.ts": [],
  async: [],
  collections: [],
  names: [],
  channel: ["async", "names", "app/logger.ts"],
  conversation: ["channel"],
  understanding: ["channel", "async", "names", "i18n/locale.ts", "app/errors.ts", "app/make-folder.ts"],
  "i18n/locale.ts": [],
  i18n: ["i18n/locale.ts", "app/errors.ts"],
  "tock-bots": [
    "async",
    "bot",
    "channel",
    "http",
    "i18n",
    "i18n/locale.ts",
    "tock-import",
    "understanding",
    "app/errors.ts",
  ],
  // Loads what it has imported, so it sees what a story is made of.
  "tock-import": ["bot", "channel", "understanding", "i18n", "i18n/locale.ts", "app/errors.ts"],
  bot: [
    "names",
    "channel",
    "identity",
    "conversation",
    "understanding",
    "i18n",
    "i18n/locale.ts",
    "async",
    "pipeline/inbox/bot-runtime.ts",
    "pipeline/signals",
    "app/errors.ts",
  ],
  operator: ["channel", "conversation", "identity", "app/logger.ts"],
  sessions: ["channel", "collections", "app/logger.ts"],
  uploads: ["channel", "async", "app/errors.ts", "app/logger.ts"],
  identity: ["channel", "conversation"],
  "pipeline/lanes": ["app/logger.ts"],
  "pipeline/signals": ["channel", "collections"],
  "pipeline/watching": ["channel", "collections", "pipeline/signals"],
  limits: ["channel", "collections", "http", "app/errors.ts"],
  redis: ["limits", "pipeline/signals", "app/errors.ts", "app/logger.ts"],
  "pipeline/notify": ["channel", "pipeline/inbox", "pipeline/outbox", "pipeline/signals"],
  "pipeline/inbox/bot-runtime.ts": ["conversation"],
  "pipeline/inbox": [
    "async",
    "pipeline/inbox/bot-runtime.ts",
    "channel",
    "conversation",
    "pipeline/lanes",
    "pipeline/signals",
    "app/errors.ts",
    "app/logger.ts",
  ],
  "pipeline/outbox": ["channel", "pipeline/lanes", "app/logger.ts"],
  "http/own-paths.ts": [],
  http: ["http/own-paths.ts", "async", "app/errors.ts", "app/logger.ts"],
  "connectors/web": ["channel", "collections", "http", "http/own-paths.ts", "async", "app/errors.ts"],
  "connectors/messenger": ["http", "channel", "collections", "i18n/locale.ts", "app/errors.ts", "app/logger.ts"],
  config: [
    "operator",
    "bot",
    "channel",
    "names",
    "http/own-paths.ts",
    "app/errors.ts",
    "app/file-owner.ts",
    "app/logger.ts",
    "app/make-folder.ts",
  ],
  store: [
    "collections",
    "identity",
    "operator",
    "sessions",
    "uploads",
    "channel",
    "conversation",
    "pipeline/inbox",
    "pipeline/outbox",
    "pipeline/notify",
    "pipeline/lanes",
    "pipeline/signals",
    "pipeline/watching",
    "limits",
    "app/errors.ts",
    "app/file-owner.ts",
    "app/logger.ts",
    "app/make-folder.ts",
  ],
  testing: [
    "http",
    "sessions",
    "limits",
    "pipeline/inbox",
    "pipeline/outbox",
    "app/connector-hosts.ts",
    "app/running-connectors.ts",
    "app/logger.ts",
    "bot",
    "channel",
    "conversation",
    "connectors/web",
    "connectors/messenger",
    "store",
    "understanding",
    "i18n/locale.ts",
    "pipeline/signals",
    "app/errors.ts",
  ],
};
const serverSeesAll = ["app/server.ts", "app/start-server.ts", "cli", "index.ts", "connector.ts"];

/**
 * The same inside the widget: loader -> element -> react -> chat, and in each of them from room to room. The files right
 * in `chat` and `react` put the rooms together.
 */
const widget: Record<string, readonly string[]> = {
  "chat/chat.ts": [],
  "chat/chat-error.ts": [],
  "chat/clock.ts": ["chat/chat-error.ts"],
  "chat/emitter.ts": [],
  "chat/to-json.ts": [],
  "chat/browser": ["chat/clock.ts"],
  "chat/storage": ["chat/chat-error.ts", "chat/clock.ts", "chat/browser"],
  "chat/connection": [
    "chat/chat.ts",
    "chat/chat-error.ts",
    "chat/clock.ts",
    "chat/to-json.ts",
    "chat/browser",
    "chat/storage",
    "chat/connection/transports",
  ],
  // Each way to read the log, and which of them is open.
  "chat/connection/transports": [
    "chat/chat.ts",
    "chat/chat-error.ts",
    "chat/clock.ts",
    "chat/to-json.ts",
    "chat/storage",
    "chat/connection",
  ],
  "chat/state": ["chat/chat.ts", "chat/emitter.ts", "chat/connection", "chat/storage"],
  "chat/sending": [
    "chat/chat.ts",
    "chat/chat-error.ts",
    "chat/clock.ts",
    "chat/to-json.ts",
    "chat/browser",
    "chat/storage",
    "chat/connection",
    "chat/state",
  ],
  // Who is signed in on the page: fetched on demand.
  "chat/sign-in": [
    "chat/chat.ts",
    "chat/chat-error.ts",
    "chat/clock.ts",
    "chat/connection",
    "chat/files",
    "chat/sending",
    "chat/state",
    "chat/storage",
  ],
  "chat/files": [
    "chat/chat.ts",
    "chat/chat-error.ts",
    "chat/clock.ts",
    "chat/browser",
    "chat/connection",
    "chat/state",
    "chat/storage",
  ],
  // Where another conversation is kept and asked for. In a file of its own, because its words are those of many rooms.
  "chat/slot.ts": ["chat", "chat/chat.ts", "chat/storage"],
  // All conversations of the visitor: fetched on demand.
  "chat/home": [
    "chat",
    "chat/chat.ts",
    "chat/slot.ts",
    "chat/connection",
    "chat/sending",
    "chat/state",
    "chat/storage",
  ],
  // The engine for a server of Tock: fetched where the page names it.
  "chat/tock": [
    "chat",
    "chat/chat.ts",
    "chat/chat-error.ts",
    "chat/clock.ts",
    "chat/to-json.ts",
    "chat/browser",
    "chat/storage",
    "chat/connection",
    "chat/connection/transports",
    "chat/state",
    "chat/sending",
  ],
  chat: [
    "chat/tock",
    "chat/files",
    "chat/slot.ts",
    "chat/sign-in",
    "chat/chat.ts",
    "chat/chat-error.ts",
    "chat/clock.ts",
    "chat/to-json.ts",
    "chat/browser",
    "chat/storage",
    "chat/connection",
    "chat/state",
    "chat/sending",
  ],
  i18n: [],
  theme: [],
  "react/context.ts": ["chat/chat.ts", "react/extras"],
  // What a page of React draws in its own manner.
  "react/renderers": [
    "chat/chat.ts",
    "react",
    "react/text.ts",
    "react/hooks",
    "react/extras",
    "react/message",
    "react/parts",
    "react/seams",
    "react/testing",
  ],
  "react/text.ts": ["i18n"],
  "react/Icon.tsx": ["theme"],
  "react/ErrorBoundary.tsx": [],
  "react/RetryButton.tsx": ["react/text.ts"],
  "react/hooks": [
    "chat",
    "chat/chat.ts",
    "chat/state",
    "chat/storage",
    "i18n",
    "theme",
    "react/context.ts",
    "react/text.ts",
  ],
  "react/keep-focus.ts": ["react/hooks"],
  "react/ChatRoot.tsx": ["theme", "react/hooks", "react/parts", "react", "react/keep-focus.ts"],
  // Fetched on demand, for pages that ask for a shadow root.
  "react/isolate": ["theme", "react/ChatRoot.tsx", "react/keep-focus.ts", "react/text.ts"],
  // The places that features fill, and what a feature is.
  // Parts without a look: an entry of its own.
  "react/primitives": ["chat/chat.ts", "react/hooks", "react/message", "react/text.ts"],
  "react/seams": ["chat/chat.ts", "react/context.ts"],
  // Each feature is fetched by its name. What all need lies beside them.
  "react/features": [
    "chat/tock",
    "chat/files",
    "chat/home",
    "attention",
    "chat/chat.ts",
    "i18n",
    "theme",
    "react/context.ts",
    "react/text.ts",
    "react/Icon.tsx",
    "react/ErrorBoundary.tsx",
    "react/hooks",
    "react/message",
    "react/extras",
    "react/seams",
  ],
  // The parts that are fetched on demand draw with those of a message, and a message draws what it fetches.
  "react/extras": [
    "chat/files",
    "chat/chat.ts",
    "i18n",
    "theme",
    "react/context.ts",
    "react/text.ts",
    "react/Icon.tsx",
    "react/RetryButton.tsx",
    "react/hooks",
    "react/message",
    "react/seams",
    "react/features",
  ],
  "react/message": [
    "chat/chat.ts",
    "i18n",
    "react/context.ts",
    "react/text.ts",
    "react/Icon.tsx",
    "react/RetryButton.tsx",
    "react/hooks",
    "react/extras",
    "react/seams",
  ],
  "react/parts": [
    "chat/chat.ts",
    "i18n",
    "react/context.ts",
    "react/text.ts",
    "react/Icon.tsx",
    "react/ErrorBoundary.tsx",
    "react/RetryButton.tsx",
    "react/hooks",
    "react/message",
    "react/extras",
    "react/seams",
    "react/testing",
  ],
  "react/testing": ["react/message", "chat/chat.ts", "react", "react/hooks", "react/parts"],
  react: [
    "react/primitives",
    "react/renderers",
    "chat/chat.ts",
    "i18n",
    "react/ErrorBoundary.tsx",
    "react/context.ts",
    "react/text.ts",
    "react/hooks",
    "react/extras",
    "react/features",
    "react/isolate",
    "react/parts",
    "react/testing",
    "react/ChatRoot.tsx",
  ],
  // What stands beside the launcher, in plain DOM: it is there before the chat is loaded.
  attention: ["chat/chat.ts", "i18n", "theme"],
  // One file for each feature, with its style.
  "element/features": ["element", "react/features", "theme"],
  element: [
    "element/features",
    "attention",
    "chat",
    "chat/sign-in",
    "chat/chat.ts",
    "chat/storage",
    "i18n",
    "theme",
    "react",
    "react/keep-focus.ts",
    "react/ErrorBoundary.tsx",
    "react/text.ts",
    "react/hooks",
    "react/extras",
    "react/seams",
    "react/parts",
  ],
  // Messages that the page adds to a conversation: an entry of its own.
  local: ["chat/chat.ts", "chat/emitter.ts"],
  // The names of tock-react-kit on these parts: an entry of its own.
  "compat/data": ["chat/chat.ts", "react/message"],
  "compat/look": ["react/hooks", "theme"],
  "compat/state": ["chat", "chat/chat.ts", "chat/state", "compat/data", "i18n", "local", "react/extras"],
  "compat/parts": [
    "chat/chat.ts",
    "compat/data",
    "compat/look",
    "compat/state",
    "react",
    "react/Icon.tsx",
    "react/message",
    "react/parts",
  ],
  compat: ["compat/data", "compat/look", "compat/parts", "compat/state"],
  loader: ["chat/storage", "element", "loader/idle.ts"],
  "loader/idle.ts": ["chat/storage", "element", "loader/unread.ts"],
  // Looks for news in place of the chat, with the chat's own storage.
  "loader/unread.ts": ["chat", "chat/chat.ts", "chat/clock.ts", "chat/to-json.ts", "chat/storage", "element"],
  // A page of its own around the element.
  mobile: ["chat/sending", "element", "i18n", "theme"],
  // The element for the bundles of other programs. It makes the conversation itself, by properties that the element has not.
  standalone: ["chat", "chat/chat.ts", "chat/sign-in", "chat/storage", "element", "i18n", "theme"],
  errors: [],
  "push-worker": [],
};
const widgetSeesAll = ["index.ts", "index.test.ts"];

/** SharePoint's package. `common` knows nothing of SharePoint's framework, so it runs in any test. */
const sharepoint: Record<string, readonly string[]> = {
  "common/properties": [],
  "common/theme": [],
  "common/sign-in": ["common/properties"],
  "common/tenant": ["common/properties"],
  "common/mount": ["common/properties", "common/theme"],
  spfx: ["common/properties", "common/sign-in", "common/tenant", "common/theme"],
  webparts: ["common/mount", "common/properties", "common/theme", "spfx"],
  extensions: ["common/mount", "common/properties", "common/theme", "spfx"],
};

/** Which workspace packages a package's sources may import. */
const packages: Record<string, readonly string[]> = {
  "server/protocol/src": [],
  "server/src": ["@causerie/protocol"],
  "widget/src": ["@causerie/protocol"],
  "widget/sharepoint/src": ["@causerie/widget/standalone"],
  "demo/src": ["@causerie/server", "@causerie/widget", "@causerie/fake-graph"],
  "test/support/fake-graph/src": [],
};

type Import = { file: string; specifier: string };

function filesBelow(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
}

function importsBelow(folder: string): Import[] {
  return filesBelow(folder).flatMap((path) => {
    const file = relative(join(root, folder), path);
    const source = readFileSync(path, "utf8").replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, "");
    const found = source.matchAll(/(?:from\s+|import\s*\(\s*|^import\s+)"([^"]+)"/gm);
    return [...found].map(([, specifier = ""]) => ({ file, specifier }));
  });
}

/** The own file that an import leads to; undefined for a package. */
function targetOf({ file, specifier }: Import): string | undefined {
  if (specifier.startsWith("#")) return specifier.slice(1);
  return specifier.startsWith("./") ? join(dirname(file), specifier) : undefined;
}

/** The longest module of the table that a path lies in. */
function moduleOf(path: string, table: Record<string, unknown>): string | undefined {
  return Object.keys(table)
    .filter((module) => path === module || path.startsWith(`${module}/`))
    .sort((a, b) => b.length - a.length)[0];
}

function violations(folder: string, table: Record<string, readonly string[]>, seesAll: readonly string[]): string[] {
  return importsBelow(folder).flatMap((each) => {
    const { file, specifier } = each;
    const target = targetOf(each);
    if (target === undefined || seesAll.includes(file) || seesAll.includes(file.split("/")[0] ?? "")) return [];
    const from = moduleOf(file, table);
    const to = moduleOf(target, table);
    if (from === undefined) return [`${file} belongs to no module of the table`];
    if (to === undefined) return [`${file} imports ${specifier}, which belongs to no module of the table`];
    const allowed = to === from || table[from]?.includes(to) === true;
    // A test may use what its module may use, and nothing else.
    return allowed ? [] : [`${file} imports ${specifier}: ${from} may not know ${to}`];
  });
}

test("the server's modules know only whom they may know", () => {
  expect(violations("server/src", server, serverSeesAll)).toEqual([]);
});

test("every permission of the tables is used: one that is not says something that is no longer so", () => {
  const unused = [
    ["server/src", server],
    ["widget/src", widget],
    ["widget/sharepoint/src", sharepoint],
  ] as const;
  const found = unused.flatMap(([folder, table]) => {
    const used = new Set(
      importsBelow(folder).map((each) => `${moduleOf(each.file, table)} -> ${moduleOf(targetOf(each) ?? "", table)}`),
    );
    return Object.entries(table).flatMap(([from, all]) =>
      all.map((to) => `${from} -> ${to}`).filter((permission) => !used.has(permission)),
    );
  });
  expect(found).toEqual([]);
});

test("the widget's layers know only those below them", () => {
  expect(violations("widget/src", widget, widgetSeesAll)).toEqual([]);
});

test("in SharePoint's package only the rooms around the chat know SharePoint's framework", () => {
  expect(violations("widget/sharepoint/src", sharepoint, [])).toEqual([]);
  const framework = importsBelow("widget/sharepoint/src").filter(({ specifier }) =>
    specifier.startsWith("@microsoft/"),
  );
  const rooms = new Set(framework.map(({ file }) => file.split("/")[0]));
  expect(rooms).toEqual(new Set(["spfx", "webparts", "extensions"]));
});

test("packages import only the packages they may", () => {
  const found = Object.entries(packages).flatMap(([folder, allowed]) =>
    importsBelow(folder)
      .filter(({ file }) => !/\.test\.tsx?$/.test(file))
      .filter(({ specifier }) => specifier.startsWith("@causerie/"))
      .filter(({ specifier }) => !allowed.some((name) => specifier === name || specifier.startsWith(`${name}/`)))
      .map(({ file, specifier }) => `${folder}/${file} imports ${specifier}`),
  );
  expect(found).toEqual([]);
});

test("own files are imported as ./file.ts, never through ../", () => {
  const found = Object.keys(packages).flatMap((folder) =>
    importsBelow(folder)
      .filter(({ specifier }) => specifier.includes("../"))
      .map(({ file, specifier }) => `${folder}/${file} imports ${specifier}`),
  );
  expect(found).toEqual([]);
});

/** Files that reach themselves by their imports, each with the way back. An import of types counts like any other. */
function importCircles(folder: string): string[] {
  const imports = new Map<string, string[]>();
  for (const each of importsBelow(folder)) {
    const target = targetOf(each);
    if (target !== undefined) imports.set(each.file, [...(imports.get(each.file) ?? []), target]);
  }
  const circles: string[] = [];
  const done = new Set<string>();
  const visit = (file: string, path: readonly string[]): void => {
    if (path.includes(file)) circles.push([...path.slice(path.indexOf(file)), file].join(" -> "));
    if (path.includes(file) || done.has(file)) return;
    for (const target of imports.get(file) ?? []) visit(target, [...path, file]);
    done.add(file);
  };
  for (const file of imports.keys()) visit(file, []);
  return circles;
}

test("no file of the server imports itself by way of others, not even for its types", () => {
  expect(importCircles("server/src")).toEqual([]);
});

test("the protocol touches neither Node nor the DOM, and the chat core no DOM", () => {
  const node = importsBelow("server/protocol/src").filter(({ specifier }) => specifier.startsWith("node:"));
  expect(node).toEqual([]);
  const dom = filesBelow("widget/src/chat")
    .filter((path) => !path.endsWith(".test.ts"))
    .filter((path) => /\b(document\.|window\.|HTMLElement|from "react")/.test(readFileSync(path, "utf8")))
    .map((path) => relative(root, path));
  expect(dom).toEqual([]);
});

test("the tables look at something: every module exists and has imports to judge", () => {
  for (const [folder, table] of [
    ["server/src", server],
    ["widget/src", widget],
    ["widget/sharepoint/src", sharepoint],
  ] as const) {
    const files = filesBelow(folder).map((path) => relative(join(root, folder), path));
    const empty = Object.keys(table).filter((module) => !files.some((file) => moduleOf(file, table) === module));
    expect(empty).toEqual([]);
  }
  expect(importsBelow("server/src").filter(({ specifier }) => specifier.startsWith("#")).length).toBeGreaterThan(80);
});
