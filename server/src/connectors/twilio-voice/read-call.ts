import { asText } from "#channel/kit/json-with-ids.ts";
import { type Call, readTurn } from "#connectors/telephone/call.ts";

/** States of a call that is over. */
const over = new Set(["completed", "busy", "failed", "no-answer", "canceled"]);

/** Twilio's words for a caller who withholds their number. */
const withheld = new Set([
  "anonymous",
  "restricted",
  "unavailable",
  "unknown",
  "+266696687",
  "+7378742833",
  "+8656696",
  "+2562533",
]);

/** What happened, as the form of Twilio's request says it. Undefined: nothing that a bot answers. */
export function readCall(fields: URLSearchParams, query: URLSearchParams, locale: string): Call | undefined {
  const callId = asText(fields.get("CallSid"));
  if (callId === undefined || callId.length > 100) return undefined;
  const from = asText(fields.get("From"));
  const caller = from === undefined || withheld.has(from.toLowerCase()) ? undefined : from;
  const call = { callId, caller, locale, ...readTurn(query) };
  if (over.has(fields.get("CallStatus") ?? "")) return { ...call, type: "ended" };
  const [speech, digits] = [asText(fields.get("SpeechResult")), asText(fields.get("Digits"))];
  if (speech !== undefined || digits !== undefined)
    return { ...call, type: "said", content: { type: "text", text: speech ?? digits ?? "" } };
  if (call.turn > 0) return { ...call, type: "silent" };
  return query.has("status") ? undefined : { ...call, type: "begins" };
}
