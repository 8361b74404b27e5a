/**
 * Builds what the package publishes: `causerie.js`, the script tag, and beside it the folder `causerie` with what it
 * loads on demand, the element, the page for apps and the style sheet; the React library `index.js`; the headless `chat.js`; the types.
 * Script tag and element run on Preact.
 */
import { createHash } from "node:crypto";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, brotliCompressSync, constants, gzipSync } from "node:zlib";
import { build, type InlineConfig, type Rolldown } from "vite";
import { compile } from "../setup.mjs";
import widgetPackage from "./package.json" with { type: "json" };
import { writeCustomElements } from "./custom-elements.ts";
import { featureTexts } from "./feature-texts.ts";
import { checkOwnProperties, smallest, terser } from "./minify.ts";
import { keptResult, removeUnusedResults } from "./kept-results.ts";
import { licenseFile, Notices } from "./notices.ts";

const root = import.meta.dirname;
/** Takes the place of `dist` when it is whole: a build may be ended half-way, and a server may read `dist` meanwhile. */
const dist = join(root, "dist.new");
const source = join(root, "src");

const common = {
  root,
  plugins: [featureTexts, terser],
  configFile: false,
  logLevel: "warn",
  publicDir: false,
  define: { "process.env.NODE_ENV": '"production"', WIDGET_VERSION: JSON.stringify(widgetPackage.version) },
} satisfies InlineConfig;

const conditions = ["causerie-source", "module", "browser", "production"];

const output = {
  target: "es2022",
  // Browsers with `light-dark()`: a replacement would cost a kilobyte and ignore the host's color-scheme.
  cssTarget: ["chrome123", "edge123", "firefox128", "safari18"],
  outDir: dist,
  emptyOutDir: false,
  modulePreload: false,
  reportCompressedSize: false,
  license: { fileName: licenseFile },
} as const satisfies InlineConfig["build"];

/** The longer names first, because an alias also matches what begins with it. */
const preactAsReact = join(source, "element/preact-as-react.ts");
const preact = {
  "react-dom/client": preactAsReact,
  "react/jsx-runtime": "preact/jsx-runtime",
  "react-dom": preactAsReact,
  react: preactAsReact,
};

/** What reads the network needs a yes or no, and no words about what is wrong. */
const smallValibot = { valibot: join(source, "chat/connection/small-valibot.ts") };

/**
 * What only a lazy part reads is read with a copy of its own. With the chat's it would have to be exported from there, and the
 * first open would pay for all that panels are made of.
 */
const lateReaders = ["panel.ts", "progress.ts"].map((file) => join(root, "../server/protocol/src", file));
const lateValibot: Plugin = {
  name: "late-valibot",
  enforce: "pre",
  resolveId: (id, importer) =>
    id === smallValibot.valibot && importer !== undefined && lateReaders.includes(importer) ? `${id}?late` : undefined,
};

const brotli = promisify(brotliCompress);

rmSync(dist, { recursive: true, force: true });
mkdirSync(dist, { recursive: true });
const locales = listLocales();
const notices = new Notices();
const chatChunk = await buildChat();
await buildStrings();
const { idleChunk, attentionChunk } = await buildIdle();
await buildElement("element", "element/register.ts");
await buildElement("mobile", "mobile/main.ts");
await buildLoader(chatChunk, idleChunk);
await buildErrorReports();
await buildPushWorker();
await buildStandalone();
await buildLibrary();
await buildStyle("style", "theme/style.css");
await buildStyle("mobile", "mobile/mobile.css");
checkOwnProperties({ fileName: "mobile.css", code: readFileSync(join(dist, "causerie/mobile.css"), "utf8") });
notices.write(dist, join(dist, "causerie"));
buildTypes();
writeCustomElements(dist);
await compressServedFiles();
removeUnusedResults();
reportSizes(chatChunk);
rmSync(join(root, "dist"), { recursive: true, force: true });
renameSync(dist, join(root, "dist"));

