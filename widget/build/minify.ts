/**
 * Makes the files that pages load as small as they get: with names of our own for what nobody else knows. Each shortening has its
 * check here, because a name that two files know must be the same in both.
 */
import { dirname } from "node:path";
import { promisify } from "node:util";
import { brotliCompress } from "node:zlib";
import { type MinifyOptions, minify } from "terser";
import terserPackage from "terser/package.json" with { type: "json" };
import type { Plugin, Rolldown } from "vite";
import { keptResult } from "./kept-results.ts";

const brotli = promisify(brotliCompress);

/** Names of properties that only the chat's own file knows: neither a page nor another file nor what is stored has them. */
const ownNames = [
  ..."textLength refLength clientIdLength messageIdLength contextLength customDataBytes bodyBytes".split(" "),
  ..."mintSession refreshSession conversationChanged tokenChanged addUnlessKnown".split(" "),
  ..."forgetRemoved isReady sendNext".split(" "),
  ..."hopeless logged oldest".split(" "),
  ..."startOnOpen nameLanguage beforeComposer fetchExtras following startsDay".split(" "),
  ..."scroller firstKey showEarlier takeOver nameOf toEnd giveUp isWanted".split(" "),
  ..."props vnode early".split(" "),
  // Of Preact's classes: those of the page are never drawn by it.
  ..."componentWillReceiveProps getDerivedStateFromProps getDerivedStateFromError getSnapshotBeforeUpdate".split(" "),
  ..."shouldComponentUpdate componentWillUnmount componentWillUpdate componentDidUpdate componentWillMount".split(" "),
  ..."componentDidMount componentDidCatch getChildContext debounceRendering forceUpdate setState Consumer".split(" "),
];

/** The same of the script tag, where nearly all names are its own. */
const loaderNames = [
  ..."openChanged optionChanged disconnected connected useChat hasConversation saveConversation lastOpen saveOpen".split(
    " ",
  ),
  ..."unreadText container".split(" "),
];

/**
 * Names of CSS properties (`--_muted`) that only the chat and what it fetches know. Those of the launcher, and those that the
 * page for apps inherits, have the same name everywhere.
 */
const ownProperties = [
  ..."viewport-height viewport-top muted control raised on-accent tone rim link bot-bg bot-text".split(" "),
  ..."input-bg input-text code-bg button-text mono size line radius bubble-radius".split(" "),
  ..."control-radius width height bubble-width shadow target safe-bottom".split(" "),
];
const letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

/** The launcher and the page for apps are drawn by files of any age, so they share no such name. */
export function checkOwnProperties({ fileName, code }: { fileName: string; code: string }): void {
  const shared = ownProperties.filter((name) => new RegExp(`--_${name}(?![a-z-])`).test(code));
  if (shared.length > 0) throw new Error(`${fileName} knows --_${shared.join(", --_")}: no longer the chat's own`);
}

function shortenProperties(code: string): string {
  return code.replaceAll(/--_([a-z-]+)/g, (whole, name: string) => {
    // It would be another property in the one file and in the other.
    if (name.length === 1) throw new Error(`${whole} is as short as the names that the build gives: call it longer`);
    const index = ownProperties.indexOf(name);
    return index < 0 ? whole : `--_${letters.charAt(index)}`;
  });
}

/**
 * No code of ours calls an anonymous function with `new`, so it may become an arrow; functions may stand before what calls them, and one that
 * is called once may stay where it is. Which way compresses better is chance.
 */
const terserOptions = [
  { unsafe_arrows: true },
  { unsafe_arrows: false },
  { unsafe_arrows: true, hoist_funs: true },
  { unsafe_arrows: false, hoist_funs: true },
  { unsafe_arrows: true, reduce_funcs: false },
  { unsafe_arrows: false, reduce_funcs: false },
].map(
  (way) =>
    ({
      module: true,
      compress: { passes: 3, ecma: 2020, directives: false, pure_getters: true, ...way },
      format: { ecma: 2020 },
    }) satisfies MinifyOptions,
);

/** Terser finds 2 % more than Vite's own minifier, whose work it goes on with. */
export const terser: Plugin = {
  name: "terser",
  // It takes most of the time, and the bundler would say so at each build.
  options: (options) => ({ ...options, checks: { pluginTimings: false } }),
  // The name of a file is a promise about its bytes, and is made before this plugin has its turn.
  augmentChunkHash: () =>
    JSON.stringify([terserPackage.version, terserOptions, ownNames, loaderNames, ownProperties, "own exports"]),
  async generateBundle(_, bundle) {
    for (const part of Object.values(bundle)) {
      if (part.type !== "chunk") continue;
      inlineRuntime(bundle, part);
      const code = isFetched(part.fileName) ? shortenProperties(part.code) : part.code;
      const isChat = isChatFile(part.fileName);
      if (!isChat) checkOwnNames(part);
      if (["causerie.js", "causerie/element.js"].includes(part.fileName)) checkOwnProperties(part);
      const own = isChat ? ownNames : part.fileName === "causerie.js" ? loaderNames : [];
      const mangle = own.length > 0 ? { properties: { regex: new RegExp(`^(?:${own.join("|")})$`) } } : true;
      const versions = [terserPackage.version, process.versions.brotli];
      const options = JSON.stringify([versions, terserOptions, own]);
      const minified = await keptResult([options, code], () => minifyBest(code, mangle));
      part.code = whole(part.fileName) + minified.toString();
    }
    for (const file of Object.keys(bundle)) if (file.startsWith("causerie/rolldown-runtime-")) delete bundle[file];
    exportOwnNames(Object.values(bundle).filter((part) => part.type === "chunk"));
    checkNames(Object.keys(bundle));
  },
};

