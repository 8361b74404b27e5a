#!/usr/bin/env node
// Checks the Node version in syntax that every Node understands, before anything newer is loaded.
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < 24 || (major === 24 && minor < 15)) {
  console.error(
    `Causerie needs Node 24.15 or newer; this is ${process.versions.node}. Install a newer one, or the npm package "node".`,
  );
  process.exit(1);
}
const { runCli } = await import("../dist/cli/run-cli.js");
process.exitCode = await runCli(process.argv.slice(2));
