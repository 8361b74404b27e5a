import type { Link } from "#channel/link.ts";
import type { BotMessage, Button, Card, Footnote, Media, NativeOverrides, QuickReply } from "#channel/message.ts";

/**
 * Builders for what a story says, the same for every channel.
 *
 * ```ts
 * yield text("Where to?", { quickReplies: [{ label: "The coast", to: fares.link({ zone: "coast" }) }] });
 * ```
 * @module
 */

/** A button goes to a story (`to`, made by `story.link()` or `story.step()`) or to a web page (`url`, absolute). */
export type ButtonSpec = { label: string; to: Link } | { label: string; url: string };

/** A quick reply goes to a story, or says something (`say`, or else its label) as if the person had typed it. */
export type QuickReplySpec = { label: string; imageUrl?: string } & ({ to: Link } | { say?: string });

export type CardSpec = {
  title: string;
  subtitle?: string;
  image?: { url: string; alt: string };
  buttons?: readonly ButtonSpec[];
};

export type MessageOptions = {
  quickReplies?: readonly QuickReplySpec[];
  /** What one channel sends instead, in its own words: `on: { messenger: [messengerMessage({ … })] }`. */
  on?: NativeOverrides;
};

type WithButtons = MessageOptions & { buttons?: readonly ButtonSpec[] };

export function text(content: string, options: WithButtons = {}): BotMessage {
  return { type: "text", text: content, buttons: toButtons(options.buttons), ...modifiers(options) };
}

export function card(spec: CardSpec, options: MessageOptions = {}): BotMessage {
  return { type: "card", card: toCard(spec), ...modifiers(options) };
}

export function carousel(cards: readonly CardSpec[], options: MessageOptions = {}): BotMessage {
  return { type: "carousel", cards: cards.map(toCard), ...modifiers(options) };
}

/** `alt` says what the medium shows, for those who cannot see, hear or load it. */
export type MediaOptions = WithButtons & { alt: string; caption?: string; name?: string };

export function image(url: string, options: MediaOptions): BotMessage {
  return media("image", url, options);
}

export function video(url: string, options: MediaOptions): BotMessage {
  return media("video", url, options);
}

export function audio(url: string, options: MediaOptions): BotMessage {
  return media("audio", url, options);
}

export function file(url: string, options: MediaOptions): BotMessage {
  return media("file", url, options);
}

/** A text that grows while it is written: shown as it comes where the channel can, sent whole where it cannot. */
export type StreamedText = {
  type: "stream";
  source: AsyncIterable<string>;
  buttons: Button[];
  quickReplies: QuickReply[];
  /** Where the text comes from; as a function it is asked once the text is complete. */
  footnotes?: Footnote[] | (() => Footnote[] | Promise<Footnote[]>);
};

/** Needed only to add buttons or quick replies: a bare `AsyncIterable<string>` may be yielded as it is. */
export function stream(source: AsyncIterable<string>, options: Omit<WithButtons, "on"> = {}): StreamedText {
  return {
    type: "stream",
    source,
    buttons: toButtons(options.buttons),
    quickReplies: toQuickReplies(options.quickReplies),
  };
}

function media(kind: Media["kind"], url: string, options: MediaOptions): BotMessage {
  return {
    type: "media",
    media: { kind, url, alt: options.alt, ...(options.name === undefined ? {} : { name: options.name }) },
    ...(options.caption === undefined ? {} : { caption: options.caption }),
    buttons: toButtons(options.buttons),
    ...modifiers(options),
  };
}

function modifiers(options: MessageOptions): { quickReplies: QuickReply[]; on?: NativeOverrides } {
  const quickReplies = toQuickReplies(options.quickReplies);
  return options.on === undefined ? { quickReplies } : { quickReplies, on: options.on };
}

function toCard(spec: CardSpec): Card {
  const { buttons, ...rest } = spec;
  return { ...rest, buttons: toButtons(buttons) };
}

function toButtons(specs: readonly ButtonSpec[] = []): Button[] {
  return specs.map((spec) =>
    "to" in spec
      ? { type: "postback", label: spec.label, link: spec.to }
      : { type: "url", label: spec.label, url: spec.url },
  );
}

function toQuickReplies(specs: readonly QuickReplySpec[] = []): QuickReply[] {
  return specs.map((spec) => {
    const icon = spec.imageUrl === undefined ? {} : { imageUrl: spec.imageUrl };
    if ("to" in spec) return { type: "postback", label: spec.label, link: spec.to, ...icon };
    return { type: "text", label: spec.label, ...(spec.say === undefined ? {} : { text: spec.say }), ...icon };
  });
}
