// `npm run test:sharepoint`: from a clone with nothing but Node 20 and npm. Builds the package for SharePoint where that is due, checks
// it, and tests it in a browser on SharePoint's own framework. What stands behind it goes to Playwright.
import { join } from "node:path";
import { giveUp, install, node, root, run } from "../../setup.mjs";

install();
if (run(process.execPath, ["test/sharepoint/build-package.mjs"]) !== 0)
  giveUp("The package for SharePoint could not be built or is not whole; the lines above say why.");
const playwright = join(root, "test", "node_modules", "@playwright", "test", "cli.js");
process.exit(
  run(node, [playwright, "test", "--config", "test/sharepoint/playwright.config.ts", ...process.argv.slice(2)]),
);
