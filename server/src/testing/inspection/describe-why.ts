import type { InspectedRule } from "#bot/turn-inspection.ts";
import type { ConversationState } from "#conversation/conversation.ts";
import type { SimulatedAnswer } from "#testing/answer.ts";
import { type ExplainedGuess, type Explainer, explainTurn, type TurnExplanation } from "./explain-turn.ts";

/** Why an answer is what it is, line by line: for `:why` of `causerie chat`, and for the page of `causerie dev`. */
export function describeWhy(
  answer: Pick<SimulatedAnswer, "inspections" | "outcome" | "event">,
  state: ConversationState,
  classifier: Explainer | undefined,
): string {
  const explanation = explainTurn(answer, classifier);
  const { understood, guesses } = explanation;
  const { outcome } = answer;
  return [
    `understood by ${understood?.source ?? "none"}: ${understood === undefined ? "nothing" : describeGuess(understood)}`,
    ...guesses.map((guess) => `  ${guess.source}: ${describeGuess(guess)}${describeAlternatives(guess)}`),
    ...describeWords(guesses.find(({ source }) => source === "classifier")),
    `entities: ${describeEntities(explanation)}`,
    ...explanation.rules.map(describeRule),
    `answered by: ${describePosition(outcome)} (${outcome.outcome})`,
    `runner-up: ${describeRunnerUp(explanation, outcome)}`,
    `slots: ${describeSlots(state)}`,
  ].join("\n");
}

function describeGuess({ intent, step, confidence }: ExplainedGuess): string {
  const position = intent === undefined ? "no intent" : describePosition({ story: intent, step });
  return `${position} ${confidence.toFixed(2)}`;
}

function describeAlternatives({ alternatives }: ExplainedGuess): string {
  return alternatives.map(({ intent, confidence }) => `; ${intent} ${confidence.toFixed(2)}`).join("");
}

function describeWords(guess: ExplainedGuess | undefined): string[] {
  if (guess?.intent === undefined || guess.words.length === 0) return [];
  const rival = guess.alternatives[0]?.intent;
  const against = rival === undefined ? "" : ` rather than ${rival}`;
  return [`  words for ${guess.intent}${against}: ${guess.words.map((word) => `"${word}"`).join(", ")}`];
}

function describeRule({ story, source, enabled, redirectTo, endWith }: InspectedRule): string {
  const decided = [
    ...(enabled === undefined ? [] : [enabled ? "enabled" : "disabled"]),
    ...(redirectTo === undefined ? [] : [`redirected to ${redirectTo}`]),
    ...(endWith === undefined ? [] : [`ends with ${endWith}`]),
  ];
  return `rule (${source}): ${story} ${decided.join(", ")}`;
}

function describeEntities({ entities }: TurnExplanation): string {
  if (entities.length === 0) return "none";
  return entities.map(({ entity, text, value }) => `${entity} ${JSON.stringify(value)} ("${text}")`).join(", ");
}

function describePosition({ story, step }: { story: string; step?: string | undefined }): string {
  return step === undefined ? story : `${story}, step ${step}`;
}

/** The next candidate, or else the likeliest intent that was not taken. */
function describeRunnerUp(
  { candidates, understood }: TurnExplanation,
  { story, step }: SimulatedAnswer["outcome"],
): string {
  const next = candidates.find((each) => each.story !== story || each.step !== step);
  if (next !== undefined)
    return `${describePosition(next)}${next.slot === undefined ? "" : `, as an answer for ${next.slot}`}`;
  const other = understood?.alternatives.find(({ intent }) => intent !== story);
  return other === undefined ? "none" : `${other.intent} ${other.confidence.toFixed(2)}`;
}

function describeSlots({ current }: ConversationState): string {
  if (current === undefined) return "none";
  const filled = Object.entries(current.slots).map(([name, value]) => `${name} ${JSON.stringify(value)}`);
  const { question } = current;
  const asked = question?.slot === undefined ? [] : [`${question.slot} is asked for`];
  return filled.length + asked.length === 0 ? "none" : [...filled, ...asked].join(", ");
}
