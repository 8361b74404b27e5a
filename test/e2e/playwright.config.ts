import { defineConfig } from "@playwright/test";
import { shareCompiledCode } from "#support/system/compile-cache.ts";
import { chromium, chromiumShell } from "#support/system/system-programs.ts";

shareCompiledCode();

/**
 * What the shell does not have: notifications, pushes, and the windows that they depend on. It also draws letters of other widths,
 * and the gallery is measured as visitors see it.
 */
const needsWholeBrowser = ["attention*", "dev-page", "host/translation", "looks/gallery"].map(
  (name) => `**/${name}.spec.ts`,
);

const args = [
  // Containers run tests as root.
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
const shell = { launchOptions: { args, executablePath: chromiumShell.path } };

/**
 * Debian's Chromium, without its background traffic. Where its shell is installed, most tests run in that: the same engine without the
 * browser around it, which costs as much again as all that is looked at.
 */
export default defineConfig({
  testDir: ".",
  outputDir: "../../test-results",
  timeout: 120_000,
  expect: { timeout: 30_000 },
  workers: 2,
  fullyParallel: false,
  forbidOnly: process.env.CI !== undefined,
  retries: 0,
  projects: chromiumShell.isThere()
    ? [
        { name: "shell", testIgnore: needsWholeBrowser, use: shell },
        { name: "chromium", testMatch: needsWholeBrowser },
      ]
    : [{ name: "chromium" }],
  use: {
    browserName: "chromium",
    locale: "en-GB",
    viewport: { width: 1280, height: 800 },
    trace: "off",
    launchOptions: { executablePath: chromium.path, args },
  },
});
