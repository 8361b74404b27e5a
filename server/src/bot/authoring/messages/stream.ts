import type { Button, Footnote, Modifiers } from "#channel/message.ts";
import { toButtons, toModifiers, type WithButtons } from "./options.ts";

/**
 * A text that grows while it is written: shown as it comes where the channel can, sent whole where it cannot. What it has
 * besides the text is the finished message's.
 */
export type StreamedText = Omit<Modifiers, "on"> & {
  type: "stream";
  source: AsyncIterable<string>;
  buttons: Button[];
  /** Asked once, when the source is exhausted: the finished message has this, too. Not asked when it was stopped. */
  end?: () => StreamEnd | Promise<StreamEnd>;
};

/** What a streamed text has once it is complete. */
export type StreamEnd = Pick<Modifiers, "footnotes">;

type Footnotes = readonly Footnote[];

/** What a streamed text has besides; buttons and quick replies appear with its end. */
export type StreamOptions = Omit<WithButtons, "on" | "footnotes"> & {
  /** Where it was taken from. A function is asked at the end, when the source knows what it has used. */
  footnotes?: Footnotes | (() => Footnotes | Promise<Footnotes>);
};

/**
 * Needed only to add something to the text: a bare `AsyncIterable<string>` may be yielded as it is.
 *
 * ```ts
 * yield stream(answer.textStream, { footnotes: async () => toFootnotes(await answer.sources) });
 * ```
 */
export function stream(source: AsyncIterable<string>, options: StreamOptions = {}): StreamedText {
  const { footnotes, buttons, ...rest } = options;
  const streamed: StreamedText = { type: "stream", source, buttons: toButtons(buttons), ...toModifiers(rest) };
  if (footnotes === undefined) return streamed;
  if (typeof footnotes !== "function") return { ...streamed, footnotes: [...footnotes] };
  return { ...streamed, end: async () => ({ footnotes: [...(await footnotes())] }) };
}
