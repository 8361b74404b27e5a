import { pino, type DestinationStream, type Logger, stdTimeFunctions } from "pino";
import { DeliveryError } from "#channel/delivery-error.ts";
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
 * What a log may know of an error that came out of a story, a connector or from outside: its kind and where it happened.
 * Messages of libraries quote what they were given, and that may be what a person wrote; they are shown at the level
 * `debug` only.
 */
export function describeError(logger: Logger, error: unknown): unknown {
  const isDebug = logger.isLevelEnabled("debug");
  if (!(error instanceof Error)) return isDebug ? error : { type: typeof error };
  const { name, message, stack = "", cause } = error;
  const frames = stack.split("\n").filter((line) => line.trimStart().startsWith("at "));
  // Its other fields are left out at every level: libraries keep the whole request in them.
  return {
    type: name,
    ...saidForTheLog(error),
    ...(isDebug ? { message, stack } : { at: frames.slice(0, 8).map((line) => line.trim()) }),
    ...(cause === undefined ? {} : { cause: describeError(logger, cause) }),
  };
}

/** The words of errors that are made for the log, and so promise to quote nobody. */
function saidForTheLog(error: Error): { message?: string; kind?: string; code?: string } {
  if (error instanceof AuthorError || error instanceof StoryError) return { message: error.message };
  if (error instanceof DeliveryError) return { message: error.message, kind: error.kind, code: error.code };
  // Node's own, e.g. ECONNREFUSED, or SQLite's.
  return "code" in error && typeof error.code === "string" ? { code: error.code } : {};
}
