import { setImmediate } from "node:timers";
import { setTimeout as sleep } from "node:timers/promises";
import { RequestError, StaleLeaseError, serverStops } from "#app/errors.ts";
import { blockedPerson, clientIdReused, endedSession, notTheirConversation } from "#store/refusals.ts";
import type { Health } from "./connection/health.ts";
import { answerWithinMs, connectWithinMs, type Pools, writingConnections } from "./connection/pools.ts";
import { problemOf, unavailable, withoutTexts } from "./connection/problems.ts";
import type { OperationInput, OperationName, OperationResult } from "./operations.ts";

type Job = {
  name: OperationName;
  input: object;
  /** What it locks. Jobs of a group take their locks in this order, so two groups never wait crosswise. */
  lock: string | undefined;
  /** An earlier try may have been written although its answer was lost. */
  retried: boolean;
  since: number;
  resolve: (value: unknown) => void;
  reject: (error: Error) => void;
};

type Outcome = { value?: unknown; refused?: string; id?: string };

/** More jobs in one transaction would hold their locks for long. */
const maxGroup = 256;
/** More than this many waiting jobs, and new ones are turned away: their senders keep them and come again. */
const maxWaiting = 10_000;
const retryPauseMs = 50;
const busyPauseMs = 5;

const runJobs = "SELECT run_jobs($1::jsonb) AS outcome";
/** Before the first conversation is locked: so do deletions, and the two never wait crosswise. */
const runNamingFiles = "SELECT run_jobs($1::jsonb) AS outcome FROM share_blob_use()";

/**
 * Sends what is to be written in groups: all of a group in one transaction and one round trip, so that one wait for the
 * disk serves them all. What fails because the database is away is tried again until {@link answerWithinMs} are over.
 */
export class Writer implements AsyncDisposable {
  readonly #pools: Pools;
  readonly #health: Health;
  #waiting: Job[] = [];
  readonly #unanswered = new Set<Job>();
  #running = 0;
  #isPlanned = false;
  #isClosed = false;
  readonly #watch: NodeJS.Timeout;
  #emptied: (() => void) | undefined;

  constructor(pools: Pools, health: Health) {
    this.#pools = pools;
    this.#health = health;
    this.#watch = setInterval(() => this.#rejectLate(), 100);
    this.#watch.unref();
  }

  /** How many operations have not been answered yet. */
  get waiting(): number {
    return this.#unanswered.size;
  }

  /**
   * @param lock the conversation that the operation locks, or another name for what it does. Undefined: it is not known
   *   before, so the operation gets a group of its own.
   * @throws RequestError `unavailable` when the database does not answer in time: it may have been written all the same.
   * @throws StaleLeaseError, and the refusals of every store.
   */
  run<Name extends OperationName>(
    name: Name,
    input: OperationInput<Name>,
    lock: string | undefined,
  ): Promise<OperationResult<Name>> {
    if (this.#isClosed) return Promise.reject(serverStops());
    if (this.#unanswered.size >= maxWaiting) return Promise.reject(unavailable());
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    const job: Job = { name, input, lock, retried: false, since: performance.now(), resolve, reject };
    this.#unanswered.add(job);
    this.#enqueue([job]);
    return promise as Promise<OperationResult<Name>>;
  }

  /** Finishes what has been asked for. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#isClosed = true;
    if (this.#unanswered.size > 0) await new Promise<void>((resolve) => (this.#emptied = resolve));
    clearInterval(this.#watch);
  }

  #enqueue(jobs: readonly Job[]): void {
    this.#waiting.push(...jobs);
    if (this.#isPlanned) return;
    this.#isPlanned = true;
    // setImmediate comes after all sockets of this round were read, so their operations share a commit.
    setImmediate(() => {
      this.#isPlanned = false;
      this.#start();
    });
  }

  #start(): void {
    while (this.#running < writingConnections && this.#waiting.length > 0) {
      const group = this.#takeGroup();
      if (group.length === 0) continue;
      this.#running += 1;
      void this.#write(group).finally(() => {
        this.#running -= 1;
        this.#start();
      });
    }
  }

  #takeGroup(): Job[] {
    // Nobody waits any more for what was rejected meanwhile.
    const open = this.#waiting.filter((job) => this.#unanswered.has(job));
    const end = open.findIndex(({ lock }) => lock === undefined);
    const count = end === 0 ? 1 : Math.min(end === -1 ? open.length : end, maxGroup);
    this.#waiting = open.slice(count);
    return open.slice(0, count).sort((a, b) => compare(a.lock ?? "", b.lock ?? ""));
  }

  async #write(group: readonly Job[]): Promise<void> {
    try {
      const now = performance.now();
      const jobs = group.map(({ name, input, retried, since }) => ({
        name,
        // A new connection may have to be waited for after the age was taken.
        input: { ...input, retried, age: Math.ceil(now - since) + connectWithinMs },
      }));
      const text = JSON.stringify(jobs);
      const rows = await this.#pools.write(text.includes("sha256-") ? runNamingFiles : runJobs, [text]);
      for (const [index, job] of group.entries()) this.#settle(job, rows[index]?.["outcome"] as Outcome);
    } catch (error) {
      await this.#recover(group, error);
    }
  }

  async #recover(group: readonly Job[], error: unknown): Promise<void> {
    const problem = problemOf(error);
    if (problem === "defect") {
      // One of them is at fault. Alone, each of the others does well.
      if (group.length === 1) this.#reject(group[0], withoutTexts(error));
      else for (const job of group) await this.#write([job]);
      return;
    }
    if (problem === "unavailable") {
      this.#health.failed(error);
      for (const job of group) job.retried = true;
      // The connection counts as taken meanwhile: it would only fail again.
      await sleep(retryPauseMs);
    }
    this.#enqueue(group);
  }

  #settle(job: Job, { value, refused, id }: Outcome): void {
    switch (refused) {
      case undefined:
        this.#unanswered.delete(job);
        job.resolve(value ?? undefined);
        this.#resolveWhenEmpty();
        return;
      case "busy":
        void sleep(busyPauseMs).then(() => this.#enqueue([job]));
        return;
      case "stale":
        return this.#reject(job, new StaleLeaseError("The turn is over, or another process has it"));
      case "client_id_reused":
        return this.#reject(job, clientIdReused());
      case "blocked":
        return this.#reject(job, blockedPerson());
      case "ended":
        return this.#reject(job, endedSession());
      case "not_theirs":
        return this.#reject(job, notTheirConversation());
      case "foreign_delivery":
        return this.#reject(job, new Error(`delivery id ${id} belongs to another conversation`));
      default:
        return this.#reject(job, new Error(`the database refused an operation: ${refused}`));
    }
  }

  #reject(job: Job | undefined, error: Error): void {
    if (job === undefined || !this.#unanswered.delete(job)) return;
    job.reject(error);
    this.#resolveWhenEmpty();
  }

  #rejectLate(): void {
    const limit = performance.now() - answerWithinMs;
    // In the order in which they came.
    for (const job of this.#unanswered) {
      if (job.since > limit) return;
      this.#reject(job, unavailable());
    }
  }

  #resolveWhenEmpty(): void {
    if (this.#unanswered.size === 0) this.#emptied?.();
  }
}

/** Whether an error says that the database may answer later. */
export function isUnavailable(error: unknown): boolean {
  return error instanceof RequestError && error.code === "unavailable";
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
