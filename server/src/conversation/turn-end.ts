import type { Answer, NewLogEvent } from "./turns.ts";

/** Tells whoever waits for the answer to event `seq` that all of it has been said. */
export function turnEnd(seq: number): NewLogEvent {
  return { key: `${seq}.end`, body: { type: "turn.end", of: seq } };
}

/** The last part of the answer to event `seq`, closed by its `turn.end` if whoever made it left that out. */
export function withTurnEnd(answer: Answer, seq: number): Answer {
  const isClosed = answer.events.some(({ body }) => body.type === "turn.end" && body.of === seq);
  return isClosed ? answer : { ...answer, events: [...answer.events, turnEnd(seq)] };
}
