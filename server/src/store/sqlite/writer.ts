import { setImmediate } from "node:timers";
import { Worker } from "node:worker_threads";
import { serverStops } from "#app/errors.ts";
import type { Logger } from "#app/logger.ts";
import type { Job, OperationInput, OperationName, OperationResult } from "./operations.ts";
import { type Outcome, toError } from "./outcome.ts";
import { threadFile, threadOptions } from "./thread-file.ts";
import type { WriterData, WriterMessage, WriterNews } from "./writer-thread.ts";

const lostStorage =
  "the data folder or a file in it was deleted, replaced or emptied while the server was using it: nothing is accepted any more. Put it back or restore a backup, and start the server again";

type Waiting = { resolve: (value: unknown) => void; reject: (error: Error) => void };

/**
 * Hands operations to the writer's thread, in order; each resolves once it is durable. What is asked for in one round of
 * the event loop travels in one message.
 */
export class Writer implements AsyncDisposable {
  readonly #thread: Worker;
  readonly #ended: Promise<void>;
  /** Handed out in the order in which outcomes come back. */
  readonly #waiting: Waiting[] = [];
  #outgoing: Job[] = [];
  #isFlushing = false;
  /** Why nothing can be written any more. */
  #stopped: Error | undefined;

  constructor(data: WriterData, logger: Logger | undefined, file: URL = threadFile(import.meta.url, "writer-thread")) {
    this.#thread = new Worker(file, { ...threadOptions(file.pathname), workerData: data, name: "store writer" });
    // In watch mode Node sends messages of its own on this line.
    this.#thread.on("message", (message: Outcome[] | WriterNews | object) => {
      if (Array.isArray(message)) this.#settle(message);
      else if ("lost" in message) logger?.error({ folder: data.folder }, lostStorage);
    });
    this.#thread.on("error", (error) => {
      logger?.error({ err: error }, "the writer of the store has failed");
      this.#stop(new Error("the writer of the store has failed", { cause: error }));
    });
    this.#ended = new Promise((resolve) => {
      this.#thread.on("exit", () => {
        this.#stop(new Error("the writer of the store has stopped"));
        resolve();
      });
    });
  }

  /** How many operations have not been answered yet. */
  get waiting(): number {
    return this.#waiting.length;
  }

  run<Name extends OperationName>(name: Name, input: OperationInput<Name>): Promise<OperationResult<Name>> {
    if (this.#stopped !== undefined) return Promise.reject(this.#stopped);
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    this.#waiting.push({ resolve, reject });
    // setImmediate comes after all sockets of this round were read, so their operations share a commit.
    if (this.#outgoing.push({ name, input } as Job) === 1) setImmediate(() => this.#flush());
    return promise as Promise<OperationResult<Name>>;
  }

  /**
   * Sends what has been asked for without waiting for the end of the round: before any code runs that goes on after an `await`
   * of the caller. Callers of one moment share a message, because each one wakes the other thread.
   */
  flushSoon(): void {
    if (this.#isFlushing) return;
    this.#isFlushing = true;
    queueMicrotask(() => {
      this.#isFlushing = false;
      this.#flush();
    });
  }

  #flush(): void {
    if (this.#outgoing.length === 0) return;
    this.#post({ type: "jobs", jobs: this.#outgoing });
    this.#outgoing = [];
  }

  /** Finishes what has been asked for. */
  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#stopped === undefined) {
      this.#flush();
      this.#post({ type: "close" });
      this.#stopped = serverStops();
    }
    await this.#ended;
  }

  #post(message: WriterMessage): void {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
    this.#thread.postMessage(message);
  }

  #settle(outcomes: Outcome[]): void {
    const answered = this.#waiting.splice(0, outcomes.length);
    for (const [index, { resolve, reject }] of answered.entries()) {
      const outcome = outcomes[index];
      if (outcome?.type === "done") resolve(outcome.value);
      else if (outcome !== undefined) reject(toError(outcome.error));
    }
  }

  #stop(reason: Error): void {
    this.#stopped ??= reason;
    this.#outgoing = [];
    for (const { reject } of this.#waiting.splice(0)) reject(this.#stopped);
  }
}
