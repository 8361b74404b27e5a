import type { LinkedPerson, LinkOutcome } from "./person-links.ts";

/**
 * What became of a ref that somebody came with: only the first two join anything. `elsewhere`: it leads to another connector, or
 * was opened in a group. `own`: by whoever had asked for it.
 */
export type Redeemed =
  | { outcome: "linked" | "already_linked"; from: { channel: string; connectorId: string }; person: LinkedPerson }
  | { outcome: "forged" | "expired" | "elsewhere" | "own" | Exclude<LinkOutcome, "linked" | "already_linked"> };

/** `asked`: nothing is joined before the person says yes. `id`: the ref's. `from`: how people call the place that it comes from. */
export type Arrived = Redeemed | { outcome: "asked"; id: string; from: string };
