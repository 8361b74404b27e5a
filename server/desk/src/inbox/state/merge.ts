import type { DeskEntry, DeskNote, InboxFilter, InboxRow } from "@causerie/protocol/desk";
import { matches } from "./filter.ts";

/**
 * The lines that are shown, after some have changed: newest first, or what is due first. What is older than all that was loaded waits for its page.
 * @param hasMore there are older ones that were not loaded.
 */
export function mergeRows(
  rows: readonly InboxRow[],
  changed: readonly InboxRow[],
  { filter, me, hasMore }: { filter: InboxFilter; me: string; hasMore: boolean },
): InboxRow[] {
  const news = new Map(changed.map((row) => [row.conversationId, row]));
  const shown = new Map(rows.map((row) => [row.conversationId, row]));
  const oldest = rows.at(-1)?.updatedAt ?? -Infinity;
  const kept = rows.filter(({ conversationId }) => !news.has(conversationId));
  const added = [...news.values()].flatMap((row) => {
    const before = shown.get(row.conversationId);
    // News may overtake each other: the answer to an act and the live stream are two connections.
    const newest = before !== undefined && isOlder(row, before) ? before : row;
    const fits = matches(newest, filter, me) ?? before !== undefined;
    const waitsForPage = before === undefined && hasMore && newest.updatedAt < oldest;
    return fits && !waitsForPage ? [newest] : [];
  });
  return [...kept, ...added].toSorted(orderOf(filter));
}

function orderOf({ order }: InboxFilter): (a: InboxRow, b: InboxRow) => number {
  const newest = (a: InboxRow, b: InboxRow): number => b.updatedAt - a.updatedAt;
  if (order === undefined) return newest;
  return (a, b) => (a.dueAt ?? Infinity) - (b.dueAt ?? Infinity) || newest(a, b);
}

export function isOlder(a: InboxRow, b: InboxRow): boolean {
  return a.version < b.version || (a.version === b.version && a.updatedAt < b.updatedAt);
}

/** By their order in the log; what comes again, e.g. because it was delivered meanwhile, replaces what was there. */
export function mergeEntries(entries: readonly DeskEntry[], added: readonly DeskEntry[]): DeskEntry[] {
  const bySeq = new Map([...entries, ...added].map((entry) => [entry.seq, entry]));
  return [...bySeq.values()].toSorted((a, b) => a.seq - b.seq);
}

export function mergeNotes(notes: readonly DeskNote[], added: readonly DeskNote[]): DeskNote[] {
  const byId = new Map([...notes, ...added].map((note) => [note.id, note]));
  return [...byId.values()].toSorted((a, b) => a.at - b.at);
}
