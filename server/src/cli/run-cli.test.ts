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

test.each([
  ["outbox", "causerie outbox needs one of list, retry, drop after it; see causerie --help"],
  ["outbox shout", "causerie outbox needs one of list, retry, drop after it; see causerie --help"],
  ["secret", "causerie secret needs rotate after it; see causerie --help"],
  ["nlu", "causerie nlu needs test after it; see causerie --help"],
  ["labels", "causerie labels needs import after it; see causerie --help"],
  ["outbox retry", "causerie outbox retry needs the id of a delivery, or --all, and not both; see causerie --help"],
  ["outbox drop", "causerie outbox drop needs the id of a delivery; see causerie --help"],
  ["block --undo", "causerie block needs the id of a person, or another name of theirs; see causerie --help"],
  [
    "desk",
    "causerie desk needs one of people, invite, disable, sign-in-link, sessions, sessions end, corpus, texts, keys, keys make, keys end, figures rebuild after it; see causerie --help",
  ],
  ["desk invite", "causerie desk invite needs an address, or --first; see causerie --help"],
  ["desk invite ada@example.com", "causerie desk invite needs --role; see causerie --help"],
  [
    "desk invite ada@example.com --first",
    "causerie desk invite needs --first alone: that one is an administrator; see causerie --help",
  ],
  ["desk keys make reports", "causerie desk keys make needs --scopes; see causerie --help"],
])("causerie %s says what is missing", async (line, sentence) => {
  const said = vi.spyOn(console, "error").mockImplementation(() => undefined);
  onTestFinished(() => said.mockRestore());
  expect(await runCli(line.split(" "))).toBe(2);
  expect(said.mock.calls).toEqual([[sentence]]);
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
