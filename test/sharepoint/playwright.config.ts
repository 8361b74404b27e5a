import { defineConfig } from "@playwright/test";
import e2e from "#e2e/playwright.config.ts";

const takesPictures = process.env.CAUSERIE_UPDATE_DOCS === "1";

/** As the other tests in a browser. Each page loads SharePoint's framework first, so they get more time. */
export default defineConfig({
  ...e2e,
  projects: [{ name: "sharepoint" }],
  testDir: ".",
  timeout: 60_000,
  expect: { timeout: 15_000 },
  ...(takesPictures ? { grep: /@pictures/ } : { grepInvert: /@pictures/ }),
});
