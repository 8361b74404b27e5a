import * as v from "valibot";
import { metadataSchema } from "./metadata.ts";

/** A window of its own, in CSS pixels. It has nothing but a size: no name, no position, and no way back to the page. */
export const linkWindowSchema = v.object({ width: v.number(), height: v.number() });
export type LinkWindow = v.InferOutput<typeof linkWindowSchema>;

/** One schema for all: a chat is sent each of them as code. */
const words = v.optional(v.string());

const buttonParts = {
  label: v.string(),
  /** A small picture before the label, which says what it shows. */
  imageUrl: words,
};

/**
 * A button stays with its message. A `postback` button carries a link to a story, a `url` button opens a page: in a new tab, unless
 * `target` says otherwise, or in a `window` of its own.
 */
export const buttonSchema = v.variant("type", [
  v.object({ ...buttonParts, type: v.literal("postback"), link: v.string() }),
  v.object({
    ...buttonParts,
    type: v.literal("url"),
    url: v.string(),
    /** `_self`, `_parent` or `_top`, as in HTML; every other one is a new tab. */
    target: words,
    window: v.optional(linkWindowSchema),
  }),
]);
export type Button = v.InferOutput<typeof buttonSchema>;

/** A quick reply is offered under the newest message only and goes away with the visitor's next message. */
export const quickReplySchema = v.variant("type", [
  v.object({ ...buttonParts, type: v.literal("postback"), link: v.string() }),
  /** Sends its label (or `text`) as if the visitor had typed it. */
  v.object({ ...buttonParts, type: v.literal("text"), text: words }),
  /** Sends where the visitor is, after the visitor has seen and confirmed it. */
  v.object({ ...buttonParts, type: v.literal("location") }),
]);
export type QuickReply = v.InferOutput<typeof quickReplySchema>;

/** Words of a film to read, as WebVTT. `language`: a BCP 47 tag; `label`: what the viewer chooses it by. */
export const captionsSchema = v.object({ url: v.string(), language: v.string(), label: v.string() });
export type Captions = v.InferOutput<typeof captionsSchema>;

/** A file that the bot has made. It is read by links, which `…/files/:id/link` gives, too. */
export const ownFileSchema = v.object({
  id: v.string(),
  name: v.string(),
  mediaType: v.string(),
  bytes: v.number(),
});
export type OwnFile = v.InferOutput<typeof ownFileSchema>;

export const mediaSchema = v.object({
  kind: v.picklist(["image", "video", "audio", "file"]),
  url: v.string(),
  /** What it shows, for those who cannot see or load it. Empty text means decoration. */
  alt: v.string(),
  /** File name shown for `file`. */
  name: words,
  /** Of a `video`. */
  captions: v.optional(v.array(captionsSchema)),
  /** Where it stands, `url` is a link that is over after some minutes. */
  file: v.optional(ownFileSchema),
});
export type Media = v.InferOutput<typeof mediaSchema>;

export const cardSchema = v.object({
  title: v.string(),
  subtitle: words,
  image: v.optional(v.object({ url: v.string(), alt: v.string() })),
  buttons: v.array(buttonSchema),
});
export type Card = v.InferOutput<typeof cardSchema>;

export const listItemSchema = v.object({
  label: v.string(),
  description: words,
  imageUrl: words,
  link: v.string(),
});
export type ListItem = v.InferOutput<typeof listItemSchema>;

/** Degrees (WGS 84). */
export const locationSchema = v.object({
  title: v.string(),
  address: words,
  latitude: v.number(),
  longitude: v.number(),
  url: words,
});
export type MapLocation = v.InferOutput<typeof locationSchema>;

const fieldParts = {
  /** Name of the link parameter that carries the value. */
  name: v.string(),
  label: v.string(),
  required: v.boolean(),
  hint: words,
  value: words,
};

export const formFieldSchema = v.variant("kind", [
  v.object({ ...fieldParts, kind: v.picklist(["text", "long_text", "email", "telephone"]) }),
  v.object({ ...fieldParts, kind: v.literal("number"), min: v.optional(v.number()), max: v.optional(v.number()) }),
  /** Stars: a whole number from 1 to `max`. */
  v.object({ ...fieldParts, kind: v.literal("rating"), max: v.number() }),
  /** A day as `2027-01-31`, or a time of the day as `18:30`. `min` and `max` are the first and the last that count. */
  v.object({
    ...fieldParts,
    kind: v.picklist(["date", "time"]),
    min: words,
    max: words,
  }),
  /** A box to tick. Its value is `yes`, or none. `page` says what the visitor agrees to. */
  v.object({
    ...fieldParts,
    kind: v.literal("consent"),
    page: v.optional(v.object({ label: v.string(), url: v.string() })),
  }),
  v.object({
    ...fieldParts,
    kind: v.literal("choice"),
    options: v.array(v.object({ label: v.string(), value: v.string() })),
  }),
]);
export type FormField = v.InferOutput<typeof formFieldSchema>;

