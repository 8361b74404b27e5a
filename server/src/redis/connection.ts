import type * as Redis from "redis";
import { ConfigError } from "#app/errors.ts";
import type { Logger } from "#app/logger.ts";
import { describeProblem, isOffline, shownAddress, versionProblem } from "./problems.ts";

/** What is asked of Redis here, and nothing else of its client. */
export type RedisClient = Redis.RedisClientType<Record<string, never>, Record<string, never>, Record<string, never>, 2>;

/** Two lines to one Redis: a line that listens can ask nothing. */
export type RedisConnection = AsyncDisposable & {
  readonly commands: RedisClient;
  readonly subscriber: RedisClient;
  /** Tells that something failed, once until Redis answers again. */
  readonly failed: (error: unknown) => void;
};

/** A command that takes longer has failed for whoever waits. */
const commandMs = 1_000;
const connectMs = 2_000;
/** A line that is cut without a word is found by asking. */
const pingMs = 5_000;
const longestPauseMs = 2_000;
/** Between two looks whether what was wrong is over. */
const lookMs = 1_000;

/**
 * Connects in the background and for as long as the server lives: a server without its Redis is slower, and works.
 *
 * @throws ConfigError when the URL is none, or the package `redis` is not installed.
 */
export async function connectRedis(url: string, logger: Logger): Promise<RedisConnection> {
  const { createClient } = await loadClient();
  const shown = shownAddress(url);
  let problem: string | undefined;
  let closing = false;
  /** While something is wrong: not every cure makes the lines new. */
  let looking: NodeJS.Timeout | undefined;

  function failed(error: unknown): void {
    // The line is not there yet, or not any more: the client itself says why, where something is wrong.
    if (!isOffline(error)) report(describeProblem(error, shown));
  }
  function report(described: string): void {
    // What follows from the first break says less than that.
    if (closing || problem !== undefined) return;
    problem = described;
    logger.error({ redis: shown }, `${described} Until then processes hear of each other later, and nothing is lost.`);
    looking ??= setInterval(() => void check(), lookMs).unref();
  }
  function succeeded(): void {
    if (problem === undefined) return;
    problem = undefined;
    clearInterval(looking);
    looking = undefined;
    logger.warn({ redis: shown }, "Redis answers again");
  }
  function open(): RedisClient {
    const client = createClient({
      url,
      RESP: 2,
      // What waits for a Redis that is away would come too late, and take memory.
      disableOfflineQueue: true,
      pingInterval: pingMs,
      socket: {
        connectTimeout: connectMs,
        socketTimeout: pingMs * 2,
        reconnectStrategy: (retries) =>
          Math.min(longestPauseMs, 50 * 2 ** Math.min(retries, 6)) * (0.5 + Math.random() / 2),
      },
    }) as unknown as RedisClient;
    client.on("error", failed);
    return client;
  }

  const commands = open();
  const subscriber = open();
  commands.on("ready", () => void check());
  async function check(): Promise<void> {
    try {
      const old = versionProblem(await within(commands.info("server")), shown);
      if (old !== undefined) {
        report(old);
        return;
      }
      // A write, as limits do: one without memory, and a replica, answer all else.
      await within(commands.set("causerie:check", "1", { expiration: { type: "PX", value: 1_000 } }));
      // It may still hold up the line that listens.
      if (subscriber.isReady) await within(subscriber.ping());
      succeeded();
    } catch (error) {
      failed(error);
    }
  }
  // They go on trying by themselves; what goes wrong comes as "error".
  for (const client of [commands, subscriber]) client.connect().catch(failed);

  return {
    commands,
    subscriber,
    failed,
    async [Symbol.asyncDispose]() {
      closing = true;
      clearInterval(looking);
      for (const client of [subscriber, commands]) if (client.isOpen) client.destroy();
    },
  };
}

/**
 * Whether a server could use this Redis now. Leaves nothing there.
 *
 * @returns where it is, without the password.
 * @throws ConfigError with what to do: the package is not installed, or Redis is away, too old, or refuses something.
 */
export async function checkRedis(url: string): Promise<string> {
  const { createClient } = await loadClient();
  const shown = shownAddress(url);
  const socket = { connectTimeout: connectMs, socketTimeout: connectMs, reconnectStrategy: false } as const;
  const client = createClient({ url, RESP: 2, disableOfflineQueue: true, socket });
  // The same comes as the answer to what is asked; without a listener it would end the process.
  client.on("error", () => {});
  let old: string | undefined;
  try {
    await within(client.connect(), connectMs);
    old = versionProblem(await within(client.info("server")), shown);
    if (old === undefined)
      await within(client.set("causerie:check", "1", { expiration: { type: "PX", value: 1_000 } }));
  } catch (cause) {
    throw new ConfigError([describeProblem(cause, shown)], { cause });
  } finally {
    if (client.isOpen) client.destroy();
  }
  if (old !== undefined) throw new ConfigError([old]);
  return shown;
}

/** @throws when Redis does not answer in time. */
export async function within<Result>(answer: Promise<Result>, ms = commandMs): Promise<Result> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Error("no answer")), ms);
  try {
    return await Promise.race([answer, late.promise]);
  } finally {
    clearTimeout(timer);
    // It may still fail when nobody waits any more.
    answer.catch(() => {});
  }
}

async function loadClient(): Promise<typeof Redis> {
  try {
    return await import("redis");
  } catch (cause) {
    throw new ConfigError(["REDIS_URL is set, but the package `redis` is not installed: npm install redis@6"], {
      cause,
    });
  }
}
