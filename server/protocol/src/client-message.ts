import * as v from "valibot";
import { limits } from "./limits.ts";

const codePoints = (text: string): number => Array.from(text).length;

const textContent = v.object({
  type: v.literal("text"),
  text: v.pipe(
    v.string(),
    v.check((text) => text.trim() !== "", "must not be blank"),
    v.check(
      (text) => text.length <= limits.textLength || codePoints(text) <= limits.textLength,
      `must have at most ${limits.textLength} characters`,
    ),
  ),
});

/** A tap on a button or quick reply: its link, and the label that the visitor saw. */
const postbackContent = v.object({
  type: v.literal("postback"),
  link: v.pipe(v.string(), v.minLength(1), v.maxLength(limits.linkLength)),
  label: v.pipe(v.string(), v.maxLength(limits.labelLength)),
});

/** The chat was opened for the first time in this conversation; the bot may greet. */
const startContent = v.object({ type: v.literal("start") });

/** The visitor came by a campaign or deep link (`data-ref`, `?ref=`). */
const referralContent = v.object({
  type: v.literal("referral"),
  ref: v.pipe(v.string(), v.minLength(1), v.maxLength(limits.refLength)),
});

/** A place the visitor shared: degrees (WGS 84). */
const locationContent = v.object({
  type: v.literal("location"),
  latitude: v.pipe(v.number(), v.minValue(-90), v.maxValue(90)),
  longitude: v.pipe(v.number(), v.minValue(-180), v.maxValue(180)),
  title: v.optional(v.pipe(v.string(), v.maxLength(limits.labelLength))),
});

/** What the visitor thinks of a message of the bot; `none` takes an earlier opinion back. */
const feedbackContent = v.object({
  type: v.literal("feedback"),
  value: v.picklist(["up", "down", "none"]),
  messageId: v.optional(v.pipe(v.string(), v.maxLength(limits.messageIdLength))),
});

/** The visitor ended the conversation. */
const endContent = v.object({ type: v.literal("end") });

export const clientContentSchema = v.variant("type", [
  textContent,
  postbackContent,
  startContent,
  referralContent,
  locationContent,
  feedbackContent,
  endContent,
]);
export type ClientContent = v.InferOutput<typeof clientContentSchema>;

const clientContentTypes: readonly string[] = ["text", "postback", "start", "referral", "location", "feedback", "end"];

/**
 * What a visitor sends. `clientId` is made once per act of the visitor and repeated in every retry: the server stores
 * one event per (conversation, clientId) and answers a repeat with the first event's `seq` and `duplicate: true`.
 */
export const clientMessageSchema = v.object({
  clientId: v.pipe(
    v.string(),
    v.regex(/^[A-Za-z0-9_.:-]+$/, "must have only letters, digits and _ . : -"),
    v.maxLength(limits.clientIdLength),
  ),
  content: clientContentSchema,
  /** BCP 47 tag of the language the widget speaks, e.g. `fr` or `en-GB`. */
  locale: v.optional(
    v.pipe(
      v.string(),
      v.maxLength(35),
      v.regex(/^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/, "must be a BCP 47 language tag"),
    ),
  ),
});
export type ClientMessage = v.InferOutput<typeof clientMessageSchema>;

export type ParsedClientMessage =
  | { type: "ok"; message: ClientMessage }
  /** A kind of content that only a newer server knows; answered with the code `unsupported`. */
  | { type: "unsupported"; contentType: string }
  | { type: "invalid"; detail: string };

export function parseClientMessage(input: unknown): ParsedClientMessage {
  const result = v.safeParse(clientMessageSchema, input);
  if (result.success) return { type: "ok", message: result.output };
  const contentType = readContentType(input);
  if (contentType !== undefined && !clientContentTypes.includes(contentType))
    return { type: "unsupported", contentType: contentType.slice(0, 40) };
  return { type: "invalid", detail: describeIssues(result.issues) };
}

/** Names the fields and what is wrong with each; never the values, which may be what a person wrote. */
export function describeIssues(issues: readonly v.BaseIssue<unknown>[]): string {
  return issues
    .map((issue) => {
      const path = v.getDotPath(issue) ?? "body";
      if (issue.received === "undefined") return `${path}: is missing`;
      // valibot's own messages quote the received value; those of our checks do not.
      return issue.kind === "schema" || issue.message.startsWith("Invalid")
        ? `${path}: expected ${issue.expected ?? issue.type}`
        : `${path}: ${issue.message}`;
    })
    .join("; ");
}

function readContentType(input: unknown): string | undefined {
  if (typeof input !== "object" || input === null || !("content" in input)) return undefined;
  const { content } = input;
  if (typeof content !== "object" || content === null || !("type" in content)) return undefined;
  return typeof content.type === "string" ? content.type : undefined;
}

/** Answer to a message once it is stored for good: HTTP 202, or the acknowledgement of Socket.IO's `send`. */
export const sendResultSchema = v.object({ seq: v.number(), duplicate: v.boolean() });
export type SendResult = v.InferOutput<typeof sendResultSchema>;
