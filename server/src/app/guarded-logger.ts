import type { Logger } from "pino";
import { describeErrorsIn } from "./describe-error.ts";

const levels = ["fatal", "error", "warn", "info", "debug", "trace"] as const;

/**
 * A logger that never throws, and that describes every error it is given, wherever it stands in the facts: so no place that
 * logs can put into the log what a person wrote. A program
 * that embeds the server brings its own; a full disk under it must not fail the turn
 * that it was told about.
 */
export function guardLogger(logger: Logger): Logger {
  const guarded: Logger = Object.create(logger);
  for (const level of levels) {
    guarded[level] = (...line: Parameters<Logger["info"]>): void => {
      try {
        if (logger.isLevelEnabled(level)) write(logger, level, line);
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
  guarded.child = ((bindings: object, ...options: unknown[]): Logger => {
    try {
      const facts = describeErrorsIn(bindings, logger.isLevelEnabled("debug"));
      return guardLogger((logger.child as unknown as (...all: unknown[]) => Logger).call(logger, facts, ...options));
    } catch {
      return guarded;
    }
  }) as unknown as Logger["child"];
  return guarded;
}

/** pino would take the words of an error that comes without words of ours for the line's. */
function write(logger: Logger, level: (typeof levels)[number], [facts, ...words]: unknown[]): void {
  const isDebug = logger.isLevelEnabled("debug");
  const said = words.map((word) => describeErrorsIn(word, isDebug));
  if (typeof facts === "string") Reflect.apply(logger[level], logger, [facts, ...said]);
  else {
    const shown = describeErrorsIn(facts instanceof Error ? { err: facts } : facts, isDebug);
    Reflect.apply(logger[level], logger, [shown, ...(said.length > 0 ? said : ["something failed"])]);
  }
}
