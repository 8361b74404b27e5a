import * as v from "valibot";
import { clientId } from "./client-id.ts";
import { limits } from "./limits.ts";

/** At most so many code points. */
const atMost = (most: number) =>
  v.check<string, string>(
    (text) => text.length <= most || Array.from(text).length <= most,
    `must have at most ${most} characters`,
  );

/**
 * The `clientId` of the visitor's last message, which this one takes the place of: they have written it anew, or want another answer
 * to it. Only where the newest answer says so in `may`. A server that knows of none takes it as one more message.
 */
const replaces = v.exactOptional(v.pipe(v.string(), v.maxLength(limits.clientIdLength)));

const textContent = v.object({
  type: v.literal("text"),
  text: v.pipe(
    v.string(),
    v.check((text) => text.trim() !== "", "must not be blank"),
    atMost(limits.textLength),
  ),
  replaces,
});

/**
 * A tap on a button or quick reply: its link, and the label that the visitor saw. `messageId`: of the panel in which it was; such
 * a tap has no bubble, because the panel itself shows what has come of it.
 */
const postbackContent = v.object({
  type: v.literal("postback"),
  link: v.pipe(v.string(), v.minLength(1), v.maxLength(limits.linkLength)),
  label: v.pipe(v.string(), v.maxLength(limits.labelLength)),
  messageId: v.exactOptional(v.pipe(v.string(), v.maxLength(limits.messageIdLength))),
  replaces,
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
  title: v.exactOptional(v.pipe(v.string(), v.maxLength(limits.labelLength))),
});

/**
 * What the visitor thinks of a message of the bot; `none` takes an earlier opinion back, or puts a rating aside that was asked
 * for. `question` and `score`: of that rating. `comment`: in the visitor's own words; it comes with the opinion, or later with
 * the same opinion again.
 */
const feedbackContent = v.object({
  type: v.literal("feedback"),
  value: v.picklist(["up", "down", "none", "neutral"]),
  messageId: v.exactOptional(v.pipe(v.string(), v.maxLength(limits.messageIdLength))),
  question: v.exactOptional(v.pipe(v.string(), v.maxLength(limits.clientIdLength))),
  score: v.exactOptional(v.picklist([1, 2, 3, 4, 5])),
  comment: v.exactOptional(v.pipe(v.string(), atMost(limits.commentLength))),
});

/**
 * Files in one message; `text`: what was said with them. Each is a {@link FileToSend} as it is sent, and a {@link SentFile} in the log. A
 * client parses them when it shows them, so that one that shows no files need not know their form.
 */
const filesContent = v.object({
  type: v.literal("files"),
  files: v.array(v.unknown()),
  text: v.exactOptional(v.string()),
});

/** The visitor ended the conversation. */
const endContent = v.object({ type: v.literal("end") });

/** All but files. */
export const plainContents = [
  textContent,
  postbackContent,
  startContent,
  referralContent,
  locationContent,
  feedbackContent,
  endContent,
] as const;

export const clientContentSchema = v.variant("type", [...plainContents, filesContent]);
export type ClientContent = v.InferOutput<typeof clientContentSchema>;

/** What the page around the chat knows, such as the product it shows: an object of plain JSON. */
const contextSchema = v.pipe(
  v.unknown(),
  v.check(isContext, `must be an object of at most ${limits.contextLength} characters as JSON`),
);

function isContext(value: unknown): boolean {
  return value instanceof Object && !Array.isArray(value) && JSON.stringify(value).length <= limits.contextLength;
}

/**
 * What a visitor sends. `clientId` is made once per act of the visitor and repeated in every retry: the server stores
 * one event per (conversation, clientId) and answers a repeat with the first event's `seq` and `duplicate: true`.
 */
export const clientMessageSchema = v.object({
  clientId,
  content: clientContentSchema,
  /** BCP 47 tag of the language the widget speaks, e.g. `fr` or `en-GB`. */
  locale: v.optional(
    v.pipe(
      v.string(),
      v.maxLength(35),
      v.regex(/^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/, "must be a BCP 47 language tag"),
    ),
  ),
  context: v.exactOptional(contextSchema),
});
export type ClientMessage = v.InferOutput<typeof clientMessageSchema>;

/** Answer to a message once it is stored for good: HTTP 202, or the acknowledgement of Socket.IO's `send`. */
export const sendResultSchema = v.object({ seq: v.number(), duplicate: v.boolean() });
export type SendResult = v.InferOutput<typeof sendResultSchema>;
