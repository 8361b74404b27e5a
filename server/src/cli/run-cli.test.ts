import { mkdtempDisposableSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { runCli } from "./run-cli.ts";

test.each(["toString", "constructor", "__proto__", "stop"])("%s is no command, and causerie says so", async (name) => {
  using folder = mkdtempDisposableSync(join(tmpdir(), "causerie-cli-"));
  const said = vi.spyOn(console, "error").mockImplementation(() => undefined);
  onTestFinished(() => said.mockRestore());
  const config = join(folder.path, "causerie.config.mjs");
  writeFileSync(config, "export default { bot: {}, connectors: [] };");
  expect(await runCli([name, "--config", config])).toBe(2);
  expect(said.mock.calls).toEqual([[`"${name}" is no command of causerie; see causerie --help`]]);
});

test("an option that there is not gets one short sentence, and the version can be asked for", async () => {
  const said = vi.spyOn(console, "error").mockImplementation(() => undefined);
  const printed = vi.spyOn(console, "log").mockImplementation(() => undefined);
  onTestFinished(() => {
    said.mockRestore();
    printed.mockRestore();
  });
  expect(await runCli(["start", "--port", "1"])).toBe(2);
  expect(said.mock.calls).toEqual([["Unknown option '--port'; see causerie --help"]]);
  expect(await runCli(["--version"])).toBe(0);
  expect(printed.mock.calls[0]?.[0]).toMatch(/^\d+\.\d+\.\d+/);
});
