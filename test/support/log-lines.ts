import { createLogger, type Logger, type LogLevel } from "@causerie/server/app/logger.ts";

export type LogLine = Record<string, unknown> & { msg: string };

/** A logger whose lines can be read. */
export function readableLogger(level: LogLevel): { logger: Logger; lines: LogLine[] } {
  const lines: LogLine[] = [];
  return { lines, logger: createLogger(level, { write: (line) => void lines.push(JSON.parse(line) as LogLine) }) };
}
