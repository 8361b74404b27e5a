import { pino, type DestinationStream, type Logger, stdTimeFunctions } from "pino";
import { AuthorError, StoryError } from "./errors.ts";

export type { Logger } from "pino";

export type LogLevel = "silent" | "error" | "warn" | "info" | "debug";

/**
 * Every logger of the server is a child of this one. Constant messages, facts as fields; ids, never texts, names or
 * tokens: `redact` is the second line of defence, not the first.
 */
export function createLogger(level: LogLevel, destination?: DestinationStream): Logger {
  const options = {
    level,
    base: null,
    timestamp: stdTimeFunctions.isoTime,
    redact: {
      paths: [
        "token",
        "*.token",
        "authorization",
        "*.authorization",
        "*.accessToken",
        "*.appSecret",
        "*.verifyToken",
        "*.text",
        "*.cookie",
      ],
      censor: "[redacted]",
    },
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}

/**
 * What a log may know of an error that came out of a story or from outside: its kind and where it happened. Messages of
 * libraries quote what they were given, and that may be what a person wrote; they are shown at the level `debug` only.
 */
export function describeError(logger: Logger, error: unknown): unknown {
  if (logger.isLevelEnabled("debug")) return error;
  if (!(error instanceof Error)) return { type: typeof error };
  const { name, stack = "", cause } = error;
  const frames = stack.split("\n").filter((line) => line.trimStart().startsWith("at "));
  return {
    type: name,
    ...(error instanceof AuthorError || error instanceof StoryError ? { message: error.message } : {}),
    at: frames.slice(0, 8).map((line) => line.trim()),
    ...(cause === undefined ? {} : { cause: describeError(logger, cause) }),
  };
}
