import { styleText } from "node:util";
import type { Frame, LogBody } from "#channel/log.ts";
import type { SimulatedAnswer } from "#testing/answer.ts";
import { choiceLines, plainBody } from "#testing/plain-words.ts";

/** Shows answers on a terminal: in plain words, piece by piece as they come, with the choices below. */
export class ChatScreen {
  readonly #out: NodeJS.WritableStream;
  /** Whether a streamed text is being written, and its line has not ended. */
  #isWriting = false;

  constructor(out: NodeJS.WritableStream) {
    this.#out = out;
  }

  show(shown: LogBody | Frame): void {
    switch (shown.type) {
      case "message":
        this.#line(plainBody(shown.message));
        return;
      case "delta":
        this.#isWriting = true;
        this.#out.write(printable(shown.text));
        return;
      case "message.final":
        // A streamed text has been shown piece by piece.
        if (this.#isWriting) this.#line("");
        else this.#line(plainBody(shown.message));
        this.#isWriting = false;
        return;
      case "message.update":
        this.#line(plainBody(shown.message));
        return;
      case "progress":
      case "visitor":
      case "message.start":
      case "typing":
      case "turn.end":
        return;
    }
  }

  /** Shows the lines below an answer: the choices, what the channel cannot show, and the errors. */
  close({ choices, messages, losses, errors, outcome }: SimulatedAnswer): void {
    for (const line of choiceLines(choices)) this.#line(`  ${line}`, "cyan");
    if (messages.length === 0 && outcome.outcome !== "unhandled") this.remark(`(no answer: ${outcome.outcome})`);
    for (const { rule, detail } of losses) this.remark(`(lost on this channel: ${rule}, ${detail})`);
    for (const error of errors) this.#fail(error);
  }

  remark(text: string): void {
    this.#line(text, "dim");
  }

  #fail(error: Error): void {
    const { cause } = error;
    const stack = cause instanceof Error ? `\n${cause.stack ?? ""}` : "";
    this.#line(`${error.message}${stack}`, "red");
  }

  /** Colours only if the stream is a terminal that supports them. */
  #line(text: string, style?: "cyan" | "dim" | "red"): void {
    const words = printable(text);
    this.#out.write(`${style === undefined ? words : styleText(style, words, { stream: this.#out })}\n`);
  }
}

/** Text without control characters: a text that the bot quotes must not control the terminal. */
function printable(text: string): string {
  return text.replaceAll(/[^\P{Cc}\n\t]/gu, "");
}
