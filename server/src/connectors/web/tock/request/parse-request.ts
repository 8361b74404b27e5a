import { type CheckedContent, parseClientMessage } from "@causerie/protocol";
import * as v from "valibot";
import { RequestError } from "#app/errors.ts";

type TockContentType = "text" | "feedback" | "postback" | "referral";

/** What a client asks. A tap has no label here: this protocol does not say what the person saw. */
export type TockRequest = {
  /** As the page says; the identity mode decides what it is worth. */
  userId: string | undefined;
  content: Extract<CheckedContent, { type: TockContentType }>;
  locale: string | undefined;
  /** Footnotes with what they quote. */
  withSources: boolean;
  /** Of `/sse/direct`: the answer as a stream. */
  isStreamed: boolean;
};

/** What is null, or of another type, counts as left out. Unknown fields are passed over. */
const optional = <Schema extends v.GenericSchema>(schema: Schema) => v.fallback(v.optional(schema), undefined);

const requestSchema = v.object({
  userId: optional(v.string()),
  query: optional(v.string()),
  payload: optional(v.string()),
  ref: optional(v.string()),
  locale: optional(v.string()),
  feedback: v.nullish(
    v.object({ actionId: v.pipe(v.string(), v.minLength(1)), vote: v.nullish(v.picklist(["UP", "DOWN"])) }),
  ),
  sourceWithContent: optional(v.boolean()),
  streamedResponse: optional(v.boolean()),
});
type Fields = v.InferOutput<typeof requestSchema>;

/**
 * Reads a request: of several contents the first counts of `query`, `feedback`, `payload`, `ref`.
 * @throws RequestError `invalid_request`
 */
export function parseRequest(input: unknown): TockRequest {
  const read = v.safeParse(requestSchema, input);
  if (!read.success) {
    const isVote = typeof input === "object" && input !== null && !Array.isArray(input);
    const detail = isVote ? 'feedback: expected { actionId, vote }, vote "UP", "DOWN" or null' : "expected an object";
    throw new RequestError("invalid_request", detail);
  }
  const { userId, locale, sourceWithContent = false, streamedResponse = false } = read.output;
  return {
    userId: isBlank(userId) ? undefined : userId,
    content: checkContent(contentOf(read.output)),
    locale: locale !== undefined && isLanguage(locale) ? locale : undefined,
    withSources: sourceWithContent,
    isStreamed: streamedResponse,
  };
}

function contentOf({ query, feedback, payload, ref }: Fields): object {
  if (query !== undefined && !isBlank(query)) return { type: "text", text: query };
  if (feedback !== undefined && feedback !== null)
    return { type: "feedback", value: valueOf(feedback.vote), messageId: feedback.actionId };
  if (payload !== undefined && !isBlank(payload))
    return { type: "postback", link: withReferral(payload, ref), label: "" };
  if (ref !== undefined && !isBlank(ref)) return { type: "referral", ref };
  throw new RequestError("invalid_request", "expected query, feedback, payload or ref");
}

/** Within the bounds of any visitor's message. */
function checkContent(content: object): TockRequest["content"] {
  const parsed = parseClientMessage({ clientId: "tock", content });
  if (parsed.type === "invalid") throw new RequestError("invalid_request", parsed.detail);
  if (parsed.type === "ok" && isAskable(parsed.message.content)) return parsed.message.content;
  throw new RequestError("invalid_request", "expected query, feedback, payload or ref");
}

function isAskable(content: CheckedContent): content is TockRequest["content"] {
  return ["text", "feedback", "postback", "referral"].includes(content.type);
}

function withReferral(payload: string, ref: string | undefined): string {
  if (ref === undefined || isBlank(ref)) return payload;
  return `${payload}${payload.includes("?") ? "&" : "?"}${new URLSearchParams({ _referral: ref }).toString()}`;
}

function valueOf(vote: "UP" | "DOWN" | null | undefined): "up" | "down" | "none" {
  switch (vote) {
    case "UP":
      return "up";
    case "DOWN":
      return "down";
    case null:
    case undefined:
      return "none";
  }
}

function isLanguage(tag: string): boolean {
  return tag.length <= 35 && /^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/.test(tag);
}

function isBlank(text: string | undefined): boolean {
  return text === undefined || text.trim() === "";
}
