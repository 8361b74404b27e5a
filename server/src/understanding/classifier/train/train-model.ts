import { normalize } from "#understanding/text/normalize.ts";
import type { Example } from "#understanding/understanding.ts";
import { chooseBayesShare, combine } from "./bayes-share.ts";
import { calibrate } from "./calibration.ts";
import { readDocuments } from "#understanding/classifier/features/documents.ts";
import { holdOut } from "./hold-out.ts";
import { judge } from "#understanding/classifier/model/judge.ts";
import { learn } from "./learn.ts";
import type { Model } from "#understanding/classifier/model/model.ts";
import { indexOccurrences } from "#understanding/classifier/model/nearest.ts";
import { measureRarity } from "#understanding/classifier/features/rarity.ts";

/**
 * Learns what sentences ask for which intent. One model for all languages: measured on two, it is right more often than
 * one model for each. Examples without a letter or digit teach nothing and are passed over, as are repeated ones.
 * Deterministic; takes seconds for thousands of examples, so it runs in a thread of its own (`trainClassifier`).
 */
export function trainModel(corpus: readonly Example[]): Model {
  const examples = distinctExamples(corpus);
  const intents = [...new Set(examples.map(({ intent }) => intent))];
  const numberOf = new Map(intents.map((intent, number) => [intent, number]));
  const labels = Uint32Array.from(examples, ({ intent }) => numberOf.get(intent) ?? 0);
  const { table, documents } = readDocuments(examples.map(({ text }) => text));
  const rarity = measureRarity(documents, table.size);

  const answers = holdOut(documents, labels, intents.length, table.size);
  const share = chooseBayesShare(answers);
  const judged = answers.map((answer) => {
    const { intent, score } = judge(combine(answer, share), answer.nearest);
    return { score, right: intent === answer.label };
  });

  const { linear, bayes, bayesBalance } = learn(documents, labels, intents.length, rarity);
  return {
    intents,
    table,
    rarity,
    weights: { ...linear, values: linear.values.map((value, entry) => value + share * (bayes.values[entry] ?? 0)) },
    balance: bayesBalance.map((balance) => share * balance),
    occurrences: indexOccurrences(documents, rarity),
    labels,
    calibration: calibrate(judged, examples.length),
  };
}

function distinctExamples(corpus: readonly Example[]): Example[] {
  const found = new Map<string, Example>();
  for (const example of corpus) {
    const normal = normalize(example.text);
    if (normal !== "") found.set(JSON.stringify([example.intent, normal]), example);
  }
  return [...found.values()];
}
