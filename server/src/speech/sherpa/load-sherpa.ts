import { AuthorError } from "#app/errors.ts";
import type { Samples } from "#speech/wav.ts";

/** What is used of the package `sherpa-onnx-node`, which has no types of its own. */
export type Sherpa = {
  OfflineRecognizer: { createAsync(config: object): Promise<Recognizer> };
  OfflineTts: { createAsync(config: object): Promise<Speaker> };
};

export type Recognizer = {
  createStream(): { acceptWaveform(sound: Samples): void };
  decodeAsync(stream: object): Promise<{ text: string }>;
};

export type Speaker = { generateAsync(request: { text: string; sid: number; speed: number }): Promise<Samples> };

/** Loads the package, which the operator installs. @throws AuthorError */
export async function loadSherpa(): Promise<Sherpa> {
  try {
    // @ts-expect-error the package has no types
    const loaded: unknown = await import("sherpa-onnx-node");
    return (loaded as { default: Sherpa }).default;
  } catch (cause) {
    throw new AuthorError("the package sherpa-onnx-node cannot be loaded: install it (npm install sherpa-onnx-node)", {
      cause,
    });
  }
}

/**
 * Makes something once, at the first use; after a failure the next use tries again.
 * @param what of the options names the model's files, for the operator.
 */
export function onceMade<Made>(make: () => Promise<Made>, what: string): () => Promise<Made> {
  let made: Promise<Made> | undefined;
  return async () => {
    made ??= make();
    try {
      return await made;
    } catch (cause) {
      made = undefined;
      if (cause instanceof AuthorError) throw cause;
      // The package says on its own standard error which file it misses.
      throw new AuthorError(`sherpa-onnx did not take the model: look at ${what}, and at what it has printed`, {
        cause,
      });
    }
  };
}

/** One after another: each uses all the processors that it is given. */
export function oneAtATime(): <Result>(task: () => Promise<Result>) => Promise<Result> {
  let last: Promise<unknown> = Promise.resolve();
  return (task) => {
    const next = last.then(task, task);
    last = next.catch(() => undefined);
    return next;
  };
}
