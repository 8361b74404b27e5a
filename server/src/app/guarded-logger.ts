import { describeErrorsIn } from "./describe-error.ts";

const levels = ["debug", "info", "warn", "error"] as const;

export type LogLevel = "silent" | (typeof levels)[number];
type Level = (typeof levels)[number];

/** `facts`: ids, kinds and numbers, or what was thrown; `words`: always the same for the same thing, so that a log can be searched. */
export type LogMethod = {
  (facts: object, words?: string): void;
  (words: string): void;
};

/** What the parts of the server, and connectors, log by. It never throws. */
export type Logger = Record<Level, LogMethod> & {
  isLevelEnabled(level: Level): boolean;
  /** The same with these facts in each line. */
  child(facts: object): Logger;
};

/**
 * What a program that embeds the server gives it to log to. pino and bunyan are such as they are, and so is `console`. For
 * others that take the words first, such as winston, four functions turn the two around.
 */
export type LogOutput = Record<Level, (facts: object, words: string) => void> & {
  /** Left out: `logLevel` of the configuration decides. */
  isLevelEnabled?(level: Level): boolean;
};

/**
 * A logger that never throws, and that describes every error it is given, wherever it stands in the facts: so no place that
 * logs can put into the log what a person wrote. A program that embeds the server brings its own output; a full disk under it
 * must not fail the turn that it was told about.
 * @param least the lowest level that is logged, if the output does not say.
 */
export function guardLogger(output: LogOutput, least: LogLevel, bound: object = {}): Logger {
  const isLevelEnabled = (level: Level): boolean => {
    try {
      return output.isLevelEnabled?.(level) ?? isAtLeast(level, least);
    } catch {
      return false;
    }
  };
  const methodOf = (level: Level): LogMethod => {
    return (...line: unknown[]): void => {
      if (!isLevelEnabled(level)) return;
      try {
        const { facts, words } = read(line, isLevelEnabled("debug"));
        // An output that answers by a promise may reject it.
        Promise.resolve(output[level]({ ...bound, ...facts }, words) as unknown).catch(() => {});
      } catch {
        // There is nowhere left to say it.
      }
    };
  };
  return {
    debug: methodOf("debug"),
    info: methodOf("info"),
    warn: methodOf("warn"),
    error: methodOf("error"),
    isLevelEnabled,
    child: (facts) => guardLogger(output, least, { ...bound, ...described(facts, isLevelEnabled("debug")) }),
  };
}

function isAtLeast(level: Level, least: LogLevel): boolean {
  return least !== "silent" && levels.indexOf(level) >= levels.indexOf(least);
}

/** Words alone have no facts, and an error that comes without words of ours must not bring its own. */
function read([first, ...rest]: unknown[], isDebug: boolean): { facts: object; words: string } {
  const all = typeof first === "string" ? [{}, first, ...rest] : [first, ...rest];
  const [facts, words = "something failed", ...more] = all;
  const shown = described(facts instanceof Error ? { err: facts } : facts, isDebug);
  return {
    facts: more.length === 0 ? shown : { ...shown, more: describeErrorsIn(more, isDebug) },
    words: String(words),
  };
}

function described(facts: unknown, isDebug: boolean): object {
  const shown = describeErrorsIn(facts, isDebug);
  return typeof shown === "object" && shown !== null ? shown : { facts: shown };
}
