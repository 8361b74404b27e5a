import type { Prediction } from "@causerie/server/understanding/classifier/evaluate/evaluate-predictions.ts";
import type { Classifier } from "@causerie/server/understanding/classifier/model/classifier.ts";

export function toPrediction(classifier: Classifier, text: string, intent: string | undefined): Prediction {
  const { intent: named, confidence, alternatives } = classifier.classify(text);
  return { text, intent, likeliest: named ?? alternatives[0]?.intent, confidence, refused: named === undefined };
}
