import type { Button, Document, Footnote, Modifiers } from "#channel/message/message.ts";
import { assertKnown } from "#bot/authoring/known-options.ts";
import { toButtons } from "./button.ts";
import { type Metadata, toMetadata } from "./metadata.ts";
import { optionsWithButtons, toModifiers, type WithButtons } from "./options.ts";

/**
 * A text that is still being written. It grows on the screen where the channel can show that; elsewhere each paragraph is
 * sent once it is complete. Its options belong to the finished message.
 */
export type StreamedText = Omit<Modifiers, "on"> & {
  type: "stream";
  source: AsyncIterable<string>;
  buttons: Button[];
  document?: Document;
  /** Called once, at the end of the source, for more options of the finished message. Not called after a stop. */
  end?: () => StreamEnd | Promise<StreamEnd>;
};

/** Options of a streamed text that are known at its end only. */
export type StreamEnd = Pick<Modifiers, "footnotes" | "metadata">;

type Footnotes = readonly Footnote[];
/** Given, or known at the end. */
type AtTheEnd<Value> = Value | (() => Value | Promise<Value>);

/** Options of a streamed text. Buttons and quick replies appear with its end. */
export type StreamOptions = Omit<WithButtons, "on" | "footnotes" | "metadata"> & {
  /** The sources of its content. A function is called at the end, when the sources are known. */
  footnotes?: AtTheEnd<Footnotes>;
  /** Facts about it for the code of the page. A function is called at the end. */
  metadata?: AtTheEnd<Metadata>;
  /** The text is a long one, shown as a card that opens beside the conversation, also while it grows. */
  document?: Document;
};

const streamOptions: Record<keyof StreamOptions, true> = { ...optionsWithButtons, document: true };

/**
 * Needed only to add something to the text: a bare `AsyncIterable<string>` may be yielded as it is.
 *
 * ```ts
 * yield stream(answer.textStream, { footnotes: async () => toFootnotes(await answer.sources) });
 * ```
 */
export function stream(source: AsyncIterable<string>, options: StreamOptions = {}): StreamedText {
  assertKnown("stream", options, streamOptions);
  const { footnotes, metadata, buttons, document, ...rest } = options;
  return {
    type: "stream",
    source,
    buttons: toButtons(buttons),
    ...toModifiers({
      ...rest,
      ...(typeof footnotes === "object" ? { footnotes } : {}),
      ...(typeof metadata === "object" ? { metadata } : {}),
    }),
    ...(document === undefined ? {} : { document }),
    ...toEnd(footnotes, metadata),
  };
}

function toEnd(footnotes: StreamOptions["footnotes"], metadata: StreamOptions["metadata"]): Pick<StreamedText, "end"> {
  if (typeof footnotes !== "function" && typeof metadata !== "function") return {};
  return {
    end: async () => ({
      ...(typeof footnotes === "function" ? { footnotes: [...(await footnotes())] } : {}),
      ...(typeof metadata === "function" ? toMetadata(await metadata()) : {}),
    }),
  };
}
