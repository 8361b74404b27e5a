import type { RateLimiterAbstract } from "rate-limiter-flexible";
import type { Limits, Rate } from "#channel/host/limits.ts";
import { RequestError } from "#app/errors.ts";
import { consume, createRateLimit } from "#http/refusing/rate-limit.ts";
import { LocalPermits, type Permit } from "./local-permits.ts";

/** Where all processes count together. Everything in it may be lost: then they count anew. */
export interface LimitStore {
  limiter(name: string, rate: Rate): Pick<RateLimiterAbstract, "consume">;
  /** @returns false when `max` are taken by processes that live. */
  acquire(permit: Permit, max: number): Promise<boolean>;
  release(permit: Permit): Promise<void>;
  /** This process lives for another {@link livesMs}. @returns false: it counted as dead, so its permits are gone. */
  keepAlive(livesMs: number): Promise<boolean>;
  /** Takes these permits again, whatever the others have. */
  restore(permits: readonly Permit[]): Promise<void>;
  /** Says, once, that the store is away. */
  failed(error: unknown): void;
}

/** So long the permits of a process that was killed stay taken. */
const livesMs = 20_000;
/** A limit must not hold up what it limits: then this process counts for itself. */
const usualAnswerMs = 250;
/** A store that has failed is left alone for so long: what it limits would wait for it each time. */
const restMs = 2_000;

/**
 * {@link Limits} for several processes. While the store is away each process counts what it sees itself, so a limit is as
 * many times wider as there are processes, and nobody is turned away for it.
 * @param answerMs milliseconds after which a store that says nothing counts as away.
 */
export function createSharedLimits(
  store: LimitStore,
  { answerMs = usualAnswerMs }: { answerMs?: number } = {},
): Limits & AsyncDisposable {
  const permits = new LocalPermits();
  /** Those that somebody has, not those that are asked for. */
  const given = new Set<Permit>();
  let restsUntil = 0;
  const alive = setInterval(() => void keepAlive(), livesMs / 4);
  alive.unref();
  let isAlive = keepAlive();

  async function keepAlive(): Promise<void> {
    try {
      const lived = await store.keepAlive(livesMs);
      if (!lived && given.size > 0) await store.restore(Array.from(given));
    } catch (error) {
      store.failed(error);
    }
  }

  async function shared<Result>(ask: () => Promise<Result>): Promise<Result | undefined> {
    if (performance.now() < restsUntil) return undefined;
    try {
      return await inTime(ask(), answerMs);
    } catch (error) {
      if (error instanceof RequestError && error.code === "rate_limited") throw error;
      restsUntil = performance.now() + restMs;
      store.failed(error);
      return undefined;
    }
  }

  return {
    rate(name, rate) {
      const limiter = store.limiter(name, rate);
      const insurance = createRateLimit(name, rate);
      return async (key, weight) => {
        const counted = await shared(async () => {
          await consume(limiter, name, rate, key, weight);
          return true;
        });
        if (counted === undefined) await insurance(key, weight);
      };
    },
    async acquire(name, key, max) {
      if (permits.count(name, key) >= max) return undefined;
      // Taken here first: two at once must not both find the last one free.
      const permit = permits.add(name, key);
      await isAlive;
      if ((await shared(() => store.acquire(permit, max))) === false) {
        permits.remove(permit);
        return undefined;
      }
      given.add(permit);
      return {
        [Symbol.dispose]() {
          given.delete(permit);
          if (permits.remove(permit)) void shared(() => store.release(permit));
        },
      };
    },
    async [Symbol.asyncDispose]() {
      clearInterval(alive);
      isAlive = Promise.resolve();
      // What is left counts until this process counts as dead.
      await Promise.allSettled(Array.from(given, (permit) => shared(() => store.release(permit))));
    },
  };
}

async function inTime<Result>(answer: Promise<Result>, answerMs: number): Promise<Result> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Error("no answer")), answerMs);
  answer.catch(() => {});
  try {
    return await Promise.race([answer, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
