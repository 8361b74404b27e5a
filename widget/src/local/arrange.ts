import type { Entry } from "#chat/chat.ts";
import type { Kept } from "./kept.ts";

/**
 * The thread with what the page has added, each behind the message that was the newest then. Where that one is not loaded, its time counts.
 * @returns `isBegun`: the thread begins where it was emptied, so that there is nothing before it.
 */
export function arrange(
  entries: readonly Entry[],
  { added, hidden, clearedUpTo }: Kept,
): { entries: readonly Entry[]; isBegun: boolean } {
  const cleared = clearedUpTo === undefined ? -1 : entries.findLastIndex(({ key }) => key === clearedUpTo);
  const known = new Set(entries.map(({ key }) => key));
  const groups = Map.groupBy(added, ({ after }) => after);
  const behind = (key: string): Entry[] => (groups.get(key) ?? []).map(({ entry }) => entry);
  const first = added.filter(({ after }) => after === undefined).map(({ entry }) => entry);
  let lost = added.filter(({ after }) => after !== undefined && !known.has(after)).map(({ entry }) => entry);
  const arranged: Entry[] = [...first, ...(cleared === -1 ? [] : behind(entries[cleared]?.key ?? ""))];
  for (const entry of entries.slice(cleared + 1)) {
    arranged.push(...lost.filter(({ at }) => at < entry.at));
    lost = lost.filter(({ at }) => at >= entry.at);
    if (!hidden.includes(entry.key) && !isSilent(entry)) arranged.push(entry);
    arranged.push(...behind(entry.key));
  }
  return { entries: [...arranged, ...lost], isBegun: cleared !== -1 };
}

/** Sent silently, perhaps by an earlier page, which has kept nothing of it. A button always says something. */
function isSilent(entry: Entry): boolean {
  return entry.type === "visitor" && entry.content.type === "postback" && entry.content.label === "";
}
