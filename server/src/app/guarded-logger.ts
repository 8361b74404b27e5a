import type { Logger } from "./logger.ts";

const levels = ["fatal", "error", "warn", "info", "debug", "trace"] as const;

/**
 * A logger that never throws. A program that embeds the server brings its own; a full disk under it must not fail the turn
 * that it was told about.
 */
export function guardLogger(logger: Logger): Logger {
  const guarded: Logger = Object.create(logger);
  for (const level of levels) {
    guarded[level] = (...line: Parameters<Logger["info"]>): void => {
      try {
        logger[level](...line);
      } catch {
        // There is nowhere left to say it.
      }
    };
  }
  guarded.isLevelEnabled = (level) => {
    try {
      return logger.isLevelEnabled(level);
    } catch {
      return false;
    }
  };
  // The types of pino's child are generic over levels of one's own, of which we have none.
  guarded.child = ((...options: Parameters<Logger["child"]>): Logger => {
    try {
      return guardLogger(logger.child(...options) as unknown as Logger);
    } catch {
      return guarded;
    }
  }) as unknown as Logger["child"];
  return guarded;
}
