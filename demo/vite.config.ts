import { join } from "node:path";
import { defineConfig } from "vite";
import { layoutPlugin } from "./src/site/layout/layout-plugin.ts";

const pages = [
  "index",
  "fr/index",
  "script-tag",
  "react",
  "element",
  "full-page",
  "messenger-phone",
  "strict-csp",
  "hostile",
  "features",
  "gallery",
  "theme",
];

const site = join(import.meta.dirname, "src", "site");

/** The site of the railway: one HTML file a page. */
export default defineConfig({
  root: site,
  publicDir: join(import.meta.dirname, "public"),
  plugins: [layoutPlugin()],
  build: {
    outDir: join(import.meta.dirname, "dist"),
    emptyOutDir: true,
    // Nothing becomes a data: address: the strict page would refuse it.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    // Browsers with `light-dark()`, as the widget.
    cssTarget: ["chrome123", "edge123", "firefox128", "safari18"],
    rolldownOptions: {
      input: pages.map((page) => join(site, `${page}.html`)),
      // "use client" in the widget's files is for frameworks that draw on a server, which this site does not.
      onLog(level, log, handle) {
        if (log.code !== "MODULE_LEVEL_DIRECTIVE") handle(level, log);
      },
    },
  },
});
