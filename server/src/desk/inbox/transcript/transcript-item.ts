import type { DeskEntry, DeskNote } from "@causerie/protocol/desk";
import type { TranscriptWords } from "./transcript-words.ts";

/** One thing of a transcript. `at`: milliseconds since 1970. `who`: undefined for what was done and not said. */
export type TranscriptItem = { at: number; who: string | undefined; text: string; isNote: boolean };

/** Undefined: nothing that anybody would read, e.g. that something was read. */
export function fromEntry(entry: DeskEntry, visitorName: string, words: TranscriptWords): TranscriptItem | undefined {
  const { at, kind, by, files = [], choices = [], refused } = entry;
  if (kind === "team_read") return undefined;
  const done = deedOf(entry, words);
  if (done !== undefined) return { at, who: undefined, text: done, isNote: false };
  const named = files.map((file) => `[${words.file}: ${[file.name, file.alt ?? ""].filter(Boolean).join(", ")}]`);
  // A message with a text has its choices in it already.
  const text = [entry.text, ...named, ...(entry.text === "" ? choices : [])].filter(Boolean).join("\n");
  if (text === "") return undefined;
  if (by.role === "system") return { at, who: undefined, text, isNote: false };
  const name = by.role === "visitor" ? visitorName : (by.name ?? (by.role === "bot" ? words.bot : words.team));
  return { at, who: refused === true ? `${name} (${words.notSent})` : name, text, isNote: false };
}

export function fromNote({ at, by, text }: DeskNote, words: TranscriptWords): TranscriptItem {
  return { at, who: `${words.note}, ${by.name}`, text, isNote: true };
}

function deedOf({ kind, by, text }: DeskEntry, words: TranscriptWords): string | undefined {
  const name = by.name ?? words.team;
  switch (kind) {
    case "team.take":
      return words.joined(name);
    case "team.wait":
      return words.waits;
    case "team.close":
      return words.closed(name);
    case "handover":
    case "handover_request":
      return text === "" ? words.handedOver : `${words.handedOver}: ${text}`;
    default:
      return undefined;
  }
}
