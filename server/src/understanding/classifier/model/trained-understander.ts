import type { EventContent } from "#channel/event.ts";
import type { Example, Understander, Understanding } from "#understanding/understanding.ts";
import type { Classifier } from "./classifier.ts";
import {
  type TrainedClassifier,
  trainClassifier,
  type TrainingOptions,
} from "#understanding/classifier/train/train-classifier.ts";

const name = "classifier";

/** Understands texts, and attachments that come with one, by how they compare with examples. */
export function classifierUnderstanding(classifier: Classifier): Understander {
  return {
    name,
    understand: ({ content, expected }) => toUnderstanding(classifier, content, expected),
  };
}

/** An {@link Understander} that has to learn before it is asked. */
export interface TrainedUnderstander extends Understander {
  /**
   * Learns once: while it learns and after it has, another call gets what the first one got, its options do not count.
   * After a failure, the next call tries again.
   */
  train(options?: TrainingOptions): Promise<TrainedClassifier>;
}

/** For a bot, which is made before anything can be waited for. */
export function createTrainedUnderstander(corpus: readonly Example[]): TrainedUnderstander {
  let training: Promise<TrainedClassifier> | undefined;
  let classifier: TrainedClassifier | undefined;

  async function learn(options: TrainingOptions | undefined): Promise<TrainedClassifier> {
    try {
      classifier = await trainClassifier(corpus, options);
      return classifier;
    } catch (error) {
      training = undefined;
      throw error;
    }
  }

  return {
    name,
    train: (options) => (training ??= learn(options)),
    understand({ content, expected }) {
      if (classifier === undefined)
        throw new Error("The classifier has learnt nothing yet: await train() before the bot gets its first event.");
      return toUnderstanding(classifier, content, expected);
    },
  };
}

function toUnderstanding(
  classifier: Classifier,
  content: EventContent,
  expected: readonly string[],
): Understanding | undefined {
  const text = content.type === "text" || content.type === "attachment" ? content.text : undefined;
  if (text === undefined) return undefined;
  const { intent, confidence, alternatives } = classifier.classify(text, expected);
  if (intent === undefined) return undefined;
  return { intent, params: {}, confidence, entities: [], alternatives, source: name };
}
