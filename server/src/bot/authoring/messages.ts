/**
 * Builders for the messages of a story, the same for every channel.
 *
 * ```ts
 * yield text("Where to?", { quickReplies: [{ label: "The coast", to: fares.link({ zone: "coast" }) }] });
 * ```
 * @module
 */
import type { Json } from "#channel/json.ts";
import type { Link } from "#channel/message/link.ts";
import type {
  BotMessage,
  Captions,
  Card,
  Document,
  MapLocation,
  Media,
  ReadMore,
  Reasoning,
  StoredFile,
} from "#channel/message/message.ts";
import { findNonJson } from "./find-non-json.ts";
import { assertKnown } from "./known-options.ts";
import { type ButtonSpec, toButtons } from "./messages/button.ts";
import {
  type MessageOptions,
  messageOptions,
  optionsWithButtons,
  toModifiers,
  type WithButtons,
} from "./messages/options.ts";

export {
  type ChoiceOption,
  type ConsentFieldOptions,
  type DateFieldOptions,
  field,
  type FieldOptions,
  type NumberFieldOptions,
  type RatingFieldOptions,
} from "./messages/field.ts";
export { form, type FormSpec } from "./messages/form.ts";
export type { ButtonSpec } from "./messages/button.ts";
export type { MessageOptions, QuickReplySpec } from "./messages/options.ts";
export { panel, type PanelOptions } from "./panels/panel.ts";
export {
  badge,
  box,
  button,
  caption,
  chart,
  type ChartSpec,
  checkbox,
  type CheckboxOptions,
  column,
  divider,
  heading,
  input,
  type InputOptions,
  type PanelButtonOptions,
  type PanelContent,
  row,
  spread,
  table,
  type TableSpec,
} from "./panels/parts.ts";
export { rating, type RatingOptions } from "./messages/rating.ts";
export { stream, type StreamedText, type StreamEnd, type StreamOptions } from "./messages/stream.ts";

/** Options of a text. */
export type TextOptions = WithButtons & {
  /** Where the text stands in full: a channel on which it would be more than a few messages shows its beginning and this link. */
  readMore?: ReadMore;
  /** How the text came about, closed until the person opens it. */
  reasoning?: Reasoning;
  /** The text is a long one, shown as a card that opens beside the conversation. */
  document?: Document;
};

const textOptions: Record<keyof TextOptions, true> = {
  ...optionsWithButtons,
  readMore: true,
  reasoning: true,
  document: true,
};

/** A text, as Markdown where the channel shows that. A plain string is the same without options. */
export function text(content: string, options: TextOptions = {}): Extract<BotMessage, { type: "text" }> {
  assertKnown("text", options, textOptions);
  const { readMore, reasoning, document } = options;
  if (readMore !== undefined) assertKnown("text's readMore", readMore, { label: true, url: true });
  return {
    type: "text",
    text: content,
    buttons: toButtons(options.buttons),
    ...(readMore === undefined ? {} : { readMore }),
    ...toModifiers(options),
    ...(reasoning === undefined ? {} : { reasoning }),
    ...(document === undefined ? {} : { document }),
  };
}

/** What a card shows. `image.alt` says what the picture shows. */
export type CardSpec = {
  title: string;
  subtitle?: string;
  image?: { url: string; alt: string };
  buttons?: readonly ButtonSpec[];
};

/** A title, with an optional picture, text and buttons. */
export function card(spec: CardSpec, options: MessageOptions = {}): BotMessage {
  assertKnown("card", options, messageOptions);
  return { type: "card", card: toCard(spec), ...toModifiers(options) };
}

/** Cards side by side, to be swiped through. */
export function carousel(cards: readonly CardSpec[], options: MessageOptions = {}): BotMessage {
  assertKnown("carousel", options, messageOptions);
  return { type: "carousel", cards: cards.map(toCard), ...toModifiers(options) };
}

const cardParts: Record<keyof CardSpec, true> = { title: true, subtitle: true, image: true, buttons: true };

function toCard(spec: CardSpec): Card {
  assertKnown(`the card "${spec.title}"`, spec, cardParts);
  const { buttons, ...rest } = spec;
  return { ...rest, buttons: toButtons(buttons) };
}

/** One item of a list. A tap on it goes to a story. */
export type ListItemSpec = { label: string; description?: string; imageUrl?: string; to: Link };

/**
 * A choice of many. For a few choices that may disappear after the answer, use quick replies.
 *
 * ```ts
 * yield list("Which station?", stations.map(({ id, name }) => ({ label: name, to: trains.link({ from: id }) })));
 * ```
 */
