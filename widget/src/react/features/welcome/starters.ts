import type { Starter } from "#react/seams/feature-settings.ts";

/** A page shows no more: the visitor wants to write, and not to read. */
const most = 8;

/**
 * Reads starters: a list, as JSON in an attribute, or one label a line. What is neither is left out, and said to the developer.
 * @example `data-starters='["Opening hours", { "label": "Refund", "link": "refund" }]'`
 */
export function readStarters(setting: unknown): Starter[] {
  const list = typeof setting === "string" ? readText(setting) : setting;
  if (list === undefined) return [];
  if (!Array.isArray(list)) return refuse(list);
  return list.slice(0, most).flatMap((item: unknown) => {
    const starter = typeof item === "string" ? { label: item } : item;
    return isStarter(starter) ? [starter] : refuse(item);
  });
}

function readText(source: string): unknown {
  if (!/^\s*\[/.test(source))
    return source
      .split("\n")
      .map((line) => line.trim())
      .filter((line) => line !== "");
  try {
    return JSON.parse(source);
  } catch {
    return source;
  }
}

function isStarter(item: unknown): item is Starter {
  if (typeof item !== "object" || item === null || !("label" in item)) return false;
  const { label, text, link } = item as Record<string, unknown>;
  return typeof label === "string" && label.trim() !== "" && [text, link].every(isTextOrNone);
}

function isTextOrNone(value: unknown): boolean {
  return value === undefined || (typeof value === "string" && value.trim() !== "");
}

function refuse(item: unknown): never[] {
  // oxlint-disable-next-line no-console -- only the page's developer can mend it
  console.error("Causerie: not a starter:", item, 'Write a text, or { "label", "text" or "link" }');
  return [];
}