/** The large part, which element and script tag fetch on demand. @returns its file name. */
async function buildChat(): Promise<string> {
  const chunks = await run({
    ...common,
    plugins: [lateValibot, ...common.plugins],
    resolve: { conditions, alias: { ...preact, ...smallValibot } },
    build: {
      ...output,
      lib: { entry: { chat: join(source, "element/mount-app.tsx") }, formats: ["es"] },
      rollupOptions: {
        plugins: [{ name: "texts", augmentChunkHash: () => hashOf(Object.values(locales)) }],
        // What the lazy parts share with the chat stays in its one file, and is exported from there.
        preserveEntrySignatures: "allow-extension",
        output: {
          entryFileNames: "causerie/[name]-[hash].js",
          hashCharacters: "base36",
          chunkFileNames: (chunk) => `causerie/${nameLazyPart(chunk)}`,
          minify: true,
          // With all that it needs: the bundler would put what several lazy parts share with it into a file of its own.
          codeSplitting: {
            groups: [
              { name: "chat", test: /mount-app\.tsx$/ },
              // Languages need it, too. In the feature's own file it would need more code around both.
              { name: "tokens", test: /\/sugar-high\/(?!.*lang)/ },
            ],
          },
        },
      },
    },
  });
  const chat = chunks.find((chunk) => chunk.isEntry);
  if (chat === undefined) throw new Error("The build made no chunk of element/mount-app.tsx");
  return chat.fileName;
}

/** The texts of each language. Their names are that of the chat with another word, so that the script tag need not know them. */
async function buildStrings(): Promise<void> {
  await run({
    ...common,
    resolve: { conditions },
    build: {
      ...output,
      lib: { entry: locales, formats: ["es"] },
      rollupOptions: { output: { entryFileNames: ({ name }) => stringsChunk(name), minify: true } },
    },
  });
}

/** A module that defines the element. Shares no chunk with the chat: a few doubled functions cost less than one more request. */
async function buildElement(name: string, file: string): Promise<void> {
  await run({
    ...common,
    resolve: { conditions },
    build: {
      ...output,
      lib: { entry: { [name]: join(source, file) }, formats: ["es"] },
      rollupOptions: {
        external: /mount-app\.tsx$|call-attention\.ts$|\/locales\//,
        output: { entryFileNames: "causerie/[name].js", paths: servedName, minify: true },
      },
    },
  });
}

/** Shares no chunk with the chat: most pages load the one without the other. @returns the names of its files. */
async function buildIdle(): Promise<{ idleChunk: string; attentionChunk: string }> {
  const chunks = await run({
    ...common,
    resolve: { conditions },
    build: {
      ...output,
      lib: { entry: { idle: join(source, "loader/idle.ts") }, formats: ["es"] },
      rollupOptions: {
        output: {
          entryFileNames: "causerie/[name]-[hash].js",
          hashCharacters: "base36",
          chunkFileNames: "causerie/[name]-[hash].js",
          minify: true,
        },
      },
    },
  });
  const idle = chunks.find(({ isEntry }) => isEntry);
  const attention = chunks.find(({ name }) => name === "call-attention");
  // A file that the two share would be one more request of every visitor who comes back.
  if (idle === undefined || attention === undefined || chunks.length > 2)
    throw new Error("The build made other chunks of loader/idle.ts than itself and element/call-attention.ts");
  return { idleChunk: idle.fileName, attentionChunk: attention.fileName };
}

async function buildLoader(chatChunk: string, idleChunk: string): Promise<void> {
  await run({
    ...common,
    define: {
      ...common.define,
      CHAT_CHUNK: JSON.stringify(chatChunk),
      IDLE_CHUNK: JSON.stringify(idleChunk),
    },
    resolve: { conditions },
    build: {
      ...output,
      rollupOptions: {
        input: join(source, "loader/main.ts"),
        output: { format: "iife", entryFileNames: "causerie.js" },
      },
    },
  });
}

/** A tag of its own, whose name pages write. */
async function buildErrorReports(): Promise<void> {
  await run({
    ...common,
    resolve: { conditions },
    build: {
      ...output,
      rollupOptions: {
        input: join(source, "errors/error-reports.ts"),
        output: { format: "iife", entryFileNames: "causerie/errors.js" },
      },
    },
  });
}

