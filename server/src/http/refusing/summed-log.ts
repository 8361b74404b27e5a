import type { Logger } from "#app/logger.ts";

/** Milliseconds for which the lines of a kind are summed up after the first. */
const sumMs = 60_000;
/** Facts come from peers, so kinds may be without end. Of each thing that happens, or one would use up the room of all. */
const mostKinds = 100;

type Facts = Readonly<Record<string, string>>;
type Kind = { facts: Facts; more: number };

const kindsOf = new WeakMap<object, Map<string, Map<string, Kind>>>();

/**
 * Logs the first of a kind at once, and the sum of those that follow after a minute: a peer must not be able to write the
 * log without end.
 * @param facts make the kind, together with what happened. @param one is said of the first alone, e.g. its request id.
 */
export function logSummed(logger: Logger, level: "info" | "warn", facts: Facts, one: Facts, happened: string): void {
  const all = kindsOf.get(logger) ?? new Map<string, Map<string, Kind>>();
  kindsOf.set(logger, all);
  const kinds = all.get(happened) ?? new Map<string, Kind>();
  all.set(happened, kinds);
  const name = JSON.stringify(facts);
  const key = kinds.has(name) || kinds.size < mostKinds ? name : "others";
  const known = kinds.get(key);
  if (known !== undefined) {
    known.more += 1;
    return;
  }
  const kind: Kind = { facts: key === name ? facts : { code: "others" }, more: 0 };
  kinds.set(key, kind);
  logger[level]({ ...kind.facts, ...one }, happened);
  setTimeout(() => {
    kinds.delete(key);
    if (kind.more > 0) logger[level]({ ...kind.facts, more: kind.more, seconds: sumMs / 1000 }, `${happened}, again`);
  }, sumMs).unref();
}
