import { createHmac } from "node:crypto";
import type { Logger, LogMethod } from "./logger.ts";

/** What in a text is a person's id on their channel: each match. */
export type PersonPattern = RegExp;

/** The purpose of the key that hashes people's ids in the log. */
export const logPurpose = "people in the log";

/** Facts are small; errors in them were described by the logger below. */
const deepest = 6;

/**
 * Puts a hash in the place of people's ids, wherever they stand in a line. `setKey` gives the key of the hash: until then the
 * ids are left out, as the key is kept in the store that is being opened.
 */
export function maskPeople(
  logger: Logger,
  patterns: readonly PersonPattern[],
): { logger: Logger; setKey: (key: Uint8Array) => void } {
  let key: Uint8Array | undefined;
  const mask = (text: string): string => maskIn(text, patterns, key);
  return { logger: patterns.length === 0 ? logger : wrap(logger, mask), setKey: (given) => void (key = given) };
}

/** A text as the log has it. */
export function maskIn(text: string, patterns: readonly PersonPattern[], key: Uint8Array | undefined): string {
  return patterns.reduce(
    (masked, pattern) =>
      masked.replaceAll(everywhere(pattern), (person) => `~${key === undefined ? "" : hashOf(person, key)}`),
    text,
  );
}

/** A connector from outside may have forgotten the flag `g`, without which each line of the log would throw. */
function everywhere(pattern: PersonPattern): RegExp {
  if (pattern.global && !pattern.sticky) return pattern;
  return new RegExp(pattern.source, `g${pattern.flags.replaceAll(/[gy]/g, "")}`);
}

function hashOf(person: string, key: Uint8Array): string {
  return createHmac("sha256", key).update(person).digest("hex").slice(0, 12);
}

function wrap(logger: Logger, mask: (text: string) => string): Logger {
  const method =
    (log: LogMethod): LogMethod =>
    (...line: unknown[]) =>
      Reflect.apply(
        log,
        undefined,
        line.map((part) => masked(part, mask)),
      );
  return {
    debug: method(logger.debug),
    info: method(logger.info),
    warn: method(logger.warn),
    error: method(logger.error),
    isLevelEnabled: (level) => logger.isLevelEnabled(level),
    child: (facts) => wrap(logger.child(masked(facts, mask) as object), mask),
  };
}

/** Errors keep what they are: their words and places are masked in a copy of the same kind. */
function masked(value: unknown, mask: (text: string) => string, depth = 0): unknown {
  if (typeof value === "string") return mask(value);
  if (typeof value !== "object" || value === null || depth > deepest || "toJSON" in value) return value;
  if (value instanceof Error) return maskedError(value, mask, depth);
  if (Array.isArray(value)) return value.map((each) => masked(each, mask, depth + 1));
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, masked(each, mask, depth + 1)]));
}

function maskedError(error: Error, mask: (text: string) => string, depth: number): Error {
  const copy = Object.create(error) as Error;
  const define = (name: string, value: unknown): void =>
    void Object.defineProperty(copy, name, { value, enumerable: false });
  define("message", mask(error.message));
  define("stack", mask(error.stack ?? ""));
  if (error.cause !== undefined) define("cause", masked(error.cause, mask, depth + 1));
  return copy;
}
