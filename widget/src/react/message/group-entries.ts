import type { Entry } from "#chat/chat.ts";

/** The position of an entry in its group. It decides about the corners, the name and the time. */
export type PositionInGroup = "single" | "first" | "middle" | "last";

export type GroupedEntry = {
  entry: Entry;
  position: PositionInGroup;
  /** This entry is the first of its day: the day is shown above it. */
  startsDay: boolean;
};

/** A longer pause begins a new group, so that one time is enough for each group. */
const groupGapMs = 5 * 60_000;

/** Groups neighbours that one author wrote within minutes, and marks the first entry of each day. */
export function groupEntries(entries: readonly Entry[]): GroupedEntry[] {
  return entries.map((entry, index) => {
    const before = entries[index - 1];
    const after = entries[index + 1];
    const joinsBefore = before !== undefined && belongTogether(before, entry);
    const joinsAfter = after !== undefined && belongTogether(entry, after);
    return {
      entry,
      position: joinsBefore ? (joinsAfter ? "middle" : "last") : joinsAfter ? "first" : "single",
      startsDay: before === undefined || dayOf(before.at) !== dayOf(entry.at),
    };
  });
}

function belongTogether(one: Entry, next: Entry): boolean {
  return authorOf(one) === authorOf(next) && next.at - one.at < groupGapMs && dayOf(one.at) === dayOf(next.at);
}

function authorOf(entry: Entry): string {
  return entry.type === "visitor" ? "visitor" : `${entry.author.role}:${entry.author.id ?? entry.author.name ?? ""}`;
}

function dayOf(at: number): string {
  return new Date(at).toDateString();
}
