import type { Footnote, Modifiers, NativeOverrides } from "#channel/message.ts";
import { type ButtonSpec, type QuickReplySpec, toQuickReplies } from "./choices.ts";

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
