import type { Logger } from "#app/logger.ts";
import { applyRetention, type RetentionParts } from "./retention.ts";

/** Milliseconds between two looks. */
const pauseMs = 3_600_000;

/** Looks at the start and every hour for what is older than it may be. A look that fails is made again an hour later. */
export function startRetention(parts: RetentionParts & { logger: Logger }): AsyncDisposable {
  const { logger, retention } = parts;
  const stopping = new AbortController();
  let looking = Promise.resolve();

  async function look(): Promise<void> {
    try {
      const removed = await applyRetention(parts, stopping.signal);
      if (Object.keys(removed).length > 0) logger.info({ removed }, "what was older than it may be was removed");
    } catch (error) {
      logger.error({ err: error }, "what is too old could not be removed; again in an hour");
    }
  }

  const isNeeded = Object.keys(retention).length > 0;
  if (isNeeded) looking = look();
  const timer = isNeeded ? setInterval(() => void (looking = looking.then(look)), pauseMs).unref() : undefined;
  return {
    [Symbol.asyncDispose]: async () => {
      clearInterval(timer);
      stopping.abort();
      await looking;
    },
  };
}
