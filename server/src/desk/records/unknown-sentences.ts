/**
 * What visitors wrote and no story understood, or only by a guess. What is kept is where it stands in a log: its words are read there, so
 * they are gone when the conversation, the person or the event is.
 */
export interface UnknownSentences {
  /** Twice is once. Of an event that is gone nothing is kept. */
  add(found: readonly FoundSentence[]): Promise<void>;
  /** The newest first, with their words as they stand in the log now. Those without words are left out. */
  read(filter: SentenceFilter, limit: number): Promise<WrittenSentence[]>;
  /** Keeps the newest `most`. @returns how many were removed. */
  trim(most: number): Promise<number>;
}

/** `language`: the one that the bot answered in. `confidence`: 0 to 1. */
export type FoundSentence = {
  conversationId: string;
  seq: number;
  at: number;
  connectorId: string;
  language: string;
  confidence: number;
};

export type WrittenSentence = FoundSentence & { text: string };

/** `since`: milliseconds since 1970. */
export type SentenceFilter = { since: number; connectorId?: string; language?: string };
