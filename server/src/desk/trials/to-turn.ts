import type { TrialAct, TrialChannel, TrialTurn } from "@causerie/protocol/desk";
import type { ConversationState } from "#conversation/conversation.ts";
import type { SimulatedAnswer } from "#testing/answer.ts";
import { drawAnswer } from "#testing/drawn/draw-answer.ts";
import { type ExplainedGuess, type Explainer, explainTurn } from "#testing/inspection/explain-turn.ts";
import { stackOf } from "#testing/inspection/stack-of.ts";
import { whatIsKept } from "#testing/inspection/what-is-kept.ts";

type Performed = {
  act: TrialAct;
  /** Milliseconds since 1970, by the clock of the talk. */
  at: number;
  ms: number;
  before: ConversationState;
  after: ConversationState;
};

/** A turn without an answer: nobody answers the act, it could not be done, or nothing came in time. */
export function toEmptyTurn(
  { act, at, ms, before, after }: Performed,
  { outcome, problems = [], isLate = false }: { outcome: string; problems?: string[]; isLate?: boolean },
): TrialTurn {
  return {
    act,
    at,
    ms,
    isLate,
    bubbles: [],
    messages: [],
    payloads: [],
    losses: [],
    story: "",
    outcome,
    guesses: [],
    entities: [],
    candidates: [],
    kept: whatIsKept(after, before),
    problems,
    state: after,
  };
}

/** An answer with all that its author wants to know of it. */
export function toTurn(
  channel: TrialChannel,
  performed: Performed,
  answer: SimulatedAnswer,
  classifier: Explainer | undefined,
): TrialTurn {
  const { outcome, messages, payloads, losses, errors } = answer;
  const { understood, guesses, entities, candidates } = explainTurn(answer, classifier);
  return {
    ...toEmptyTurn(performed, { outcome: outcome.outcome, problems: errors.map(stackOf) }),
    bubbles: drawAnswer(channel, answer),
    messages: [...messages],
    payloads: [...payloads],
    losses: [...losses],
    story: outcome.story,
    ...(outcome.step === undefined ? {} : { step: outcome.step }),
    ...(understood === undefined ? {} : { understood: toGuess(understood) }),
    guesses: guesses.map(toGuess),
    entities: entities.map(({ entity, text, value }) => ({ entity, text, value })),
    candidates,
  };
}

function toGuess({ alternatives, ...guess }: ExplainedGuess): TrialTurn["guesses"][number] {
  return { ...guess, others: [...alternatives] };
}
