import type { InspectedCandidate, InspectedRule } from "#bot/turn-inspection.ts";
import type { ConversationState } from "#conversation/conversation.ts";
import type { SimulatedAnswer } from "#testing/answer.ts";
import type { Classifier } from "#understanding/classifier/model/classifier.ts";
import type { Understanding } from "#understanding/understanding.ts";

/** What the classifier can say of its own guesses. */
export type Explainer = Pick<Classifier, "explain">;

const mostWords = 3;

/** Why an answer is what it is, line by line: for `:why` of `causerie chat`, and for the page of `causerie dev`. */
export function describeWhy(
  answer: Pick<SimulatedAnswer, "inspections" | "outcome" | "event">,
  state: ConversationState,
  classifier: Explainer | undefined,
): string {
  const { inspections, outcome, event } = answer;
  const guesses = inspections.flatMap((each) => (each.type === "guess" ? [each.guess] : []));
  const understood = inspections.findLast((each) => each.type === "understood")?.understanding;
  const candidates = inspections.flatMap((each) => (each.type === "candidates" ? each.candidates : []));
  const text = event.type === "text" || event.type === "attachment" ? event.text : undefined;
  return [
    `understood by ${understood?.source ?? "none"}: ${understood === undefined ? "nothing" : describeGuess(understood)}`,
    ...guesses.map((guess) => `  ${guess.source}: ${describeGuess(guess)}${describeAlternatives(guess)}`),
    ...describeWords(text, guesses, classifier),
    `entities: ${describeEntities(understood)}`,
    ...inspections.flatMap((each) => (each.type === "rules" ? each.rules.map(describeRule) : [])),
    `answered by: ${describePosition(outcome)} (${outcome.outcome})`,
    `runner-up: ${describeRunnerUp(candidates, outcome, understood)}`,
    `slots: ${describeSlots(state)}`,
  ].join("\n");
}

function describeGuess({ intent, step, confidence }: Understanding): string {
  const position = intent === undefined ? "no intent" : describePosition({ story: intent, step });
  return `${position} ${confidence.toFixed(2)}`;
}

function describeAlternatives({ alternatives }: Understanding): string {
  return alternatives.map(({ intent, confidence }) => `; ${intent} ${confidence.toFixed(2)}`).join("");
}

function describeWords(
  text: string | undefined,
  guesses: readonly Understanding[],
  classifier: Explainer | undefined,
): string[] {
  const guess = guesses.find(({ source }) => source === "classifier");
  if (text === undefined || guess?.intent === undefined || classifier === undefined) return [];
  const rival = guess.alternatives[0]?.intent;
  const words = classifier.explain(text, guess.intent, rival).slice(0, mostWords);
  if (words.length === 0) return [];
  const against = rival === undefined ? "" : ` rather than ${rival}`;
  return [`  words for ${guess.intent}${against}: ${words.map(({ word }) => `"${word}"`).join(", ")}`];
}

function describeRule({ story, source, enabled, redirectTo, endWith }: InspectedRule): string {
  const decided = [
    ...(enabled === undefined ? [] : [enabled ? "enabled" : "disabled"]),
    ...(redirectTo === undefined ? [] : [`redirected to ${redirectTo}`]),
    ...(endWith === undefined ? [] : [`ends with ${endWith}`]),
  ];
  return `rule (${source}): ${story} ${decided.join(", ")}`;
}

function describeEntities(understood: Understanding | undefined): string {
  const found = understood?.entities ?? [];
  if (found.length === 0) return "none";
  return found.map(({ entity, text, value }) => `${entity} ${JSON.stringify(value)} ("${text}")`).join(", ");
}

function describePosition({ story, step }: { story: string; step?: string | undefined }): string {
  return step === undefined ? story : `${story}, step ${step}`;
}

/** The next candidate, or else the likeliest intent that was not taken. */
function describeRunnerUp(
  candidates: readonly InspectedCandidate[],
  { story, step }: SimulatedAnswer["outcome"],
  understood: Understanding | undefined,
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
