/** How far one who watches a conversation is. `turn`: the event whose turn it runs. */
export type Known = { seq: number; turn?: number };

/** What a conversation has beside what is known. `stopped`: the person does not want the rest of the answer to `turn`. */
export type Growth = { lastSeq: number; stopped: boolean };

/** Finds what signals should have told. */
export interface GrowthLog {
  /** Of these conversations, those whose log has grown beyond what is known, or whose turn was stopped. */
  grown(known: ReadonlyMap<string, Known>): Promise<ReadonlyMap<string, Growth>>;
}
