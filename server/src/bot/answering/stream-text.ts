import { iterateUntilAborted } from "#async/iterate-until-aborted.ts";
import { rejectOnAbort } from "#async/reject-on-abort.ts";
import { AuthorError } from "#app/errors.ts";
import type { StreamedText, StreamEnd } from "#bot/authoring/messages/stream.ts";
import type { AnswerBuffer, AnswerSink } from "./answer-buffer.ts";

/** UTF-16 units. A longer text has no end, or is no message. */
const longestStream = 256_000;

/** Adds a text that is still being written: it grows on the screen, or goes out paragraph by paragraph. */
export async function streamText(
  { source, end, ...rest }: StreamedText,
  { sink, buffer, signal }: { sink: AnswerSink; buffer: AnswerBuffer; signal: AbortSignal },
): Promise<void> {
  const messageId = buffer.nextId("s");
  const isWatched = sink.connector.delivery === "log";
  const isLive = isWatched && (await storeStart(buffer, messageId));
  const paragraphs = new Paragraphs();
  let text = "";
  let stopped = true;
  let atTheEnd: StreamEnd = {};
  try {
    for await (const piece of iterateUntilAborted(source, signal)) {
      if (typeof piece !== "string")
        throw new AuthorError("a stream must yield texts; of a model's result, yield its text stream");
      if (piece === "") continue;
      if (text.length + piece.length > longestStream)
        throw new AuthorError(`a streamed text is longer than ${longestStream} characters`);
      if (isLive) sink.frame({ type: "delta", messageId, offset: text.length, text: piece });
      text += piece;
      if (!isWatched) await deliverParagraphs(buffer, messageId, paragraphs.push(piece));
    }
    if (end !== undefined) atTheEnd = await rejectOnAbort(Promise.resolve(end()), signal);
    stopped = false;
  } finally {
    // The person has read a part already. It stays on the screen, marked as incomplete; the story's error is not caught.
    if (isWatched || text !== "") {
      const message = { ...rest, ...atTheEnd, type: "text" as const, text };
      buffer.addFinal(message, messageId, stopped, isWatched ? undefined : paragraphs.rest);
    }
  }
}

/** @returns whether the text can grow on the screen. Otherwise its start is stored with its end, and it appears at once. */
async function storeStart(buffer: AnswerBuffer, messageId: string): Promise<boolean> {
  buffer.addStart(messageId);
  return buffer.flush().then(
    () => true,
    () => false,
  );
}

async function deliverParagraphs(buffer: AnswerBuffer, messageId: string, text: string): Promise<void> {
  if (text.trim() === "") return;
  buffer.deliverPart(messageId, text.trimEnd());
  // A part that cannot be stored now is stored with the end.
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
