import { isNativeError } from "node:util/types";
import { DeliveryError } from "#channel/delivery-error.ts";
import { AuthorError, ConfigError, RequestError, StaleLeaseError, StoryError, UnfinishedTurnError } from "./errors.ts";

/** What {@link describeError} has made: what else lies under `err` is whatever somebody threw. */
const described = new WeakSet();

/** Facts are small. Whatever lies deeper is left out, so that no error hides in it. */
const deepest = 4;

/** Under these names stands what was thrown, and anything can be thrown: a text, too. */
const thrownUnder = new Set(["err", "error", "cause"]);

/**
 * The facts of a log line with every error in them described: at the top, in fields and in lists.
 * @param isDebug whether the log may quote what libraries say of errors.
 */
export function describeErrorsIn(facts: unknown, isDebug: boolean, depth = 0): unknown {
  if (isError(facts)) return describeError(facts, isDebug);
  if (typeof facts !== "object" || facts === null || described.has(facts) || "toJSON" in facts) return facts;
  if (depth >= deepest) return "[too deep]";
  if (Array.isArray(facts)) return facts.map((fact) => describeErrorsIn(fact, isDebug, depth + 1));
  const entries = Object.entries(facts).map(([name, fact]) => [
    name,
    thrownUnder.has(name) && fact !== undefined
      ? describeError(fact, isDebug)
      : describeErrorsIn(fact, isDebug, depth + 1),
  ]);
  return Object.fromEntries(entries);
}

/**
 * What a log may know of an error that came out of a story, a connector or from outside: its kind and where it happened.
 * Messages of libraries quote what they were given, and that may be what a person wrote; they are shown at the level
 * `debug` only.
 */
function describeError(error: unknown, isDebug: boolean, depth = 0): unknown {
  if (typeof error === "object" && error !== null && described.has(error)) return error;
  if (!isError(error)) return isDebug ? error : { type: typeof error };
  const { name, message, stack = "", cause } = error;
  // Its other fields are left out at every level: libraries keep the whole request in them.
  const type = isIdentifier(name) ? name : "Error";
  const description = {
    type,
    ...saidForTheLog(error),
    ...(isDebug ? { message, stack } : { at: framesOf(message, stack) }),
    ...(cause === undefined || depth >= deepest ? {} : { cause: describeError(cause, isDebug, depth + 1) }),
  };
  // pino's serializer takes whatever has a message for an error, and its constructor's name for its kind.
  Object.defineProperties(description, { constructor: { value: undefined }, name: { value: type } });
  described.add(description);
  return description;
}

function isError(value: unknown): value is Error {
  return value instanceof Error || isNativeError(value);
}

/** The words of errors that are made for the log, and so promise to quote nobody. */
function saidForTheLog(error: Error): Record<string, string | number> {
  if (error instanceof DeliveryError) return { message: error.message, kind: error.kind, code: error.code };
  if (ours.some((kind) => error instanceof kind)) return { message: error.message };
  // Node's own, e.g. ECONNREFUSED of connect, or SQLite's number.
  const { code, syscall, errcode } = error as { code?: unknown; syscall?: unknown; errcode?: unknown };
  return {
    ...(isIdentifier(code) ? { code } : {}),
    ...(isIdentifier(syscall) ? { syscall } : {}),
    ...(typeof errcode === "number" ? { errcode } : {}),
  };
}

const ours = [AuthorError, StoryError, RequestError, ConfigError, StaleLeaseError, UnfinishedTurnError];

/** A name or code is one word. What is more may be anything. */
function isIdentifier(value: unknown): value is string {
  return typeof value === "string" && /^[\w$.:-]{1,64}$/.test(value);
}

const frame = /^ {4}at .*(?:[:/\\<].*|native)\)?$/;

/** Places only: the message stands before them, and a line of it may begin as a frame does ("at home, call me"). */
function framesOf(message: string, stack: string): string[] {
  const start = stack.indexOf(message);
  const lines = (start < 0 ? stack : stack.slice(start + message.length)).split("\n");
  const firstOther = lines.findLastIndex((line) => !frame.test(line));
  return lines.slice(firstOther + 1, firstOther + 9).map((line) => line.trim());
}
