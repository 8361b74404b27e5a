import { join } from "node:path";
import { brotliCompressSync } from "node:zlib";
import { build, type Rolldown } from "vite";
import { root } from "#support/paths.ts";
import { installPeers, peerModules } from "./contender-site.ts";

/** The names that a site of tock-react-kit uses most. */
const names = "renderChat, TockContext, ThemeProvider, createTheme, Chat, useTock, Conversation, ChatInput, Card";

/**
 * The same program for tock-react-kit and for our entry of its names, built by the same bundler, in bytes of brotli without React: what a page
 * loads at once. Needs a build of the widget. @throws when the kit cannot be installed.
 */
export async function measureCompat(): Promise<{ ours: number; theirs: number }> {
  installPeers();
  const [ours, theirs] = await Promise.all([
    sizeOf(join(root, "widget"), join(root, "widget", "dist", "compat.js")),
    sizeOf(join(peerModules, ".."), join(peerModules, "tock-react-kit", "build", "tock-react-kit.esm.js")),
  ]);
  return { ours, theirs };
}

async function sizeOf(folder: string, file: string): Promise<number> {
  const entry = "virtual:program";
  const results = await build({
    root: folder,
    configFile: false,
    logLevel: "error",
    publicDir: false,
    define: { "process.env.NODE_ENV": '"production"' },
    plugins: [
      {
        name: "program",
        resolveId: (id) => (id === entry ? join(folder, "program.js") : undefined),
        load: (id) =>
          id === join(folder, "program.js")
            ? `import { ${names} } from ${JSON.stringify(file)}; globalThis.used = [${names}];`
            : undefined,
      },
    ],
    build: {
      write: false,
      minify: true,
      modulePreload: false,
      rollupOptions: { input: entry, external: /^react(-dom)?(\/|$)/ },
    },
  });
  const chunks = [results]
    .flat()
    .flatMap((result) => ("output" in result ? result.output : []))
    .filter((part): part is Rolldown.OutputChunk => part.type === "chunk");
  return atOnce(chunks).reduce((sum, { code }) => sum + brotliCompressSync(code).length, 0);
}

/** What the page's own script imports, and what that does; not what is fetched on demand. */
function atOnce(chunks: readonly Rolldown.OutputChunk[]): Rolldown.OutputChunk[] {
  const found = new Set(chunks.filter(({ isEntry }) => isEntry));
  for (const chunk of found)
    for (const name of chunk.imports) {
      const imported = chunks.find(({ fileName }) => fileName === name);
      if (imported !== undefined) found.add(imported);
    }
  return [...found];
}
