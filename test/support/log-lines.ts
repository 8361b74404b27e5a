import { createLogger, type Logger, type LogLevel } from "@causerie/server/app/logger.ts";

export type LogLine = Record<string, unknown> & { level: number; msg: string };

export type CollectedLog = {
  logger: Logger;
  /** What was logged so far. */
  lines: LogLine[];
  /** The same as it is printed. */
  printed: () => string;
};

/** A logger whose lines a test can read. */
export function collectLogLines(level: LogLevel): CollectedLog {
  const lines: LogLine[] = [];
  let text = "";
  const write = (line: string): void => {
    text += line;
    lines.push(JSON.parse(line) as LogLine);
  };
  return { logger: createLogger(level, { write }), lines, printed: () => text };
}
