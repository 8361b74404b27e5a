import { pino, type DestinationStream, stdTimeFunctions } from "pino";
import { guardLogger, type Logger, type LogLevel } from "./guarded-logger.ts";

export type { Logger, LogLevel, LogMethod, LogOutput } from "./guarded-logger.ts";

/**
 * Every logger of the server is a child of this one. Constant messages, facts as fields; ids, never texts, names or
 * tokens: `redact` is the second line of defence, not the first. Errors are described by the logger itself (`guardLogger`).
 */
export function createLogger(level: LogLevel, destination?: DestinationStream): Logger {
  const options = {
    level,
    base: null,
    timestamp: stdTimeFunctions.isoTime,
    // They are described already.
    serializers: { err: (described: unknown) => described },
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
  return guardLogger(destination === undefined ? pino(options) : pino(options, destination), level);
}
