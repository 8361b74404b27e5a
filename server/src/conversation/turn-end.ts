import type { TurnAbout, TurnResult } from "#channel/log.ts";
import type { Answer, NewLogEvent } from "./turns.ts";

/** Tells whoever waits for the answer to event `seq` that all of it has been said. */
export function turnEnd(seq: number, result?: TurnResult, about?: TurnAbout): NewLogEvent {
  return {
    key: `${seq}.end`,
    body: {
      type: "turn.end",
      of: seq,
      ...(result === undefined ? {} : { result }),
      ...(about === undefined ? {} : { about }),
    },
  };
}

/** The last part of the answer to event `seq`, closed by its `turn.end` if whoever made it left that out. */
export function withTurnEnd(answer: Answer, seq: number, result?: TurnResult): Answer {
  const isClosed = answer.events.some(({ body }) => body.type === "turn.end" && body.of === seq);
  return isClosed ? answer : { ...answer, events: [...answer.events, turnEnd(seq, result)] };
}
