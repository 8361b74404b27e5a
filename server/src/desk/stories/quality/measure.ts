import { Worker } from "node:worker_threads";
import type { Measured } from "@causerie/protocol/desk";
import type { Evaluation } from "#understanding/classifier/evaluate/evaluation.ts";
import type { Example } from "#understanding/understanding.ts";

/** Texts of one confusion, and confusions: what somebody reads. */
const mostTexts = 10;
const mostConfusions = 50;

/**
 * Measures how well the examples are understood, in a thread of its own: comparing all with all holds a processor for seconds.
 * @throws the signal's reason, once it aborts.
 */
export async function measure(examples: readonly Example[], signal: AbortSignal): Promise<Omit<Measured, "at">> {
  const thread = startThread(examples);
  const { promise, resolve, reject } = Promise.withResolvers<Evaluation>();
  const stop = (): void => reject(signal.reason);
  signal.addEventListener("abort", stop);
  // In watch mode Node sends messages of its own on this line.
  thread.on("message", (message: object) => {
    if ("evaluation" in message) resolve((message as { evaluation: Evaluation }).evaluation);
  });
  thread.on("error", (error) => reject(new Error("the measurement has failed", { cause: error })));
  thread.on("exit", () => reject(new Error("the measurement has ended without a result")));
  try {
    signal.throwIfAborted();
    return toMeasured(await promise);
  } finally {
    signal.removeEventListener("abort", stop);
    await thread.terminate();
  }
}

/** The file beside this one, with the same extension: TypeScript in the sources, JavaScript in the build. */
function startThread(examples: readonly Example[]): Worker {
  const isSource = import.meta.url.endsWith(".ts");
  const file = new URL(isSource ? "./quality-thread.ts" : "./quality-thread.js", import.meta.url);
  const execArgv = isSource ? ["--conditions=causerie-source"] : [];
  return new Worker(file, { workerData: { examples }, execArgv, name: "intent quality" });
}

function toMeasured({ examples, accuracy, intents, confusions, warnings }: Evaluation): Omit<Measured, "at"> {
  return {
    examples,
    accuracy,
    intents: intents.map(({ precision, ...figures }) => ({
      ...figures,
      ...(precision === undefined ? {} : { precision }),
    })),
    confusions: confusions.slice(0, mostConfusions).map(({ intent, confusedWith, count, texts, pulledBy }) => ({
      intent,
      confusedWith,
      count,
      texts: texts.slice(0, mostTexts),
      pulledBy: [...pulledBy],
    })),
    contradictions: warnings.flatMap((warning) =>
      warning.type === "contradiction" ? [{ text: warning.text, intents: [...warning.intents] }] : [],
    ),
  };
}
