import { hash } from "node:crypto";
import type { EventContent } from "#channel/event.ts";

/** The same for equal contents, in whatever order their fields come. */
export function contentHash(content: EventContent): string {
  return hash("sha256", JSON.stringify(content, sortFields), "base64url");
}

function sortFields(_name: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
