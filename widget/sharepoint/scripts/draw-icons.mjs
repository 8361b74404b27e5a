// Draws the two pictures that Teams shows, from the mark of the launcher. Run it when the mark changes, and commit what it
// writes: `node scripts/draw-icons.mjs [chromium]`.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { launcherIcons } from "../../src/theme/launcher-icons.ts";

const root = join(import.meta.dirname, "..");
const { webPartId } = JSON.parse(readFileSync(join(root, "settings.json"), "utf8"));
const chromium = process.argv[2] ?? "/usr/bin/chromium";
const folder = mkdtempSync(join(tmpdir(), "icons-"));

// Teams cuts the corners of the first by itself. The second is white on nothing, and Teams gives it its colour.
draw("color", 192, "#2f54eb", 5);
draw("outline", 32, "transparent", 3);

function draw(name, size, background, margin) {
  const page = join(folder, `${name}.html`);
  const box = `${-margin} ${-margin} ${24 + 2 * margin} ${24 + 2 * margin}`;
  writeFileSync(
    page,
    `<style>html{background:${background}}body{margin:0}svg{display:block}</style><svg width="${size}" height="${size}" viewBox="${box}"
      fill="none" stroke="#fff" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"><path d="${launcherIcons.chat}"/></svg>`,
  );
  const { status, stderr } = spawnSync(chromium, [
    "--headless=new",
    "--no-sandbox",
    "--hide-scrollbars",
    "--default-background-color=00000000",
    `--window-size=${size},${size}`,
    `--screenshot=${join(root, "teams", `${webPartId}_${name}.png`)}`,
    `file://${page}`,
  ]);
  if (status !== 0) throw new Error(`${chromium} drew nothing: ${String(stderr)}`);
}
