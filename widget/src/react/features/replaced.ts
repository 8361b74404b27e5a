import type { Entry } from "#chat/chat.ts";

const known = new WeakMap<readonly Entry[], ReadonlyMap<string, string>>();

/**
 * The entries that the visitor has replaced by a later one, and the key of that one. Only their last message can be replaced, with the
 * answers to it, as the server sees it.
 */
export function replacedIn(entries: readonly Entry[]): ReadonlyMap<string, string> {
  const found = known.get(entries) ?? find(entries);
  known.set(entries, found);
  return found;
}

function find(entries: readonly Entry[]): Map<string, string> {
  const replaced = new Map<string, string>();
  /** The visitor's last message, and what came after it. */
  let last: Entry[] = [];
  for (const entry of entries) {
    if (entry.type === "visitor") {
      const of = "replaces" in entry.content ? entry.content.replaces : undefined;
      if (of !== undefined && last[0]?.key === of) for (const { key } of last) replaced.set(key, entry.key);
      last = [];
    }
    if (entry.type === "visitor" || last.length > 0) last.push(entry);
  }
  return replaced;
}
