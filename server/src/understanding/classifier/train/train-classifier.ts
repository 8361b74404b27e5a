import { Worker } from "node:worker_threads";
import { rejectOnAbort } from "#async/reject-on-abort.ts";
import type { Example } from "#understanding/understanding.ts";
import { type Classifier, createClassifier } from "#understanding/classifier/model/classifier.ts";
import type { HeldOutFigures } from "#understanding/classifier/model/judgement.ts";
import { decodeModel } from "#understanding/classifier/model/model-cache.ts";
import type { TrainingData, TrainingResult } from "./training-thread.ts";

export type TrainingOptions = {
  /** The folder that stores trained models between starts, by a hash of the examples. It is created if missing. Several processes may share it. Without a folder, nothing is stored. */
  cacheFolder?: string;
  /** Ends the training. */
  signal?: AbortSignal;
};

export interface TrainedClassifier extends Classifier {
  /** How long the training took, also if an earlier process did it. */
  readonly trainedInMs: number;
  readonly fromCache: boolean;
  /** Why the cache could not be used, for the log. The classifier is as good without it. */
  readonly cacheProblem: string | undefined;
  /** How well it understands what it has not learnt: measured in training on examples that were held out. */
  readonly heldOut: HeldOutFigures;
}

/**
 * Trains in a thread of its own, or loads the model that was trained on the same examples before.
 *
 * @throws the signal's reason, once it aborts.
 */
export async function trainClassifier(
  corpus: readonly Example[],
  { cacheFolder, signal }: TrainingOptions = {},
): Promise<TrainedClassifier> {
  signal?.throwIfAborted();
  const { encoded, fromCache, cacheProblem } = await runThread({ corpus, cacheFolder }, signal);
  const { model, trainedInMs } = decodeModel(encoded);
  return { ...createClassifier(model), trainedInMs, fromCache, cacheProblem, heldOut: model.heldOut };
}

async function runThread(data: TrainingData, signal: AbortSignal | undefined): Promise<TrainingResult> {
  const file = threadFile();
  const execArgv = file.pathname.endsWith(".ts") ? ["--conditions=causerie-source"] : [];
  const thread = new Worker(file, { workerData: data, execArgv, name: "classifier training" });
  const { promise, resolve, reject } = Promise.withResolvers<TrainingResult>();
  // In watch mode Node sends messages of its own on this line.
  thread.on("message", (message: object) => {
    if ("encoded" in message) resolve(message as TrainingResult);
  });
  thread.on("error", (error) => reject(new Error("the training of the classifier has failed", { cause: error })));
  thread.on("exit", () => reject(new Error("the training of the classifier has ended without a result")));
  try {
    return await (signal === undefined ? promise : rejectOnAbort(promise, signal));
  } finally {
    await thread.terminate();
  }
}

/** The file beside this one, with the same extension: TypeScript in the sources, JavaScript in the build. */
function threadFile(): URL {
  return new URL(import.meta.url.endsWith(".ts") ? "./training-thread.ts" : "./training-thread.js", import.meta.url);
}
