import * as v from "valibot";
import { isContactUrl, isWebUrl } from "#channel/kit/web-url.ts";

/**
 * What a client of Tock's web connector is sent. The rules: nothing is null; on a message, empty texts and lists are left out;
 * a card always has its list of buttons.
 * @module
 */

const text = v.string();
const words = v.exactOptional(text);
const style = v.exactOptional(text);
/** A page must never open `javascript:` or `data:`, whoever wrote the story. */
const pageUrl = v.pipe(
  text,
  v.check((url) => isWebUrl(url) || isContactUrl(url)),
);
const fileUrl = v.pipe(text, v.check(isWebUrl));
const imageUrl = v.exactOptional(fileUrl);

/** Follows `payload`, or says `nlpText` or its title as if it had been typed. */
const quickReply = v.strictObject({
  type: v.literal("quick_reply"),
  title: text,
  payload: words,
  nlpText: words,
  imageUrl,
  style,
});
const postback = v.strictObject({ type: v.literal("postback"), title: text, payload: words, imageUrl, style });
/** `windowFeatures`, e.g. `width=400,height=500`: opens a window of its own. `target`: default `_blank`. */
const webUrl = v.strictObject({
  type: v.literal("web_url"),
  title: text,
  url: pageUrl,
  imageUrl,
  target: words,
  windowFeatures: words,
  style,
});
const button = v.variant("type", [quickReply, postback, webUrl]);

/** `type` is no MIME type. */
const file = v.strictObject({
  url: fileUrl,
  name: text,
  type: v.picklist(["image", "audio", "video", "file"]),
  description: words,
});
const card = v.strictObject({
  title: words,
  subTitle: words,
  file: v.exactOptional(file),
  buttons: v.exactOptional(v.array(button)),
});
const strings = v.record(text, text);
const footnote = v.strictObject({
  identifier: text,
  title: text,
  url: v.exactOptional(pageUrl),
  content: words,
  score: v.exactOptional(v.number()),
  metadata: v.exactOptional(strings),
});

/** One message as a story may write it: what is always the same is added. */
export const tockContentSchema = v.strictObject({
  text: words,
  buttons: v.exactOptional(v.array(button)),
  card: v.exactOptional(card),
  carousel: v.exactOptional(v.strictObject({ cards: v.array(card) })),
  widget: v.exactOptional(v.strictObject({ type: text, data: v.record(text, v.unknown()) })),
  image: v.exactOptional(v.strictObject({ file, title: text })),
  deepLink: v.exactOptional(v.strictObject({ ref: text })),
  footnotes: v.exactOptional(v.array(footnote)),
  /** Of the whole answer. */
  metadata: v.exactOptional(strings),
});

/** A message in Tock's words, by `tockMessage`. */
export type TockContent = v.InferOutput<typeof tockContentSchema>;
/** A choice in Tock's words: `quick_reply`, `postback` or `web_url`. */
export type TockButton = v.InferOutput<typeof button>;
/** A card in Tock's words. */
export type TockCard = v.InferOutput<typeof card>;
/** A source in Tock's words; clients get `content` only if they ask for it. */
export type TockFootnote = v.InferOutput<typeof footnote>;

const sentButton = v.variant("type", [
  v.strictObject({ ...quickReply.entries, clazz: v.literal("quick_reply"), style: text }),
  v.strictObject({ ...postback.entries, clazz: v.literal("postback_button"), style: text }),
  v.strictObject({ ...webUrl.entries, clazz: v.literal("url_button"), style: text, target: text }),
]);
const sentCard = v.strictObject({ ...card.entries, buttons: v.array(sentButton) });
const { metadata: _, ...content } = tockContentSchema.entries;

/** A message as it is sent, for the description of the API. `actionId`: what a vote refers to. */
export const sentMessageSchema = v.strictObject({
  ...content,
  version: v.literal("1"),
  type: v.literal("WebMessage"),
  buttons: v.exactOptional(v.array(sentButton)),
  card: v.exactOptional(sentCard),
  carousel: v.exactOptional(v.strictObject({ cards: v.array(sentCard) })),
  actionId: words,
});

/** The body of an answer, and of each event of a stream, for the description of the API. */
export const sentAnswerSchema = v.strictObject({ responses: v.array(sentMessageSchema), metadata: strings });

/** What clients send, for the description of the API; what is read of it, and how leniently, says `parseRequest`. */
export const sentRequestSchema = v.object({
  /** Required where the page says who it is. */
  userId: words,
  query: words,
  payload: words,
  ref: words,
  locale: words,
  feedback: v.exactOptional(v.object({ actionId: text, vote: v.nullish(v.picklist(["UP", "DOWN"])) })),
  sourceWithContent: v.exactOptional(v.boolean()),
  streamedResponse: v.exactOptional(v.boolean()),
});

/** As it is sent. */
export type WebMessage = { version: "1"; type: "WebMessage" } & Record<string, unknown>;

/** The body of an answer, and of each event of a stream. */
export type TockAnswer = { responses: WebMessage[]; metadata: Record<string, string> };
