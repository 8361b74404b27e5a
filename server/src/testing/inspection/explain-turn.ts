import type { InspectedCandidate, InspectedRule } from "#bot/turn-inspection.ts";
import type { SimulatedAnswer } from "#testing/answer.ts";
import type { Classifier } from "#understanding/classifier/model/classifier.ts";
import type { EntityMention, Understanding } from "#understanding/understanding.ts";

/** What the classifier can say of its own guesses. */
export type Explainer = Pick<Classifier, "explain">;

/** What one understander made of the words. `words`: those that spoke most for its intent, where it can say. */
export type ExplainedGuess = Pick<Understanding, "source" | "intent" | "step" | "confidence" | "alternatives"> & {
  words: string[];
};

/** Why an answer is what it is. */
export type TurnExplanation = {
  /** What the event was taken for. */
  understood: ExplainedGuess | undefined;
  guesses: ExplainedGuess[];
  entities: readonly EntityMention[];
  /** The stories that might have answered, the likeliest first. */
  candidates: InspectedCandidate[];
  /** The rules that were in force, of the configuration and of the desk. */
  rules: InspectedRule[];
};

const mostWords = 3;

/** @param classifier the bot's own, which says which words have spoken for an intent. */
export function explainTurn(
  { inspections, event }: Pick<SimulatedAnswer, "inspections" | "event">,
  classifier: Explainer | undefined,
): TurnExplanation {
  const text = event.type === "text" || event.type === "attachment" ? event.text : undefined;
  const explain = (guess: Understanding): ExplainedGuess => {
    const { source, intent, step, confidence, alternatives } = guess;
    const words = decisiveWords(text, guess, classifier);
    return {
      source,
      ...(intent === undefined ? {} : { intent }),
      ...(step === undefined ? {} : { step }),
      confidence,
      alternatives,
      words,
    };
  };
  const understood = inspections.findLast((each) => each.type === "understood")?.understanding;
  return {
    understood: understood && explain(understood),
    guesses: inspections.flatMap((each) => (each.type === "guess" ? [explain(each.guess)] : [])),
    entities: understood?.entities ?? [],
    candidates: inspections.flatMap((each) => (each.type === "candidates" ? each.candidates : [])),
    rules: inspections.flatMap((each) => (each.type === "rules" ? each.rules : [])),
  };
}

function decisiveWords(
  text: string | undefined,
  { source, intent, alternatives }: Understanding,
  classifier: Explainer | undefined,
): string[] {
  if (text === undefined || source !== "classifier" || intent === undefined || classifier === undefined) return [];
  return classifier
    .explain(text, intent, alternatives[0]?.intent)
    .slice(0, mostWords)
    .map(({ word }) => word);
}