/** A worker of its own, which the site's worker imports. */
async function buildPushWorker(): Promise<void> {
  await run({
    ...common,
    resolve: { conditions },
    build: {
      ...output,
      rollupOptions: {
        input: join(source, "push-worker/push-worker.ts"),
        output: { format: "iife", entryFileNames: "causerie/push-worker.js" },
      },
    },
  });
}

/** The element for programs that carry it in a bundle of their own. Their bundlers split and name its files anew. */
async function buildStandalone(): Promise<void> {
  const { version } = widgetPackage;
  await run({
    ...common,
    define: { ...common.define, COMPATIBLE_VERSION: JSON.stringify(compatibleVersion(version)) },
    plugins: [lateValibot, ...common.plugins],
    resolve: { conditions, alias: { ...preact, ...smallValibot } },
    build: {
      ...output,
      lib: { entry: { standalone: join(source, "standalone/standalone.ts") }, formats: ["es"] },
      rollupOptions: {
        output: {
          entryFileNames: "standalone/[name].js",
          chunkFileNames: (chunk) => `standalone/${nameLazyPart(chunk).replace("-[hash]", "")}`,
          minify: true,
        },
      },
    },
  });
}

/** By semantic versioning: before 1.0 each minor version may break. */
function compatibleVersion(version: string): string {
  const [major = "0", minor = "0"] = version.split(".");
  return major === "0" ? `0-${minor}` : major;
}

async function buildLibrary(): Promise<void> {
  await run({
    ...common,
    resolve: { conditions, alias: smallValibot },
    build: {
      ...output,
      lib: {
        entry: {
          index: join(source, "index.ts"),
          chat: join(source, "chat/index.ts"),
          local: join(source, "local/index.ts"),
          compat: join(source, "compat/index.ts"),
          primitives: join(source, "react/primitives/index.ts"),
          ...Object.fromEntries(Object.entries(locales).map(([name, file]) => [`locales/${name}`, file])),
        },
        formats: ["es"],
      },
      rollupOptions: {
        external: /^(react|react-dom)(\/|$)/,
        output: {
          entryFileNames: "[name].js",
          minify: true, // Vite leaves the spaces of a library in, and many pages load it without a bundler of their own.
          chunkFileNames: (chunk) => `shared/${nameLazyPart(chunk)}`,
          postBanner: ({ moduleIds }) => (moduleIds.some(isForClients) ? '"use client";' : ""),
          // As few files as there are entries: each more compresses worse, and is one more to fetch. Each with all that it needs.
          codeSplitting: {
            groups: [
              { name: "create-chat", test: /\/src\/chat\/create-chat\.ts$/ },
              { name: "parts", test: /\/src\/react\/(?:Chat|message\/StandingParts)\.tsx$/ },
            ],
          },
        },
      },
    },
  });
}

async function buildStyle(name: string, file: string): Promise<void> {
  await run({
    ...common,
    build: {
      ...output,
      rollupOptions: { input: join(source, file), output: { assetFileNames: `causerie/${name}.css` } },
    },
  });
}

/** Inside the package a module is `#module/file.ts`; a consumer's compiler gets plain relative paths. */
function buildTypes(): void {
  compile(root, "tsconfig.build.json");
  // Compilers need types even for an import of a style sheet.
  writeFileSync(join(dist, "causerie", "style.d.ts"), "export {};\n");
  const types = join(dist, "types");
  copyFileSync(join(source, "element/frameworks.d.ts"), join(types, "element/frameworks.d.ts"));
  for (const file of readdirSync(types, { recursive: true, encoding: "utf8" })) {
    if (!file.endsWith(".d.ts")) continue;
    const path = join(types, file);
    const text = readFileSync(path, "utf8").replaceAll(
      /"(#|\.\/)([^"]+?)(?:\.d)?\.tsx?"/g,
      (_, kind: string, name: string) => {
        const target = kind === "#" ? relative(dirname(path), join(types, name)) : name;
        return `"${target.startsWith(".") ? "" : "./"}${target}.js"`;
      },
    );
    writeFileSync(path, text);
  }
}

