import { asList, asObject, asText } from "#channel/kit/json-with-ids.ts";
import { type Call, readTurn } from "#connectors/telephone/call.ts";

const over = new Set(["completed", "busy", "failed", "no-answer"]);

/** What happened, as jambonz's webhook says it. `unreadable`: it is none of jambonz's. Undefined: nothing that a bot answers. */
export function readCall(body: Buffer, query: URLSearchParams, locale: string): Call | "unreadable" | undefined {
  const { call_sid, from, call_status, speech, digits, reason } = asObject(parse(body));
  const callId = asText(call_sid);
  if (callId === undefined || callId.length > 100) return "unreadable";
  const number = asText(from);
  const caller = number === undefined || /anonymous|restricted/i.test(number) ? undefined : number;
  const call = { callId, caller, locale, ...readTurn(query) };
  if (over.has(asText(call_status) ?? "")) return { ...call, type: "ended" };
  if (query.has("status")) return undefined;
  const text = transcriptOf(speech) ?? asText(digits);
  if (text !== undefined) return { ...call, type: "said", content: { type: "text", text } };
  return call.turn > 0 || reason !== undefined ? { ...call, type: "silent" } : { ...call, type: "begins" };
}

/** Of one utterance, or of several that were joined. */
function transcriptOf(speech: unknown): string | undefined {
  const { alternatives, transcripts } = asObject(speech);
  const first = (of: unknown): string | undefined => asText(asObject(asList(of)[0])["transcript"]);
  const joined = asList(transcripts).flatMap((each) => first(asObject(each)["alternatives"]) ?? []);
  return first(alternatives) ?? (joined.length === 0 ? undefined : joined.join(" "));
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString()) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
