import * as v from "valibot";

/** A button stays with its message. A `postback` button carries a link to a story, a `url` button opens a page. */
export const buttonSchema = v.variant("type", [
  v.object({ type: v.literal("postback"), label: v.string(), link: v.string() }),
  v.object({ type: v.literal("url"), label: v.string(), url: v.string() }),
]);
export type Button = v.InferOutput<typeof buttonSchema>;

/** A quick reply is offered under the newest message only and goes away with the visitor's next message. */
export const quickReplySchema = v.variant("type", [
  v.object({ type: v.literal("postback"), label: v.string(), link: v.string(), imageUrl: v.optional(v.string()) }),
  /** Sends its label (or `text`) as if the visitor had typed it. */
  v.object({
    type: v.literal("text"),
    label: v.string(),
    text: v.optional(v.string()),
    imageUrl: v.optional(v.string()),
  }),
]);
export type QuickReply = v.InferOutput<typeof quickReplySchema>;

export const mediaSchema = v.object({
  kind: v.picklist(["image", "video", "audio", "file"]),
  url: v.string(),
  /** What it shows, for those who cannot see or load it. Empty text means decoration. */
  alt: v.string(),
  /** File name shown for `file`. */
  name: v.optional(v.string()),
});
export type Media = v.InferOutput<typeof mediaSchema>;

export const cardSchema = v.object({
  title: v.string(),
  subtitle: v.optional(v.string()),
  image: v.optional(v.object({ url: v.string(), alt: v.string() })),
  buttons: v.array(buttonSchema),
});
export type Card = v.InferOutput<typeof cardSchema>;

const quickReplies = v.array(quickReplySchema);

/**
 * One bubble of the bot (or of a person who answers). Kinds of later versions will carry a text `alt`, which a widget that
 * does not know them shows instead.
 */
export const messageSchema = v.variant("type", [
  v.object({ type: v.literal("text"), text: v.string(), buttons: v.array(buttonSchema), quickReplies }),
  v.object({ type: v.literal("card"), card: cardSchema, quickReplies }),
  v.object({ type: v.literal("carousel"), cards: v.array(cardSchema), quickReplies }),
  v.object({
    type: v.literal("media"),
    media: mediaSchema,
    caption: v.optional(v.string()),
    buttons: v.array(buttonSchema),
    quickReplies,
  }),
]);
export type Message = v.InferOutput<typeof messageSchema>;