async function minifyBest(code: string, mangle: NonNullable<MinifyOptions["mangle"]>): Promise<string> {
  const ways = await Promise.all(
    terserOptions.map(async (options) => {
      const { code: minified = code } = await minify(code, { ...options, mangle });
      // In another thread, while this one goes on.
      return { minified, size: (await brotli(minified)).length };
    }),
  );
  return smallest(ways, ({ size }) => size).minified;
}

/** Under the name of a file that is no longer there a server sends the one that has its name now, whatever its hash. */
function checkNames(files: string[]): void {
  const names = files.filter(isFetched).map((file) => file.replace(/-[\w-]{7}\.js$/, ""));
  const doubled = names.filter((name, index) => names.indexOf(name) < index);
  if (doubled.length > 0) throw new Error(`several files are called ${doubled.join(", ")}: name them in nameLazyPart`);
}

/** A helper of the bundler that several files need is too small for a file of its own, which the first open would wait for. */
function inlineRuntime(bundle: Rolldown.OutputBundle, chunk: Rolldown.OutputChunk): void {
  chunk.code = chunk.code.replace(
    /import\s*\{([^}]*)\}\s*from\s*"\.\/(rolldown-runtime-[^"]*)";?/g,
    (whole, list: string, file: string) => {
      const runtime = bundle[`causerie/${file}`];
      if (runtime?.type !== "chunk") return whole;
      const [body = "", exported = ""] = runtime.code.split(/export\s*\{/);
      const names = new Map(entriesOf(exported.replace(/\}[\s\S]*/, "")).map(([name, alias]) => [alias, name]));
      // In a function of its own, because its names may be those of the file.
      return entriesOf(list)
        .map(([name, local]) => `var ${local} = (() => { ${body}; return ${names.get(name)}; })();`)
        .join("\n");
    },
  );
}

/** The pairs of `a as b, c`: what stands before `as` and after it. */
function entriesOf(list: string): [string, string][] {
  return list.split(",").map((entry) => {
    const [name = "", alias = name] = entry.trim().split(/\s+as\s+/);
    return [name, alias];
  });
}

/**
 * Tells Chromium to compile all functions of the chat while the file arrives, in another thread: nearly all are called to show
 * it, and one by one on the page's own thread they take 8 ms of the 30 until it can be used. Other browsers ignore it.
 */
function whole(fileName: string): string {
  return /\/(chat|socket|sse)-/.test(fileName) ? "//# allFunctionsCalledOnLoad\n" : "";
}

/** The chat exports its short names as they are, and not under others: the files that it fetches take those. */
function exportOwnNames(chunks: { fileName: string; code: string }[]): void {
  const chat = chunks.find(({ fileName }) => isChatFile(fileName));
  if (chat === undefined) return;
  const names = new Map<string, string>();
  chat.code = chat.code.replace(/export\{([^}]*)\}/, (_, list: string) => {
    const exported = list.split(",").map((entry) => {
      const [local = "", alias = local] = entry.split(" as ");
      if (alias.length > 2) return entry;
      names.set(alias, local);
      return local;
    });
    return `export{${[...new Set(exported)].sort().join(",")}}`;
  });
  const file = chat.fileName.slice(chat.fileName.lastIndexOf("/") + 1).replaceAll(/[.$]/g, "\\$&");
  for (const chunk of chunks)
    chunk.code = chunk.code.replace(
      new RegExp(`import\\{([^}]*)\\}(?=from"\\./${file}")`),
      (_, list: string) => `import{${list.split(",").map(renamed).join(",")}}`,
    );

  function renamed(entry: string): string {
    const [alias = "", local = alias] = entry.split(" as ");
    const own = names.get(alias) ?? alias;
    return own === local ? own : `${own} as ${local}`;
  }
}

function isChatFile(fileName: string): boolean {
  return /\/chat-[\w-]{7}\.js$/.test(fileName);
}

/** The chat, and what it fetches. */
function isFetched(fileName: string): boolean {
  return /^causerie\/.*-[\w-]{7}\.js$/.test(fileName);
}

/** A file that the chat fetches may not use what has another name there. */
function checkOwnNames({
  fileName,
  code,
  moduleIds,
}: Pick<Rolldown.OutputChunk, "fileName" | "code" | "moduleIds">): void {
  if (dirname(fileName) !== "causerie") return;
  // A library in a file of its own has names of its own: nothing of the chat's goes in or out by them.
  if (moduleIds.every((id) => id.includes("/node_modules/"))) return;
  const shared = ownNames.filter((name) => new RegExp(`\\b${name}\\b`).test(code));
  if (shared.length > 0) throw new Error(`${fileName} knows ${shared.join(", ")}: no longer the chat's own names`);
}

export function smallest<Way>(ways: Way[], sizeOf: (way: Way) => number): Way {
  return ways.reduce((best, next) => (sizeOf(next) < sizeOf(best) ? next : best));
}
