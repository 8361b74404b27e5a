import { createHash } from "node:crypto";

/**
 * Stands for the lost property office's own system. @returns the number of the report, "LP-4F7A2C".
 * @param key the same key always gets the same number, so that a report that is sent again is still one report
 */
export function reportLost(key: string): string {
  return `LP-${createHash("sha256").update(key).digest("hex").slice(0, 6).toUpperCase()}`;
}
