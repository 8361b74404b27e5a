import { join } from "node:path";
import type { InlineConfig, Plugin } from "vite";
import { featureTexts } from "./feature-texts.ts";
import { terser } from "./minify.ts";
import { licenseFile } from "./notices.ts";
import { dist, root, source } from "./paths.ts";
import { tighterStyles } from "./tighter-styles.ts";
import widgetPackage from "../package.json" with { type: "json" };

export const common = {
  root,
  plugins: [featureTexts, tighterStyles, terser],
  configFile: false,
  logLevel: "warn",
  publicDir: false,
  define: { "process.env.NODE_ENV": '"production"', WIDGET_VERSION: JSON.stringify(widgetPackage.version) },
} satisfies InlineConfig;

export const conditions = ["causerie-source", "module", "browser", "production"];

export const output = {
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
export const preact = {
  "react-dom/client": preactAsReact,
  "react/jsx-runtime": "preact/jsx-runtime",
  "react-dom": preactAsReact,
  react: preactAsReact,
};

/** What reads the network needs a yes or no, and no words about what is wrong. */
export const smallValibot = { valibot: join(source, "chat/connection/small-valibot.ts") };

/**
 * What only a lazy part reads is read with a copy of its own. With the chat's it would have to be exported from there, and the
 * first open would pay for all that panels are made of.
 */
const lateReaders = ["panel.ts", "progress.ts"].map((file) => join(root, "../server/protocol/src", file));
export const lateValibot: Plugin = {
  name: "late-valibot",
  enforce: "pre",
  resolveId: (id, importer) =>
    id === smallValibot.valibot && importer !== undefined && lateReaders.includes(importer) ? `${id}?late` : undefined,
};
