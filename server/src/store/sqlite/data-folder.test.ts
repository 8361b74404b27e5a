import { mkdtempDisposableSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { makeFolder } from "#app/make-folder.ts";
import { checkFolder } from "./data-folder.ts";

function temporary(): string {
  const folder = mkdtempDisposableSync(join(tmpdir(), "causerie-"));
  onTestFinished(() => folder.remove());
  return folder.path;
}

test("a folder is made with those above it, for its owner alone; one that is there is left as it is", () => {
  const folder = join(temporary(), "a", "b");
  expect(makeFolder(folder)).toBe(true);
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  expect(makeFolder(folder)).toBe(false);
});

test("where nothing can be made the operator gets a sentence, and gets it at once", () => {
  expect(() => checkFolder("/proc/causerie")).toThrow(/cannot be made \(\w+\): give the user/);
  const file = join(temporary(), "file");
  writeFileSync(file, "");
  expect(() => checkFolder(file)).toThrow("is a file, or below one: name a folder");
  expect(() => checkFolder(join(file, "below"))).toThrow("is a file, or below one: name a folder");
});
