import type { DeskNote, InboxRow } from "@causerie/protocol/desk";
import { type ConversationParts, readEntries } from "#desk/inbox/view/open-conversation.ts";
import type { TranscriptFormat } from "./transcript-format.ts";
import { fromEntry, fromNote, type TranscriptItem } from "./transcript-item.ts";
import { type TranscriptLanguage, transcriptWords } from "./transcript-words.ts";

export type TranscriptWish = {
  format: TranscriptFormat;
  language: TranscriptLanguage;
  /** IANA name, by whose clock the times are. */
  timeZone: string;
  /** Internal notes to write between what was said; none, unless somebody asks for them. */
  notes: readonly DeskNote[];
  now: number;
};

/** A conversation as a file, piece by piece: it may be long, and only a part of it is in memory. */
export async function* writeTranscript(
  parts: Pick<ConversationParts, "log" | "deliveryStates" | "deskPath">,
  { conversationId, visitorName, channelName }: InboxRow,
  { format, language, timeZone, notes, now }: TranscriptWish,
): AsyncGenerator<string> {
  const words = transcriptWords[language];
  const whole = new Intl.DateTimeFormat(language, { dateStyle: "long", timeStyle: "short", timeZone });
  const days = new Intl.DateTimeFormat(language, { dateStyle: "full", timeZone });
  const times = new Intl.DateTimeFormat(language, { timeStyle: "short", timeZone });
  let day = "";
  const write = (item: TranscriptItem): string => {
    const ofItem = days.format(item.at);
    const head = ofItem === day ? "" : format.day(ofItem);
    day = ofItem;
    return head + format.item(item, times.format(item.at));
  };
  yield format.head({
    title: words.title(visitorName),
    language,
    facts: [
      [words.channel, channelName],
      [words.saved, `${whole.format(now)} (${timeZone})`],
    ],
  });
  const left = [...notes];
  const notesUntil = function* (at: number): Generator<string> {
    for (let next = left[0]; next !== undefined && next.at < at; next = left[0]) {
      left.shift();
      yield write(fromNote(next, words));
    }
  };
  let after = 0;
  for (;;) {
    const { entries, lastSeq } = await readEntries(parts, conversationId, { after });
    if (lastSeq <= after) break;
    after = lastSeq;
    for (const entry of entries) {
      const item = fromEntry(entry, visitorName, words);
      if (item === undefined) continue;
      yield* notesUntil(item.at);
      yield write(item);
    }
  }
  yield* notesUntil(Infinity);
  yield format.end;
}
