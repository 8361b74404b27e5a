import type { SaidEvent } from "#channel/host/connector-host.ts";
import { turnOf } from "#channel/kit/turn-of.ts";
import type { Frame, LogEvent } from "#channel/log.ts";
import { wordsOf } from "#connectors/openai/render/render.ts";
import { isSaidIn, separator } from "./said.ts";

/** A text that is being written. `sent`: what the client has of it. */
type Growing = { messageId: string; sent: string };

/**
 * Writes an answer while it comes about. What was written stays with the client, so it is only ever added to: of a text that turns out otherwise than
 * it began, the whole follows.
 */
export class GrowingAnswer {
  readonly #seq: number;
  readonly #write: (text: string) => void;
  readonly #texts = new Map<string, string>();
  #growing: Growing | undefined;
  #hasSaid = false;

  /** @param seq of the event that is answered. */
  constructor(seq: number, write: (text: string) => void) {
    this.#seq = seq;
    this.#write = write;
  }

  /** What the log says, in order. */
  add(event: LogEvent): void {
    // The title of a document stands before its text, so that comes as a whole.
    if (event.type === "message.start" && turnOf(event) === this.#seq && event.document === undefined) {
      this.#growing = { messageId: event.messageId, sent: "" };
      this.#grow();
    }
    if (isSaidIn(event, this.#seq)) this.#say(event);
  }

  /** What is said besides, as a whole. */
  say(words: string): void {
    if (words !== "") this.#append(`${this.#hasSaid ? separator : ""}${words}`);
  }

  /** What is not in the log yet. It may come before the event by which its message begins. */
  frame(frame: Frame): void {
    if (frame.type !== "delta") return;
    const known = this.#texts.get(frame.messageId) ?? "";
    // Something was lost on its way: the whole text comes at the end.
    if (frame.offset > known.length) return;
    this.#texts.set(frame.messageId, known.slice(0, frame.offset) + frame.text);
    if (this.#growing?.messageId === frame.messageId) this.#grow();
  }

  #grow(): void {
    if (this.#growing === undefined) return;
    const { messageId, sent } = this.#growing;
    const text = steadyPart(this.#texts.get(messageId) ?? "");
    if (text.length <= sent.length || !text.startsWith(sent)) return;
    if (sent === "") this.say(text);
    else this.#append(text.slice(sent.length));
    this.#growing.sent = text;
  }

  #say(event: SaidEvent): void {
    const sent = this.#growing?.messageId === event.messageId ? this.#growing.sent : "";
    if (this.#growing?.messageId === event.messageId) this.#growing = undefined;
    this.#texts.delete(event.messageId);
    const words = wordsOf(event.message);
    if (sent !== "" && words.startsWith(sent)) this.#append(words.slice(sent.length));
    else this.say(words);
  }

  #append(text: string): void {
    if (text === "") return;
    this.#hasSaid = true;
    this.#write(text);
  }
}

/** Without what a longer text may have otherwise: white space at its end is dropped from the whole, and half a character is none. */
function steadyPart(text: string): string {
  return text.trim().replace(/[\uD800-\uDBFF]$/, "");
}
