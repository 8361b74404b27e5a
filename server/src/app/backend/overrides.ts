import type { LogOutput } from "#app/logger.ts";
import type { FileScanner } from "#channel/host/file-scanner.ts";
import type { BotHost } from "#bot/bot-host.ts";
import type { BotRuntime } from "#pipeline/inbox/bot-runtime.ts";
import type { RetryPolicy } from "#pipeline/outbox/worker.ts";
import type { Store } from "#store/store.ts";

/** Parts that an embedding program or a test brings itself. */
export type Overrides = {
  /** Environment variables. Default: the process's. */
  variables?: Record<string, string | undefined>;
  /** Address of the server, where the program that embeds it knows better than the configuration. */
  publicUrl?: string;
  /** Where the log goes: pino, `console`, or whatever has four such methods. Default: JSON lines on standard output. */
  logger?: LogOutput;
  store?: Store;
  now?: () => number;
  retry?: Partial<RetryPolicy>;
  /** Looks at the files that people send, in place of the configured scanner. */
  scanner?: FileScanner;
  /** What connectors call their platforms with. */
  fetch?: typeof fetch;
  /** Answers in the place of the configured bot, e.g. one that runs elsewhere. Gets what the bot would get. */
  runtime?: (host: BotHost) => BotRuntime;
  /** Milliseconds that an event rests before another attempt when its process has ended: before the second, the third … */
  restsMs?: readonly number[];
  /** Milliseconds that turns, deliveries and connectors have to end when the server stops. Default 10,000. */
  graceMs?: number;
};
