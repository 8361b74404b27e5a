import type { TockAnswer, TockMessage } from "./answer.ts";

/** A message that is to be shown, and what the log keeps to know it again. */
export type NewMessage = {
  message: TockMessage;
  responseId: string;
  index: number;
  replaces: boolean;
  /** Of its answer. */
  metadata: TockAnswer["metadata"];
};

/** How much of a turn has been shown. `grown`: the text that grows, as it was last. */
export type TurnRecord = { shown: number; isFinished: boolean; grown?: string };

/**
 * Joins the two ways that an answer takes: each of its messages comes as an event of the stream, and again in the POST's answer at the
 * end; what was said while no stream was open comes at the next one, also if the POST has brought it. Nothing is shown twice.
 */
export type JoinedAnswers = {
  event(answer: TockAnswer): NewMessage[];
  /** The POST's answer. */
  body(answer: TockAnswer): NewMessage[];
  /** A POST is on its way: until its answer is there, events without an id are remembered. */
  begin(): void;
};

/** So many turns are remembered: Tock keeps what was missed, but not for ever. */
const longest = 200;

/** @param turns those of the log, the oldest first. */
export function createJoinedAnswers(turns: Map<string, TurnRecord>): JoinedAnswers {
  /** What came without an id since the POST began. */
  let nameless: string[] = [];

  const recordOf = (responseId: string): TurnRecord => {
    const record = turns.get(responseId) ?? { shown: 0, isFinished: false };
    turns.set(responseId, record);
    const [oldest] = turns.keys();
    if (turns.size > longest && oldest !== undefined) turns.delete(oldest);
    return record;
  };

  return {
    begin() {
      nameless = [];
    },
    event({ messages, responseId, replaces, metadata }) {
      if (responseId === "") {
        nameless.push(...messages.map((message) => JSON.stringify(message)));
        return messages.map((message) => ({ message, responseId, index: 0, replaces: false, metadata }));
      }
      const record = recordOf(responseId);
      if (record.isFinished) return [];
      return messages.map((message) => {
        if (replaces && isText(message)) record.grown = message.text;
        return { message, responseId, index: (record.shown += 1), replaces, metadata };
      });
    },
    body({ messages, responseId, replaces, metadata }) {
      if (responseId === "") return withoutKnown(messages, metadata);
      const record = recordOf(responseId);
      const rest = record.isFinished ? [] : messages.slice(record.shown);
      record.isFinished = true;
      const begun = record.shown;
      record.shown = Math.max(begun, messages.length);
      const all = joinPieces(messages.slice(0, begun), rest, replaces ? undefined : record.grown).map((each, at) => ({
        message: each.message,
        responseId,
        index: begun + at + 1,
        replaces: replaces || each.grows,
        metadata,
      }));
      // Of texts that grow only the last one counts.
      return all.filter((each, at) => !(grows(each) && all.slice(at + 1).some(grows)));
    },
  };

  /** Without ids only their content says which ones have come by the stream. */
  function withoutKnown(messages: TockMessage[], metadata: TockAnswer["metadata"]): NewMessage[] {
    return messages.flatMap((message) => {
      const known = nameless.indexOf(JSON.stringify(message));
      if (known !== -1) nameless.splice(known, 1);
      return known === -1 ? [{ message, responseId: "", index: 0, replaces: false, metadata }] : [];
    });
  }
}

const grows = ({ replaces, message }: NewMessage): boolean => replaces && isText(message);

/**
 * Where the events of a turn were a text that grows, Tock's POST may hold its bare pieces: those that the stream did not bring
 * belong behind what it has brought.
 */
function joinPieces(
  known: TockMessage[],
  rest: TockMessage[],
  grown: string | undefined,
): { message: TockMessage; grows: boolean }[] {
  if (grown === undefined || known.map(({ text }) => text).join("") !== grown)
    return rest.map((message) => ({ message, grows: false }));
  const end = rest.findIndex((message) => !isText(message));
  let text = grown;
  return rest.map((message, at) => {
    if (end !== -1 && at >= end) return { message, grows: false };
    text += message.text;
    return { message: { ...message, text }, grows: true };
  });
}

/** Only a text takes the place of another. */
export function isText({ text, card, cards, image, widget, deepLink }: TockMessage): boolean {
  return (
    text !== "" && [card, image, widget].every((part) => part === undefined) && cards.length === 0 && deepLink === ""
  );
}
