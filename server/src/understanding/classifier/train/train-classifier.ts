import { Worker } from "node:worker_threads";
import { rejectOnAbort } from "#async/reject-on-abort.ts";
import type { Example } from "#understanding/understanding.ts";
import { type Classifier, createClassifier } from "#understanding/classifier/model/classifier.ts";
import { decodeModel } from "#understanding/classifier/model/model-cache.ts";
import type { TrainingData, TrainingResult } from "./training-thread.ts";

export type TrainingOptions = {
  /** Where trained models are kept between starts, by a hash of the examples; it is made if there is none. Several processes may share it. Without one, nothing is kept. */
  cacheFolder?: string;
  /** Ends the training. */
  signal?: AbortSignal;
};

export interface TrainedClassifier extends Classifier {
  /** How long the training took, also when it was done by an earlier process. */
  readonly trainedInMs: number;
  readonly fromCache: boolean;
  /** Why the cache could not be used, for the log; the classifier is as good without it. */
  readonly cacheProblem: string | undefined;
}

/**
 * Learns from the examples in a thread of its own, or takes what has been learnt from the same examples before.
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
  return { ...createClassifier(model), trainedInMs, fromCache, cacheProblem };
}

async function runThread(data: TrainingData, signal: AbortSignal | undefined): Promise<TrainingResult> {
  const file = threadFile();
  const execArgv = file.pathname.endsWith(".ts") ? ["--conditions=causerie-source"] : [];
  const thread = new Worker(file, { workerData: data, execArgv, name: "classifier training" });
  const { promise, resolve, reject } = Promise.withResolvers<TrainingResult>();
  thread.on("message", resolve);
  thread.on("error", (error) => reject(new Error("the training of the classifier has failed", { cause: error })));
  thread.on("exit", () => reject(new Error("the training of the classifier has ended without a result")));
  try {
    return await (signal === undefined ? promise : rejectOnAbort(promise, signal));
  } finally {
    await thread.terminate();
  }
}

/** Beside this file, in the form in which this file runs: TypeScript from the sources, JavaScript from the build. */
function threadFile(): URL {
  return new URL(import.meta.url.endsWith(".ts") ? "./training-thread.ts" : "./training-thread.js", import.meta.url);
}