export function list(content: string, items: readonly ListItemSpec[], options: MessageOptions = {}): BotMessage {
  assertKnown("list", options, messageOptions);
  for (const item of items) assertKnown(`the item "${item.label}"`, item, itemParts);
  return {
    type: "list",
    text: content,
    items: items.map(({ to, ...item }) => ({ ...item, link: to })),
    ...toModifiers(options),
  };
}

const itemParts: Record<keyof ListItemSpec, true> = { label: true, description: true, imageUrl: true, to: true };

/** `alt` describes the medium for people who cannot see, hear or load it. */
export type MediaOptions = WithButtons & { alt: string; caption?: string; name?: string };

type MediaMessage = Extract<BotMessage, { type: "media" }>;

/** Where a medium is: its absolute address, or what `turn.keepFile` has given. */
export type MediaSource = string | StoredFile;

/** A picture, by its absolute address or as a file of the story's own. */
export function image(source: MediaSource, options: MediaOptions): MediaMessage {
  return media("image", source, options);
}

/** `captions`: files of WebVTT, by their absolute addresses. A site other than the page's must allow it to read them (CORS), and the film. */
export type VideoOptions = MediaOptions & { captions?: readonly Captions[] };

/**
 * A film, by its absolute address or as a file of the story's own.
 *
 * ```ts
 * yield video("https://rail.example/boarding.mp4", {
 *   alt: "How to board with a bicycle",
 *   captions: [{ url: "https://rail.example/boarding.fr.vtt", language: "fr", label: "Français" }],
 * });
 * ```
 */
export function video(source: MediaSource, options: VideoOptions): BotMessage {
  const { captions = [], ...rest } = options;
  const message = media("video", source, rest);
  if (message.type !== "media" || captions.length === 0) return message;
  return { ...message, media: { ...message.media, captions: [...captions] } };
}

/** A sound, by its absolute address or as a file of the story's own. */
export function audio(source: MediaSource, options: MediaOptions): BotMessage {
  return media("audio", source, options);
}

/**
 * A file to fetch, by its absolute address or as a file of the story's own; `name` is its file name.
 *
 * ```ts
 * const ticket = await turn.keepFile(await drawTicket(booking), { name: "ticket.pdf", mediaType: "application/pdf" });
 * yield file(ticket, { alt: "Your ticket" });
 * ```
 */
export function file(source: MediaSource, options: MediaOptions): BotMessage {
  return media("file", source, options);
}

const mediaOptions: Record<keyof MediaOptions, true> = { ...optionsWithButtons, caption: true, name: true };

function media(kind: Media["kind"], source: MediaSource, options: MediaOptions): MediaMessage {
  assertKnown(kind, options, mediaOptions);
  const own = typeof source === "string" ? undefined : source;
  const { alt, caption, name = own?.name, buttons, ...rest } = options;
  return {
    type: "media",
    media: {
      kind,
      alt,
      ...(typeof source === "string" ? { url: source } : { file: source }),
      ...(name === undefined ? {} : { name }),
    },
    ...(caption === undefined ? {} : { caption }),
    buttons: toButtons(buttons),
    ...toModifiers(rest),
  };
}

/**
 * A location on a map: degrees (WGS 84), and a `url` if another map than the channel's own should open.
 *
 * ```ts
 * yield location({ title: "Lost property", address: "12 rue du Port", latitude: 43.2965, longitude: 5.3698 });
 * ```
 */
export function location(at: MapLocation, options: WithButtons = {}): BotMessage {
  assertKnown("location", options, optionsWithButtons);
  return { type: "location", location: at, buttons: toButtons(options.buttons), ...toModifiers(options) };
}

/** `alt` is shown where there is no renderer for the message: describe its content. */
export type CustomOptions = MessageOptions & { alt: string };

/**
 * A message that the site's own widget knows how to show, by its name.
 *
 * ```ts
 * yield custom("seat-map", { coach: 12, free: ["12A", "12C"] }, { alt: "Free seats in coach 12: 12A, 12C" });
 * ```
 * @throws TypeError when it has no name, or when the data is not plain JSON
 */
export function custom(name: string, data: Json, options: CustomOptions): BotMessage {
  if (name.trim() === "") throw new TypeError("custom: it needs the name under which the site registered its renderer");
  assertKnown("custom", options, messageOptions);
  const path = data === undefined ? "" : findNonJson(data);
  if (path !== undefined)
    throw new TypeError(`custom "${name}": data${path} is not plain JSON, which is all that lasts`);
  return { type: "custom", name, data, ...toModifiers(options), alt: options.alt };
}
