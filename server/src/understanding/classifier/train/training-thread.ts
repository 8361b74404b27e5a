import { parentPort, workerData } from "node:worker_threads";
import type { Example } from "#understanding/understanding.ts";
import { cacheKey, encodeModel, readModel, writeModel } from "#understanding/classifier/model/model-cache.ts";
import { trainModel } from "./train-model.ts";

/** What the training thread gets. Training has a thread of its own, so that no conversation waits for it. */
export type TrainingData = { corpus: readonly Example[]; cacheFolder: string | undefined };
export type TrainingResult = {
  /** See `decodeModel`. */
  encoded: Uint8Array;
  fromCache: boolean;
  /** Why the cache could not be used. The model is as good without it. */
  cacheProblem: string | undefined;
};

if (parentPort === null) throw new Error("this file is started by train-classifier.ts");
const result = work(workerData as TrainingData);
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
parentPort.postMessage(result);

function work({ corpus, cacheFolder }: TrainingData): TrainingResult {
  if (cacheFolder === undefined) return { encoded: train(corpus), fromCache: false, cacheProblem: undefined };
  const key = cacheKey(corpus);
  const found = attempt(() => readModel(cacheFolder, key));
  if (found.value !== undefined) return { encoded: found.value, fromCache: true, cacheProblem: undefined };
  const encoded = train(corpus);
  const kept = attempt(() => writeModel(cacheFolder, key, encoded));
  return { encoded, fromCache: false, cacheProblem: kept.problem ?? found.problem };
}

function train(corpus: readonly Example[]): Uint8Array {
  const started = performance.now();
  const model = trainModel(corpus);
  return encodeModel({ model, trainedInMs: performance.now() - started });
}

function attempt<Value>(read: () => Value): { value?: Value; problem?: string } {
  try {
    return { value: read() };
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
}
