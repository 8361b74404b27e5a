import { isObject } from "#channel/kit/json-with-ids.ts";
import type { CallAnswer } from "#connectors/telephone/answer-call.ts";

/** jambonz documents no bound of its own: voices take some thousand letters. */
export const limits = {
  say: 4_000,
  hints: 100,
  deadlineMs: 5_000,
  mostMs: 30_000,
  signatureSeconds: 300,
  silenceSeconds: 8,
} as const;

/** One of jambonz's verbs (docs.jambonz.org/verbs), as it writes them. */
export type JambonzVerb = { readonly verb: string } & Readonly<Record<string, unknown>>;

export function areVerbs(value: unknown): value is readonly JambonzVerb[] {
  return Array.isArray(value) && value.every((each) => isObject(each) && typeof each["verb"] === "string");
}

/** The answer as verbs. The caller may speak or press keys, and may do so while something is said. */
export function toVerbs(
  { words, labels, verbs, dial, hangsUp }: CallAnswer<readonly JambonzVerb[]>,
  { locale, actionHook }: { locale: string; actionHook: string },
): JambonzVerb[] {
  const own = verbs.flat();
  const say = words === "" ? undefined : { text: words, synthesizer: { vendor: "default", language: locale } };
  const ends: JambonzVerb | undefined =
    dial === undefined
      ? hangsUp
        ? { verb: "hangup" }
        : undefined
      : { verb: "dial", target: [{ type: "phone", number: dial }] };
  const first: JambonzVerb[] = say === undefined ? [] : [{ verb: "say", ...say }];
  if (ends !== undefined) return [...first, ...own, ends];
  const gather = {
    verb: "gather",
    actionHook,
    input: ["speech", "digits"],
    bargein: true,
    dtmfBargein: true,
    timeout: limits.silenceSeconds,
    recognizer: { vendor: "default", language: locale, hints: labels.slice(0, limits.hints) },
  };
  // What a story plays must be over before the caller is listened to.
  return own.length > 0 ? [...first, ...own, gather] : [{ ...gather, ...(say === undefined ? {} : { say }) }];
}