/** Puts beside each file that pages load what a server may send in its place: so small is too slow to be made at each request. */
async function compressServedFiles(): Promise<void> {
  const files = filesBelow(dist).filter((name) => name === "causerie.js" || dirname(name) === "causerie");
  await Promise.all(
    files.map(async (file) => {
      const bytes = readFileSync(join(dist, file));
      writeFileSync(join(dist, `${file}.br`), await compress(bytes));
      writeFileSync(join(dist, `${file}.gz`), gzipSync(bytes, { level: 9 }));
    }),
  );
}

/** By the settings of Brotli that suit this file best: which they are cannot be told from its kind. Uses all cores. */
async function compress(bytes: Buffer): Promise<Buffer> {
  const windows = [16, 17, 18, constants.BROTLI_DEFAULT_WINDOW];
  const modes = [constants.BROTLI_MODE_GENERIC, constants.BROTLI_MODE_TEXT, constants.BROTLI_MODE_FONT];
  const ways = modes.flatMap((mode) => windows.map((window) => [mode, window] as const));
  const key = JSON.stringify([process.versions.brotli, ways]);
  return keptResult([key, bytes], async () => {
    const results = ways.map(([mode, window]) =>
      brotli(bytes, { params: { [constants.BROTLI_PARAM_MODE]: mode, [constants.BROTLI_PARAM_LGWIN]: window } }),
    );
    return smallest(await Promise.all(results), ({ length }) => length);
  });
}

/** The scripts and style sheets. */
function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => /\.(js|css)$/.test(file));
}

/** The components and hooks. Frameworks that draw on a server leave a module to the browser if it begins so. */
function isForClients(id: string): boolean {
  return /\/src\/(react\/|compat\/|index\.ts$)/.test(id);
}

/** What the element loads lies beside it. */
function servedName(id: string): string {
  if (id.endsWith("call-attention.ts")) return `./${attentionChunk}`;
  const language = /\/locales\/(\w+)\.ts$/.exec(id)?.[1];
  return `./${language === undefined ? chatChunk : stringsChunk(language)}`;
}

function stringsChunk(language: string): string {
  return chatChunk.replace("chat", language);
}

/** The file of each language, by its tag. */
function listLocales(): Record<string, string> {
  const folder = join(source, "i18n/locales");
  return Object.fromEntries(readdirSync(folder).map((file) => [basename(file, ".ts"), join(folder, file)]));
}

function hashOf(files: string[]): string {
  const hash = createHash("sha256");
  for (const file of files) hash.update(readFileSync(file));
  return hash.digest("hex");
}

/** Each transport is a chunk of its own, which is fetched when it is needed. */
function nameLazyPart({ name, moduleIds }: { name: string; moduleIds: string[] }): string {
  if (moduleIds.some((id) => id.includes("socket.io-client"))) return "socket-[hash].js";
  if (moduleIds.some((id) => id.includes("eventsource-parser"))) return "sse-[hash].js";
  // A feature of the same name has a file, too, and a server knows the newest file of each name.
  if (moduleIds.at(-1)?.includes("/src/chat/files/files.ts")) return "uploads-[hash].js";
  return `${name}-[hash].js`;
}

async function run(config: InlineConfig): Promise<Rolldown.OutputChunk[]> {
  const results = [await build(config)].flat();
  const parts = results.flatMap((result) => ("output" in result ? result.output : []));
  notices.add(parts);
  return parts.filter((part) => part.type === "chunk");
}

/** What pages load as it is sent; what others bundle by Brotli's usual settings, because nobody knows theirs. */
function reportSizes(chatChunk: string): void {
  const bytesOf = (file: string): number => {
    const sent = join(dist, `${file}.br`);
    return existsSync(sent) ? statSync(sent).size : brotliCompressSync(readFileSync(join(dist, file))).length;
  };
  const size = (files: string[]): string =>
    `${(files.reduce((sum, file) => sum + bytesOf(file), 0) / 1000).toFixed(1)} kB`;
  for (const file of filesBelow(dist)) console.log(`${file.padEnd(44)} ${size([file])}`);
  console.log(`first open of the script tag: ${size(["causerie.js", chatChunk])} (brotli)`);
}
