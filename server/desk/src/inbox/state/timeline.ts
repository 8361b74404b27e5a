import type { DeskEntry, DeskNote } from "@causerie/protocol/desk";
import type { PendingAct } from "./pending-act.ts";

/** What stands in the log, from above. `pending`: the server has not confirmed it yet. */
export type TimelineItem =
  | { type: "day"; key: string; at: number }
  | { type: "entry"; key: string; at: number; entry: DeskEntry; isContinued: boolean }
  | { type: "note"; key: string; at: number; note: DeskNote }
  | { type: "pending"; key: string; at: number; pending: PendingAct };

/** Entries of one author that follow each other within this time stand below one name. */
const continuedMs = 5 * 60_000;

/** Entries by their order, notes by their time between them, what is on its way last; and a line where a day begins. */
export function toTimeline(
  entries: readonly DeskEntry[],
  notes: readonly DeskNote[],
  pending: readonly PendingAct[],
): TimelineItem[] {
  const items: TimelineItem[] = [];
  // Of a note that is older than all that was loaded, the place is not known yet.
  const first = entries[0]?.at ?? -Infinity;
  const waiting = notes.filter((note) => note.at >= first || entries.length === 0);
  let day = "";
  const add = (item: TimelineItem): void => {
    const ofItem = new Date(item.at).toDateString();
    if (ofItem !== day) items.push({ type: "day", key: `day ${ofItem}`, at: item.at });
    day = ofItem;
    items.push(item);
  };
  const addNotes = (until: number): void => {
    while (waiting[0] !== undefined && waiting[0].at < until) {
      const note = waiting.shift();
      if (note !== undefined) add({ type: "note", key: `note ${note.id}`, at: note.at, note });
    }
  };
  for (const entry of entries) {
    addNotes(entry.at);
    const last = items.at(-1);
    const isContinued = last?.type === "entry" && isSameAuthor(last.entry, entry) && entry.at - last.at < continuedMs;
    add({ type: "entry", key: `entry ${entry.seq}`, at: entry.at, entry, isContinued });
  }
  addNotes(Infinity);
  for (const each of pending) {
    const isShown = ["say", "send", "note"].includes(each.act.type);
    if (isShown) add({ type: "pending", key: `act ${each.act.id}`, at: each.at, pending: each });
  }
  return items;
}

function isSameAuthor(a: DeskEntry, b: DeskEntry): boolean {
  return a.by.role === b.by.role && a.by.id === b.by.id && a.by.name === b.by.name;
}
