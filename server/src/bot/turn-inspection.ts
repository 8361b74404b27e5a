import type { Understanding } from "#understanding/understanding.ts";

/**
 * Why a turn went as it did, for its author. It holds what the person said, so it goes to a screen that the author looks at and
 * never to a log.
 */
export type TurnInspection =
  /** What each understander that was asked made of the words. */
  | { type: "guess"; guess: Understanding }
  /** What the event was taken for. */
  | { type: "understood"; understanding: Understanding }
  /** The stories that might have answered, the likeliest first. */
  | { type: "candidates"; candidates: readonly InspectedCandidate[] }
  /** The rules that were in force for the stories that the turn came past. */
  | { type: "rules"; rules: readonly InspectedRule[] };

export type InspectedRule = {
  story: string;
  /** Who has made the rule: the author, or the team at the desk. */
  source: "configuration" | "desk";
  enabled?: boolean;
  redirectTo?: string;
  endWith?: string;
};

/** `slot`: the question that the event may answer. */
export type InspectedCandidate = { story: string; step?: string; slot?: string };
