import type { FileScanner } from "#channel/host/file-scanner.ts";
import type { Settings } from "#config/config.ts";
import { createHttpScanner } from "#uploads/http-scanner.ts";
import type { Overrides } from "./overrides.ts";

/** Undefined: what passes our own checks is clean. */
export function scannerOf({
  settings,
  overrides,
}: {
  settings: Settings;
  overrides: Overrides;
}): FileScanner | undefined {
  const { scanner = settings.scanner, fetch: call = fetch } = overrides;
  return typeof scanner === "string" ? createHttpScanner(scanner, call) : scanner;
}
