import type { EventContent } from "#channel/event.ts";

/**
 * What happened in a call. `turn`: how many answers it has had; `silences`: how often in a row nobody said anything. Both come back with each
 * request, because the address to which the platform sends it has them.
 */
export type Call = { callId: string; caller: string | undefined; turn: number; silences: number; locale: string } & (
  | { type: "begins" }
  | { type: "silent" }
  | { type: "ended" }
  | { type: "said"; content: EventContent }
);

/** Reads what an address of ours says of the turn. */
export function readTurn(query: URLSearchParams): { turn: number; silences: number } {
  return { turn: toCount(query.get("turn")), silences: toCount(query.get("silences")) };
}

/** The part of the address for the next turn. */
export function writeTurn({ turn, silences }: { turn: number; silences: number }): string {
  return `turn=${turn}${silences === 0 ? "" : `&silences=${silences}`}`;
}

function toCount(text: string | null): number {
  return text !== null && /^\d{1,6}$/.test(text) ? Number(text) : 0;
}
