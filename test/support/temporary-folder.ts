import { onTestFinished } from "vitest";
import { disposableFolder } from "./disposable-folder.ts";

/** A new folder for the test that asks, removed when that test has finished. */
export function temporaryFolder(): string {
  const folder = disposableFolder();
  onTestFinished(() => folder.remove());
  return folder.path;
}
