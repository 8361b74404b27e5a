import type { EventContent } from "#channel/event.ts";
import { asObject, asText } from "#channel/kit/json-with-ids.ts";

/** A request of Allo-Media's: somebody calls, or has said something. `locale`: undefined where the request names none. */
export type AlloMediaCall = { sessionId: string; locale: string | undefined; content: EventContent };

/** @returns undefined for what is no such request. Of the caller's access token nothing is read: it is a secret, and no story asks for it. */
export function readCall(body: Buffer): AlloMediaCall | undefined {
  const { session, text, intent, locale } = asObject(parse(body));
  const sessionId = asText(asObject(session)["sessionId"]);
  if (sessionId === undefined || sessionId.length > 200) return undefined;
  const [words, meant] = [asText(asText(text)?.trim()), asText(asText(intent)?.trim())];
  // Java writes `fr_FR`.
  const language = asText(locale)?.replaceAll("_", "-");
  return { sessionId, locale: language, content: contentOf(words, meant) };
}

function contentOf(text: string | undefined, intent: string | undefined): EventContent {
  if (text === undefined && intent === undefined) return { type: "start" };
  if (intent === undefined) return { type: "text", text: text ?? "" };
  return { type: "text", text: text ?? intent.replaceAll(/[_:.-]+/g, " "), meant: { intent } };
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString()) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
