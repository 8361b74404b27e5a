import { styleText } from "node:util";
import type { Frame, LogBody } from "#channel/log.ts";
import type { SimulatedAnswer } from "#testing/answer.ts";
import { targetOf } from "#testing/choice-target.ts";
import { describeForReading, plainBody } from "#testing/plain-words.ts";

/** An answer on a terminal: in plain words, as it comes into being, with the choices below it. */
export class ChatScreen {
  readonly #out: NodeJS.WritableStream;
  /** Whether a text is being written, and its line is not over. */
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
        // What was shown piece by piece is there already.
        if (this.#isWriting) this.#line("");
        else this.#line(plainBody(shown.message));
        this.#isWriting = false;
        return;
      case "visitor":
      case "message.start":
      case "typing":
      case "turn.end":
        return;
    }
  }

  /** What stands below an answer: what can be chosen, what the channel cannot show, what went wrong. */
  close({ choices, messages, losses, errors, outcome }: SimulatedAnswer): void {
    let number = 0;
    for (const choice of choices) {
      // Numbered as the bot counts: it cannot follow a page's address.
      const mark = targetOf(choice).type === "url" ? "-" : `${(number += 1)}.`;
      this.#line(`  ${mark} ${describeForReading(choice)}`, "cyan");
    }
    if (messages.length === 0 && outcome.outcome !== "unhandled") this.note(`(no answer: ${outcome.outcome})`);
    for (const { rule, detail } of losses) this.note(`(lost on this channel: ${rule}, ${detail})`);
    for (const error of errors) this.#fail(error);
  }

  note(text: string): void {
    this.#line(text, "dim");
  }

  #fail(error: Error): void {
    const { cause } = error;
    const stack = cause instanceof Error ? `\n${cause.stack ?? ""}` : "";
    this.#line(`${error.message}${stack}`, "red");
  }

  /** Colours only where the stream is a terminal that wants them. */
  #line(text: string, style?: "cyan" | "dim" | "red"): void {
    const words = printable(text);
    this.#out.write(`${style === undefined ? words : styleText(style, words, { stream: this.#out })}\n`);
  }
}

/** What a bot quotes must not steer the terminal. */
function printable(text: string): string {
  return text.replaceAll(/[^\P{Cc}\n\t]/gu, "");
}
