/**
 * Builds the console into `server/dist/desk`, from where the server hands it out: `index.html`, and below `assets` what it loads, with a hash in
 * each name. Beside each file lies what a server may send in its place.
 */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { build, type Rolldown } from "vite";
import { licenseFile, Notices } from "../../widget/build/notices.ts";

const root = import.meta.dirname;
const dist = join(root, "../dist/desk");
const notices = new Notices();

const results = [
  await build({
    root,
    // Wherever it is: the server may be below a path. In the document the server writes where.
    base: "./",
    configFile: false,
    logLevel: "warn",
    publicDir: false,
    define: { "process.env.NODE_ENV": '"production"' },
    resolve: { conditions: ["causerie-source", "module", "browser", "production"] },
    build: {
      target: "es2022",
      // Browsers with `light-dark()`, as for the widget.
      cssTarget: ["chrome123", "edge123", "firefox128", "safari18"],
      outDir: dist,
      // The server's own compiled code lies there, too.
      emptyOutDir: false,
      modulePreload: { polyfill: false },
      assetsInlineLimit: 0,
      reportCompressedSize: false,
      license: { fileName: licenseFile },
      rollupOptions: {
        // What a framework that draws on a server would do with it does not matter here.
        onwarn: (warning, warn) => warning.code === "MODULE_LEVEL_DIRECTIVE" || warn(warning),
        output: {
          // Few files: what nearly every page needs would else be split by who uses it, into many small ones.
          codeSplitting: {
            groups: [
              { name: "react", test: /node_modules\/(react|react-dom|scheduler|valibot)\// },
              { name: "ui", test: /node_modules\/(@base-ui|@floating-ui|use-sync-external-store|reselect)/ },
              {
                name: "parts",
                test: /\/desk\/src\/(parts|i18n|state|routing|wire)\/(?!(en|de|fr|IconButton|Modal|Confirm|toasts)\.tsx?)/,
              },
            ],
          },
        },
      },
    },
  }),
].flat();
const parts = results.flatMap((result) => ("output" in result ? result.output : []));
notices.add(parts);
notices.write(dist);
const files = readdirSync(join(dist, "assets")).filter((file) => /\.(js|css)$/.test(file));
for (const file of files) {
  const path = join(dist, "assets", file);
  const bytes = readFileSync(path);
  writeFileSync(`${path}.br`, brotliCompressSync(bytes));
  writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }));
}
reportSizes(parts);

/** What a browser fetches until the sign-in stands there, and until the inbox does. */
function reportSizes(all: readonly (Rolldown.OutputChunk | Rolldown.OutputAsset)[]): void {
  const chunks = new Map(all.flatMap((part) => (part.type === "chunk" ? [[part.fileName, part] as const] : [])));
  const named = (name: string): Rolldown.OutputChunk[] => [...chunks.values()].filter((chunk) => chunk.name === name);
  const withImports = (names: Iterable<string>, found = new Set<string>()): Set<string> => {
    for (const name of names) {
      if (found.has(name)) continue;
      found.add(name);
      const chunk = chunks.get(name);
      for (const style of chunk?.viteMetadata?.importedCss ?? []) found.add(style);
      withImports(chunk?.imports ?? [], found);
    }
    return found;
  };
  const size = (names: Iterable<string>): string => {
    const bytes = [...names].map((name) => brotliCompressSync(readFileSync(join(dist, name))).length);
    return `${(bytes.reduce((sum, each) => sum + each, 0) / 1000).toFixed(1)} kB in ${bytes.length} files`;
  };
  const entry = [...chunks.values()].filter(({ isEntry }) => isEntry);
  const first = [...entry, ...named("en")].map(({ fileName }) => fileName);
  const inbox = [...named("Console"), ...named("InboxPage")].map(({ fileName }) => fileName);
  console.log(`desk: sign-in ${size(withImports(first))}, inbox ${size(withImports([...first, ...inbox]))} (brotli)`);
}
