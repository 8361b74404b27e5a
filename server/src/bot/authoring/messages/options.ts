import type { Link } from "#channel/link.ts";
import type { Button, Footnote, Modifiers, NativeOverrides, QuickReply } from "#channel/message.ts";

/** A button goes to a story (`to`, made by `story.link()` or `story.step()`) or to a web page (`url`, absolute). */
export type ButtonSpec = { label: string; to: Link } | { label: string; url: string };

/** A quick reply goes to a story, or says something (`say`, or else its label) as if the person had typed it. */
export type QuickReplySpec = { label: string; imageUrl?: string } & ({ to: Link } | { say?: string });

export function toButtons(specs: readonly ButtonSpec[] = []): Button[] {
  return specs.map((spec) =>
    "to" in spec
      ? { type: "postback", label: spec.label, link: spec.to }
      : { type: "url", label: spec.label, url: spec.url },
  );
}

export function toQuickReplies(specs: readonly QuickReplySpec[] = []): QuickReply[] {
  return specs.map((spec) => {
    const icon = spec.imageUrl === undefined ? {} : { imageUrl: spec.imageUrl };
    if ("to" in spec) return { type: "postback", label: spec.label, link: spec.to, ...icon };
    return { type: "text", label: spec.label, ...(spec.say === undefined ? {} : { text: spec.say }), ...icon };
  });
}

/** What every message can have besides. */
export type MessageOptions = {
  quickReplies?: readonly QuickReplySpec[];
  /** Where it was taken from. */
  footnotes?: readonly Footnote[];
  /** Milliseconds of "is typing" before it appears. */
  delay?: number;
  /** Stands for it where its kind cannot be shown. */
  alt?: string;
  /** What a voice says in its place. Plain text. */
  speak?: string;
  /** What one channel sends instead, in its own words: `on: { messenger: [messengerMessage({ … })] }`. */
  on?: NativeOverrides;
};

export type WithButtons = MessageOptions & { buttons?: readonly ButtonSpec[] };

export function toModifiers({ quickReplies, footnotes, delay, alt, speak, on }: MessageOptions): Modifiers {
  return {
    quickReplies: toQuickReplies(quickReplies),
    ...(footnotes === undefined ? {} : { footnotes: [...footnotes] }),
    ...(delay === undefined ? {} : { delay }),
    ...(alt === undefined ? {} : { alt }),
    ...(speak === undefined ? {} : { speak }),
    ...(on === undefined ? {} : { on }),
  };
}