/** Where something was taken from. */
export const footnoteSchema = v.object({
  title: v.string(),
  url: words,
  excerpt: words,
});
export type Footnote = v.InferOutput<typeof footnoteSchema>;

const modifiers = {
  quickReplies: v.array(quickReplySchema),
  footnotes: v.optional(v.array(footnoteSchema)),
  /** What the visitor may ask for while this answer is the newest: `regenerate` it, `edit` the message that it answers. */
  may: v.optional(v.array(v.string())),
  /** Stands for the message where its kind cannot be shown. */
  alt: words,
  /** What a voice says in its place. */
  speak: words,
  /** Facts about it for the page's own code: data, of which the chat shows nothing. */
  metadata: v.optional(metadataSchema),
};

/** What a long text is called that is opened beside the conversation. */
export const documentSchema = v.object({ title: v.string() });

/**
 * One bubble of the bot (or of a person who answers). Kinds of later versions will carry a text `alt`, which a widget that
 * does not know them shows instead.
 */
export const messageSchema = v.variant("type", [
  v.object({
    ...modifiers,
    type: v.literal("text"),
    text: v.string(),
    buttons: v.array(buttonSchema),
    /** How the bot has come to it: fits `reasoningSchema`. It is read where it is drawn. */
    reasoning: v.optional(v.unknown()),
    /** The server can say what the page of its first link is: fits `linkMarkSchema`. It is read where it is drawn. */
    preview: v.optional(v.unknown()),
    /** The text is a long one under this title: shown as a card that opens beside the conversation. */
    document: v.optional(documentSchema),
  }),
  v.object({ ...modifiers, type: v.literal("card"), card: cardSchema }),
  v.object({ ...modifiers, type: v.literal("carousel"), cards: v.array(cardSchema) }),
  v.object({
    ...modifiers,
    type: v.literal("media"),
    media: mediaSchema,
    caption: words,
    buttons: v.array(buttonSchema),
  }),
  /** A choice of many: each item is a postback of its link and label. */
  v.object({ ...modifiers, type: v.literal("list"), text: v.string(), items: v.array(listItemSchema) }),
  v.object({ ...modifiers, type: v.literal("location"), location: locationSchema, buttons: v.array(buttonSchema) }),
  /**
   * Filled in, it is a postback of `submit.link` with the fields added to its query, as an HTML form with GET does it
   * (application/x-www-form-urlencoded; empty fields are left out), and a label that says in words what was filled in.
   */
  v.object({
    ...modifiers,
    type: v.literal("form"),
    text: v.string(),
    fields: v.array(formFieldSchema),
    submit: v.object({ label: v.string(), link: v.string() }),
  }),
  /** Shown by a renderer that the site registered under `name`; without one, its `alt` is. */
  v.object({
    ...modifiers,
    type: v.literal("custom"),
    name: v.string(),
    data: v.unknown(),
    alt: v.string(),
  }),
  /**
   * Parts that the story describes, and that an update may replace: `panel` fits `panelSchema`. It is read where it is drawn,
   * as most conversations have none.
   */
  v.object({ ...modifiers, type: v.literal("panel"), panel: v.unknown(), alt: v.string() }),
]);
export type Message = v.InferOutput<typeof messageSchema>;

/** Name of the custom message that asks for a rating. Its `data` is a {@link Rating}; a widget that knows none shows its `alt`. */
export const ratingName = "causerie.rating";

/**
 * Asks how content the visitor is. The answer is a `feedback` with the message's id, this `question`, and the `score` that they
 * gave (1 to 5) or a thumb. `comment`: asks for words beside it.
 */
export const ratingSchema = v.object({
  text: v.string(),
  question: v.string(),
  scale: v.picklist(["stars", "thumbs"]),
  comment: words,
});
export type Rating = v.InferOutput<typeof ratingSchema>;
