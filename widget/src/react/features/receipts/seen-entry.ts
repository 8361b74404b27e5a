import type { ChatState, Entry } from "#chat/chat.ts";

/** The newest message of the visitor that a person of the team has read, and who that was. */
export type SeenEntry = { key: string; name: string | undefined };

/** Every message asks, after each change. A receipt brings a new list of entries with it. */
const known = new WeakMap<readonly Entry[], SeenEntry | undefined>();

/** Whoever answers has read what was said before, whether a receipt came or not. */
export function seenEntry({ entries, read }: Pick<ChatState, "entries" | "read">): SeenEntry | undefined {
  if (known.has(entries)) return known.get(entries);
  const last = entries.findLastIndex((entry) => entry.key === read?.key || isTeam(entry));
  const by = entries[last];
  const entry = entries.slice(0, last + 1).findLast(({ type }) => type === "visitor");
  const name =
    by !== undefined && by.key === read?.key ? read.name : by?.type === "message" ? by.author.name : undefined;
  const seen = entry && { key: entry.key, name };
  known.set(entries, seen);
  return seen;
}

function isTeam(entry: Entry): boolean {
  return entry.type === "message" && entry.author.role === "agent";
}
