import type { Entry } from "#chat/chat.ts";

/** Where an entry stands among its neighbours: what decides its corners, its name and its time. */
export type Position = "single" | "first" | "middle" | "last";

export type PlacedEntry = {
  entry: Entry;
  position: Position;
  /** This entry is the first of its day: the day is shown above it. */
  startsDay: boolean;
};

/** Longer silences begin a new group, so that each group can show one time. */
const groupGapMs = 5 * 60_000;

/** Groups neighbours that one author wrote within minutes, and marks the days. */
export function placeEntries(entries: readonly Entry[]): PlacedEntry[] {
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
  return entry.type === "visitor" ? "visitor" : `${entry.author.role}:${entry.author.name ?? ""}`;
}

function dayOf(at: number): string {
  return new Date(at).toDateString();
}
