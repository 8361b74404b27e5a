import { iterateUntilAborted } from "#async/iterate-until-aborted.ts";
import { rejectOnAbort } from "#async/reject-on-abort.ts";
import { AuthorError } from "#app/errors.ts";
import type { StreamedText, StreamEnd } from "#bot/authoring/messages/stream.ts";
import type { Document } from "#channel/message/message.ts";
import type { AnswerBuffer, AnswerSink } from "./answer-buffer.ts";
import type { ProgressLine } from "./progress-line.ts";

/** UTF-16 units. A longer text has no end, or is no message. */
const longestStream = 256_000;

type Streaming = {
  sink: AnswerSink;
  buffer: AnswerBuffer;
  signal: AbortSignal;
  /** Learns that the text begins, and has what the story has thought. */
  progress: ProgressLine;
};

/** Adds a text that is still being written, in the way in which the channel can show it. @returns its id, if it has words. */
export async function streamText(
  { source, end, ...rest }: StreamedText,
  { sink, buffer, signal, progress }: Streaming,
): Promise<string> {
  const messageId = buffer.nextId("s");
  const shown = showing(sink, buffer, messageId, rest.document);
  let text = "";
  let stopped = true;
  let atTheEnd: StreamEnd = {};
  try {
    for await (const piece of iterateUntilAborted(source, signal)) {
      if (typeof piece !== "string")
        throw new AuthorError("a stream must yield texts; of a model's result, yield its text stream");
      if (piece === "") continue;
      if (text === "") progress.textBegins();
      if (text.length + piece.length > longestStream)
        throw new AuthorError(`a streamed text is longer than ${longestStream} characters`);
      text += piece;
      await shown.show(piece, text);
    }
    if (end !== undefined) atTheEnd = await rejectOnAbort(Promise.resolve(end()), signal);
    stopped = false;
  } finally {
    // The person has read a part already. It stays on the screen, marked as incomplete; the story's error is not caught.
    // Without a part there is nothing to keep: a model that fails at once would leave an empty message above the fallback.
    if (text !== "") {
      const message = { ...rest, ...atTheEnd, ...progress.takeReasoning(), type: "text" as const, text };
      buffer.addFinal(message, messageId, { stopped, ...shown.rest() });
    }
  }
  return text === "" ? "" : messageId;
}

/** How a channel shows a text while it is written. */
type Showing = {
  show(piece: string, soFar: string): Promise<void>;
  /** For the end: the part that has not been shown, or the delivery that the whole text replaces. */
  rest(): { rest?: string | undefined; edits?: string | undefined };
};

function showing(sink: AnswerSink, buffer: AnswerBuffer, messageId: string, document: Document | undefined): Showing {
  if (sink.connector.delivery === "log") return showFrames(sink, buffer, messageId, document);
  return sink.connector.capabilities.stream === "edit"
    ? showByEdits(buffer, messageId)
    : showByParagraphs(buffer, messageId);
}

/** @returns whether the text can grow on the screen. Otherwise its start is stored with its end, and it appears at once. */
async function storeStart(buffer: AnswerBuffer, messageId: string, document: Document | undefined): Promise<boolean> {
  buffer.addStart(messageId, document);
  return buffer.flush().then(
    () => true,
    () => false,
  );
}

function showFrames(
  sink: AnswerSink,
  buffer: AnswerBuffer,
  messageId: string,
  document: Document | undefined,
): Showing {
  let isLive: boolean | undefined;
  return {
    show: async (text, soFar) => {
      isLive ??= await storeStart(buffer, messageId, document);
      if (isLive) sink.frame({ type: "delta", messageId, offset: soFar.length - text.length, text });
    },
    rest: () => ({}),
  };
}

/** Milliseconds between two edits of a message: platforms count them like messages. */
const editEveryMs = 1_000;

/** One message that is replaced by a longer one every second, as long as the text has room in one message. */
function showByEdits(buffer: AnswerBuffer, messageId: string): Showing {
  let first: string | undefined;
  let hasRoom = true;
  let editedAt = -Infinity;
  return {
    show: async (_piece, soFar) => {
      const now = performance.now();
      if (!hasRoom || now - editedAt < editEveryMs || soFar.trim() === "") return;
      editedAt = now;
      const delivered = buffer.deliverSoFar(messageId, soFar, first);
      hasRoom = delivered !== undefined;
      first ??= delivered;
      await flush(buffer);
    },
    rest: () => ({ edits: first }),
  };
}

function showByParagraphs(buffer: AnswerBuffer, messageId: string): Showing {
  const paragraphs = new Paragraphs();
  return {
    show: async (piece) => {
      const complete = paragraphs.push(piece);
      if (complete.trim() === "") return;
      buffer.deliverPart(messageId, complete.trimEnd());
      await flush(buffer);
    },
    rest: () => ({ rest: paragraphs.rest }),
  };
}

/** A part that cannot be stored now is stored with the end. */
async function flush(buffer: AnswerBuffer): Promise<void> {
  await buffer.flush().catch(() => undefined);
}

/** UTF-16 units. A shorter paragraph waits for the next one: a push for each line would disturb the person. */
const shortest = 120;

/**
 * Cuts a text that is still being written into paragraphs. The last paragraph is never complete, and a code block is not
 * cut. Every line is read once, however small the pieces are.
 */
export class Paragraphs {
  #text = "";
  /** Index at which the incomplete line begins. */
  #lineStart = 0;
  #afterBlank = false;
  #inCode = false;

  /** @returns the paragraphs that are complete now, empty if there are none. */
  push(piece: string): string {
    this.#text += piece;
    let boundary = 0;
    for (;;) {
      const end = this.#text.indexOf("\n", this.#lineStart);
      const line = this.#text.slice(this.#lineStart, end < 0 ? undefined : end);
      const isBlank = line.trim() === "";
      if (!isBlank && this.#afterBlank && !this.#inCode && this.#lineStart >= shortest) boundary = this.#lineStart;
      if (end < 0) break;
      if (line.trimStart().startsWith("```")) this.#inCode = !this.#inCode;
      this.#afterBlank = isBlank;
      this.#lineStart = end + 1;
    }
    const complete = this.#text.slice(0, boundary);
    this.#text = this.#text.slice(boundary);
    this.#lineStart -= boundary;
    return complete;
  }

  /** The part that `push` has not returned yet. */
  get rest(): string {
    return this.#text;
  }
}
