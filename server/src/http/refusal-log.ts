import type { Logger } from "#app/logger.ts";

/** Milliseconds for which the refusals of a kind are summed up after the first. */
const sumMs = 60_000;
/** Facts come from peers, so kinds of refusals may be without end. */
const mostKinds = 100;

type Kind = { facts: Readonly<Record<string, string>>; more: number };

const kindsOf = new WeakMap<object, Map<string, Kind>>();

/**
 * Logs the first refusal of a kind at once, and the sum of those that follow after a minute: a peer must not be able to write
 * the log without end.
 * @param facts make the kind. @param one is said of the first alone, e.g. its request id.
 */
export function logRefusal(
  logger: Logger,
  facts: Readonly<Record<string, string>>,
  one: Readonly<Record<string, string>>,
): void {
  const kinds = kindsOf.get(logger) ?? new Map<string, Kind>();
  kindsOf.set(logger, kinds);
  const name = JSON.stringify(facts);
  const key = kinds.has(name) || kinds.size < mostKinds ? name : "others";
  const known = kinds.get(key);
  if (known !== undefined) {
    known.more += 1;
    return;
  }
  const kind: Kind = { facts: key === name ? facts : { code: "others" }, more: 0 };
  kinds.set(key, kind);
  logger.info({ ...kind.facts, ...one }, "request refused");
  setTimeout(() => {
    kinds.delete(key);
    if (kind.more > 0)
      logger.info({ ...kind.facts, more: kind.more, seconds: sumMs / 1000 }, "more requests were refused");
  }, sumMs).unref();
}
