import type { Logger } from "#app/logger.ts";

/** Leases by name, e.g. `connector:slack`: of all processes, one at a time may do what the name stands for. */
export interface NamedLeases {
  /** Takes the lease or renews it. @returns whether the holder has it until `now + ms`. */
  hold(name: string, holder: string, now: number, ms: number): Promise<boolean>;
  /** Gives it back, unless another holder has it. */
  release(name: string, holder: string): Promise<void>;
}

export type HoldOptions = {
  leases: NamedLeases;
  name: string;
  /** Unique to this process. */
  holder: string;
  /** Does the work until the signal aborts. When it ends or fails, it is started again after a pause. */
  run(signal: AbortSignal): Promise<void>;
  now: () => number;
  logger: Logger;
  /** Milliseconds that a lease lasts without a renewal. Default 15,000. */
  leaseMs?: number;
  /** Milliseconds that the work has to end when the server stops. What takes longer is left behind. Default 10,000. */
  endingMs?: number;
};

/**
 * Runs work that exactly one process may do, for as long as this process holds the lease. Disposing ends the work and gives
 * the lease back, so that another process takes over at once.
 */
export function holdLease(options: HoldOptions): AsyncDisposable {
  const { leases, name, holder, logger, now, leaseMs = 15_000, endingMs = 10_000 } = options;
  const closing = new AbortController();
  let work: { ending: AbortController; ended: Promise<void>; isReported: boolean } | undefined;
  let timer: NodeJS.Timeout | undefined;
  /** Ends the work before the lease ends, also when the store does not answer. */
  let watchdog: NodeJS.Timeout | undefined;

  function start(): void {
    const ending = new AbortController();
    const ended = (async (): Promise<void> => {
      try {
        await options.run(ending.signal);
      } catch (error) {
        if (!ending.signal.aborted)
          logger.error({ lease: name, err: error }, "work under a lease failed; it is started again");
      }
    })().then(() => {
      if (work?.ending === ending) work = undefined;
    });
    work = { ending, ended, isReported: false };
  }

  async function stop(reason: string): Promise<void> {
    clearTimeout(watchdog);
    work?.ending.abort(new Error(reason));
    await work?.ended;
  }

  async function round(): Promise<void> {
    if (work?.ending.signal.aborted === true) {
      // So the lease runs out, and another process takes over from what is left of the work here.
      if (!work.isReported)
        logger.error({ lease: name }, "work does not end although its lease does; it is not renewed");
      work.isReported = true;
      return;
    }
    const askedAt = now();
    try {
      const held = await leases.hold(name, holder, askedAt, leaseMs);
      if (closing.signal.aborted) return;
      const leftMs = askedAt + (leaseMs * 2) / 3 - now();
      // An answer that took so long says nothing about now.
      if (held && leftMs > 0) {
        clearTimeout(watchdog);
        watchdog = setTimeout(() => void stop("the lease could not be renewed in time"), leftMs);
        if (work === undefined) start();
      }
      // Not awaited: work that takes no notice would end these rounds, and nobody would learn of it.
      if (!held) void stop("the lease is another process's");
    } catch (error) {
      // It is asked again, and the watchdog ends the work before the lease ends.
      logger.warn({ lease: name, err: error }, "a lease could not be renewed");
    }
  }

  let rounds = Promise.resolve();
  function next(): void {
    rounds = round().then(() => {
      if (!closing.signal.aborted) timer = setTimeout(next, leaseMs / 5);
    });
  }
  next();

  return {
    async [Symbol.asyncDispose]() {
      closing.abort();
      clearTimeout(timer);
      if (!(await endsInTime(Promise.all([stop("the server stops"), rounds]), endingMs))) {
        // The lease is not given back: two processes would do the work.
        logger.error({ lease: name }, "work under a lease does not end; it is left behind");
        return;
      }
      await leases.release(name, holder).catch((error: unknown) => {
        logger.warn({ lease: name, err: error }, "a lease could not be given back; it ends by itself");
      });
    },
  };
}

async function endsInTime(work: Promise<unknown>, ms: number): Promise<boolean> {
  const timeIsUp = Promise.withResolvers<boolean>();
  const timer = setTimeout(() => timeIsUp.resolve(false), ms);
  try {
    return await Promise.race([work.then(() => true), timeIsUp.promise]);
  } finally {
    clearTimeout(timer);
  }
}
