import { escapeXml } from "#channel/kit/speech/escape-xml.ts";
import type { CallAnswer } from "#connectors/telephone/answer-call.ts";

/** What Twilio says (twilio.com/docs/voice/twiml): letters of a `<Say>`, and hints of a `<Gather>` with their letters. */
export const limits = { say: 4_000, hints: 100, hint: 100, deadlineMs: 10_000, mostMs: 14_000 } as const;

export type TwimlSettings = { locale: string; voice: string | undefined; action: string };

/**
 * The answer as TwiML. The caller may speak or press keys, and may do so while something is said. Nothing that is said: Twilio posts that, too.
 */
export function toTwiml(
  { words, labels, verbs, dial, hangsUp }: CallAnswer<string>,
  { locale, voice, action }: TwimlSettings,
): string {
  const say = words === "" ? "" : `<Say${attributes({ language: locale, voice })}>${escapeXml(words)}</Say>`;
  const said = `${say}${verbs.join("")}`;
  if (dial !== undefined) return response(`${said}<Dial>${escapeXml(dial)}</Dial>`);
  if (hangsUp) return response(`${said}<Hangup/>`);
  const hints = labels
    .map((label) => label.replaceAll(/[,\s]+/g, " ").trim())
    .filter((label) => label !== "" && label.length <= limits.hint)
    .slice(0, limits.hints)
    .join(", ");
  const gather = {
    input: "dtmf speech",
    language: locale,
    action,
    method: "POST",
    actionOnEmptyResult: "true",
    speechTimeout: "auto",
    hints: hints === "" ? undefined : hints,
  };
  // Inside, Twilio takes words and sounds only: a story's own verbs go before it.
  if (verbs.length > 0) return response(`${said}<Gather${attributes(gather)}/>`);
  return response(`<Gather${attributes(gather)}>${said}</Gather>`);
}

/** Twilio ends a call without a verb. */
export function response(verbs: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?><Response>${verbs}</Response>`;
}

function attributes(given: Readonly<Record<string, string | undefined>>): string {
  return Object.entries(given)
    .map(([name, value]) => (value === undefined ? "" : ` ${name}="${escapeXml(value)}"`))
    .join("");
}
