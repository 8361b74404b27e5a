import { randomUUID } from "node:crypto";
import type { Logger } from "#app/logger.ts";
import { applyRetention, type RetentionParts } from "./retention.ts";

/** Milliseconds between two looks. */
const pauseMs = 3_600_000;

const leaseName = "retention";
/** Longer than a batch may take: it is renewed before each. */
const leaseMs = 120_000;

/** Of several processes that share a store, one at a time looks. The store's named leases fit. */
export interface RetentionLeases {
  /** Takes the lease or renews it. @returns whether the holder has it until `now + ms`. */
  hold(name: string, holder: string, now: number, ms: number): Promise<boolean>;
  release(name: string, holder: string): Promise<void>;
}

export type StartedRetention = AsyncDisposable & {
  /** Looks now, after the look that is under way. */
  look(): Promise<void>;
};

/** Files that were begun and not sent. */
export interface UnsentFiles {
  /** Removes some of those that have expired. @returns how many, and the blobs that nothing names any more. */
  expire(now: number): Promise<{ count: number; files: readonly string[] }>;
}

type Parts = Omit<RetentionParts, "mayGoOn"> & { leases: RetentionLeases; uploads: UnsentFiles; logger: Logger };

/**
 * Looks at the start and every hour for what is older than it may be, for files that were begun and not sent, and for those that no event names. A look that fails is
 * made again an hour later.
 */
export function startRetention(parts: Parts): StartedRetention {
  const { logger, leases, now } = parts;
  const stopping = new AbortController();
  const holder = randomUUID();
  let looking = Promise.resolve();
  const mayGoOn = (): Promise<boolean> => leases.hold(leaseName, holder, now(), leaseMs);

  async function lookOnce(): Promise<void> {
    try {
      // Another process is at it: what is too old here is too old there.
      if (stopping.signal.aborted || !(await mayGoOn())) return;
      try {
        const removed = await applyRetention({ ...parts, mayGoOn }, stopping.signal);
        await expireUploads();
        await parts.blobs.settle((ids) => parts.operator.unusedFiles(ids));
        if (Object.keys(removed).length > 0) logger.info({ removed }, "what was older than it may be was removed");
      } finally {
        await leases.release(leaseName, holder);
      }
    } catch (error) {
      if (stopping.signal.aborted) return;
      logger.error({ err: error }, "what is too old could not be removed; again in an hour");
    }
  }
  async function expireUploads(): Promise<void> {
    while (!stopping.signal.aborted && (await mayGoOn())) {
      const { count, files } = await parts.uploads.expire(now());
      for (const file of files) await parts.blobs.delete(file);
      if (count === 0) return;
    }
  }
  const look = (): Promise<void> => (looking = looking.then(lookOnce));

  void look();
  const timer = setInterval(() => void look(), pauseMs).unref();
  return {
    look,
    [Symbol.asyncDispose]: async () => {
      clearInterval(timer);
      stopping.abort();
      await looking;
    },
  };
}
