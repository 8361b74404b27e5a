/**
 * Builds what the package publishes: `causerie.js`, the script tag, and beside it the folder `causerie` with what it
 * loads on demand, the element, the page for apps and the style sheet; the React library `index.js`; the headless `chat.js`; the types.
 * Script tag and element run on Preact.
 */
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { basename, join } from "node:path";
import { build, type InlineConfig, type Rolldown } from "vite";
import { buildTypes } from "./build-types.ts";
import { writeCustomElements } from "./custom-elements.ts";
import { removeUnusedResults } from "./kept-results.ts";
import { checkOwnProperties } from "./minify.ts";
import { Notices } from "./notices.ts";
import widgetPackage from "../package.json" with { type: "json" };
import { dist, root, source } from "./paths.ts";
import { common, conditions, lateValibot, output, preact, smallValibot } from "./settings.ts";
import { compressServedFiles, reportSizes } from "./served-files.ts";

rmSync(dist, { recursive: true, force: true });
mkdirSync(dist, { recursive: true });
const locales = listLocales();
const notices = new Notices();
const chatChunk = await buildChat();
await buildStrings();
const { idleChunk, attentionChunk } = await buildIdle();
await buildElement("element", "element/register.ts");
await buildElement("mobile", "mobile/main.ts");
await buildScript("causerie.js", {
  input: "loader/main.ts",
  define: { CHAT_CHUNK: JSON.stringify(chatChunk), IDLE_CHUNK: JSON.stringify(idleChunk) },
});
await buildScript("causerie/errors.js", { input: "errors/error-reports.ts" });
// The site's worker imports it.
await buildScript("causerie/push-worker.js", { input: "push-worker/push-worker.ts" });
await buildStandalone();
await buildLibrary();
await buildStyle("style", "theme/style.css");
await buildStyle("mobile", "mobile/mobile.css");
checkOwnProperties({ fileName: "mobile.css", code: readFileSync(join(dist, "causerie/mobile.css"), "utf8") });
notices.write(dist, join(dist, "causerie"));
buildTypes(root, dist);
writeCustomElements(dist);
await compressServedFiles(dist);
removeUnusedResults();
reportSizes(dist, chatChunk);
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
          entryFileNames: "causerie/[name]-[hash:7].js",
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
          entryFileNames: "causerie/[name]-[hash:7].js",
          hashCharacters: "base36",
          chunkFileNames: "causerie/[name]-[hash:7].js",
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

/** A classic script of one file, for a tag or a worker: its name is what pages write. */
async function buildScript(
  fileName: string,
  { input, define = {} }: { input: string; define?: Record<string, string> },
): Promise<void> {
  await run({
    ...common,
    define: { ...common.define, ...define },
    resolve: { conditions },
    build: {
      ...output,
      rollupOptions: { input: join(source, input), output: { format: "iife", entryFileNames: fileName } },
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
          chunkFileNames: (chunk) => `standalone/${nameLazyPart(chunk).replace("-[hash:7]", "")}`,
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
  if (moduleIds.some((id) => id.includes("socket.io-client"))) return "socket-[hash:7].js";
  if (moduleIds.some((id) => id.includes("eventsource-parser"))) return "sse-[hash:7].js";
  // A feature of the same name has a file, too, and a server knows the newest file of each name.
  if (moduleIds.at(-1)?.includes("/src/chat/files/files.ts")) return "uploads-[hash:7].js";
  return `${name}-[hash:7].js`;
}

async function run(config: InlineConfig): Promise<Rolldown.OutputChunk[]> {
  const results = [await build(config)].flat();
  const parts = results.flatMap((result) => ("output" in result ? result.output : []));
  notices.add(parts);
  return parts.filter((part) => part.type === "chunk");
}
