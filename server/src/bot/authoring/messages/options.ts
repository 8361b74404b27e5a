import { assertKnown } from "#bot/authoring/known-options.ts";
import type { Link } from "#channel/message/link.ts";
import type { Footnote, Modifiers, NativeOverrides, QuickReply } from "#channel/message/message.ts";
import type { ButtonSpec } from "./button.ts";
import { type Metadata, toMetadata } from "./metadata.ts";

/**
 * A quick reply goes to a story, counts as a text that the person typed (`say`, or else its label), or asks where the person is
 * (`share`): then the answer is an event of type `location`. Not every channel can share a location. So let the message ask for
 * the place in words, too.
 */
export type QuickReplySpec = { label: string; imageUrl?: string } & (
  | { to: Link }
  | { say?: string }
  | { share: "location" }
);

export function toQuickReplies(specs: readonly QuickReplySpec[] = []): QuickReply[] {
  return specs.map((spec) => {
    assertKnown(`the quick reply "${spec.label}"`, spec, {
      label: true,
      imageUrl: true,
      to: true,
      say: true,
      share: true,
    });
    const icon = spec.imageUrl === undefined ? {} : { imageUrl: spec.imageUrl };
    if ("to" in spec) return { type: "postback", label: spec.label, link: spec.to, ...icon };
    if ("share" in spec) return { type: spec.share, label: spec.label, ...icon };
    return { type: "text", label: spec.label, ...(spec.say === undefined ? {} : { text: spec.say }), ...icon };
  });
}

/** Options of every message. */
export type MessageOptions = {
  quickReplies?: readonly QuickReplySpec[];
  /** The sources of its content. */
  footnotes?: readonly Footnote[];
  /** Milliseconds of "is typing" before it appears. */
  delay?: number;
  /** A text for channels that cannot show this kind of message. */
  alt?: string;
  /** Plain text that a voice channel speaks instead. */
  speak?: string;
  /** What the person may ask for while this is the newest answer, in place of the bot's `revisions`. */
  may?: readonly ("regenerate" | "edit")[];
  /**
   * Facts about the message for the code of the page around the chat, such as its renderers: texts by name, 20 at most. The chat shows
   * nothing of it, and channels without a page leave it out.
   */
  metadata?: Metadata;
  /** Native payloads that one channel sends instead: `on: { messenger: [messengerMessage({ … })] }`. */
  on?: NativeOverrides;
};

export type WithButtons = MessageOptions & { buttons?: readonly ButtonSpec[] };

/** The options of every message. */
export const messageOptions: Record<keyof MessageOptions, true> = {
  quickReplies: true,
  footnotes: true,
  delay: true,
  alt: true,
  speak: true,
  may: true,
  metadata: true,
  on: true,
};

export const optionsWithButtons: Record<keyof WithButtons, true> = { ...messageOptions, buttons: true };

/** @throws TypeError for metadata that is too large, or that holds anything but texts */
export function toModifiers(options: MessageOptions): Modifiers {
  const { quickReplies, footnotes, delay, alt, speak, may, metadata, on } = options;
  return {
    quickReplies: toQuickReplies(quickReplies),
    ...(footnotes === undefined ? {} : { footnotes: [...footnotes] }),
    ...(delay === undefined ? {} : { delay }),
    ...(alt === undefined ? {} : { alt }),
    ...(speak === undefined ? {} : { speak }),
    ...(may === undefined ? {} : { may: [...may] }),
    ...toMetadata(metadata),
    ...(on === undefined ? {} : { on }),
  };
}
