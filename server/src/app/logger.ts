import { pino, type DestinationStream, type Logger, stdTimeFunctions } from "pino";
import { guardLogger } from "./guarded-logger.ts";

export type { Logger } from "pino";

export type LogLevel = "silent" | "error" | "warn" | "info" | "debug";

/**
 * Every logger of the server is a child of this one. Constant messages, facts as fields; ids, never texts, names or
 * tokens: `redact` is the second line of defence, not the first. Errors are described by the logger itself (`guardLogger`).
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
  return guardLogger(destination === undefined ? pino(options) : pino(options, destination));
}
