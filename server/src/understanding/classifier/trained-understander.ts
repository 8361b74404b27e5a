import type { Example, Understander, Understanding, UnderstandingRequest } from "#understanding/understanding.ts";
import type { Abstraction } from "./abstraction.ts";
import { type Classifier, classifyForms } from "./model/classifier.ts";
import { type TrainedClassifier, trainClassifier, type TrainingOptions } from "./train/train-classifier.ts";

const name = "classifier";

/** Understands texts, and attachments with a text, by comparing them with examples. */
export function classifierUnderstanding(classifier: Classifier): Understander {
  return {
    name,
    understand: (request) => toUnderstanding(classifier, request, () => []),
  };
}

/** An {@link Understander} that must be trained before it is asked. */
export interface TrainedUnderstander extends Understander {
  /**
   * Trains once. A later call gets the result of the first call, and its options do not count. After a failure, the next
   * call tries again.
   */
  train(options?: TrainingOptions): Promise<TrainedClassifier>;
}

/**
 * For a bot: it is created by a function that cannot wait for the training.
 *
 * @param abstraction the corpus must have been abstracted by it. Without one, texts are taken as they are.
 */
export function createTrainedUnderstander(corpus: readonly Example[], abstraction?: Abstraction): TrainedUnderstander {
  let training: Promise<TrainedClassifier> | undefined;
  let classifier: TrainedClassifier | undefined;

  async function train(options: TrainingOptions | undefined): Promise<TrainedClassifier> {
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
    train: (options) => (training ??= train(options)),
    understand(request) {
      if (classifier === undefined)
        throw new Error("The classifier has learnt nothing yet: await train() before the bot gets its first event.");
      return toUnderstanding(classifier, request, (text) => abstraction?.formsOf(text, request) ?? []);
    },
  };
}

function toUnderstanding(
  classifier: Classifier,
  { content, expected }: UnderstandingRequest,
  formsOf: (text: string) => string[],
): Understanding | undefined {
  const text = content.type === "text" || content.type === "attachment" ? content.text : undefined;
  if (text === undefined) return undefined;
  const { intent, confidence, alternatives } = classifyForms(classifier, [text, ...formsOf(text)], expected);
  if (intent === undefined) return undefined;
  return { intent, params: {}, confidence, entities: [], alternatives, source: name };
}
