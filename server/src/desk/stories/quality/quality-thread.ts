import { parentPort, workerData } from "node:worker_threads";
import { crossValidate } from "#understanding/classifier/evaluate/cross-validate.ts";
import type { Example } from "#understanding/understanding.ts";

// One at a time: the server that this runs in has people to answer.
const evaluation = await crossValidate((workerData as { examples: readonly Example[] }).examples, { threads: 1 });
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
parentPort?.postMessage({ evaluation });
