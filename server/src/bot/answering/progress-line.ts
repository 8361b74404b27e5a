import { progressLimits } from "@causerie/protocol";
import type { ProgressStep } from "#channel/log.ts";
import type { Reasoning } from "#channel/message/message.ts";
import { shorten } from "#channel/kit/shorten.ts";
import type { AnswerSink } from "./answer-buffer.ts";

/** Milliseconds between two frames: a model thinks in many small pieces, and a person reads slowly. */
const showEveryMs = 250;

/** UTF-16 units of what is kept of the thoughts before one answer. */
const longestReasoning = 32_000;

/** A step of the work, as a story holds it. Both take new words; the step counts as done at the end of a `using`. */
export type Progress = Disposable & { done(label?: string): void; fail(label?: string): void };

/** What the person sees while the bot works: the steps of its tools, and what it thinks. It is shown and never stored. */
export class ProgressLine {
  readonly #sink: Pick<AnswerSink, "connector" | "frame" | "typing">;
  #steps: ProgressStep[] = [];
  #reasoning = "";
  #thinkingSince: number | undefined;
  /** What was thought before the text that is being written. */
  #thought: Required<Reasoning> | undefined;
  #shownAt = -Infinity;
  #timer: NodeJS.Timeout | undefined;
  #isShown = false;
  #hasEnded = false;

  constructor(sink: Pick<AnswerSink, "connector" | "frame" | "typing">) {
    this.#sink = sink;
  }

  /** Begins a step. */
  begin(label: string): Progress {
    const step: ProgressStep = { label: toLabel(label), state: "running" };
    this.#steps.push(step);
    if (this.#steps.length > progressLimits.steps) this.#steps.shift();
    this.#showSoon();
    const end = (state: "done" | "failed", words: string | undefined): void => {
      if (step.state !== "running") return;
      step.state = state;
      if (words !== undefined) step.label = toLabel(words);
      this.#showSoon();
    };
    return {
      done: (words) => end("done", words),
      fail: (words) => end("failed", words),
      [Symbol.dispose]: () => end("done", undefined),
    };
  }

  /** Adds to what the bot thinks. */
  think(piece: string): void {
    this.#thinkingSince ??= performance.now();
    this.#reasoning = (this.#reasoning + piece).slice(0, longestReasoning);
    this.#showSoon();
  }

  /** A text begins to grow: what was thought before it is shown with it, at its end. */
  textBegins(): void {
    const since = this.#thinkingSince ?? performance.now();
    const { text, seconds } = this.#thought ?? { text: "", seconds: 0 };
    this.#thought = { text: text + this.#reasoning, seconds: seconds + (performance.now() - since) / 1_000 };
    this.#reasoning = "";
    this.#thinkingSince = undefined;
    this.messageAdded();
  }

  /** The thoughts since the last text, for the text that comes of them. */
  takeReasoning(): { reasoning?: Reasoning } {
    this.textBegins();
    const { text = "", seconds = 0 } = this.#thought ?? {};
    this.#thought = undefined;
    if (text.trim() === "") return {};
    return { reasoning: { text: text.trim().slice(0, longestReasoning), seconds: Math.max(1, Math.round(seconds)) } };
  }

  /** The next message is there: what is done has been seen. A step that is still running goes on. */
  messageAdded(): void {
    this.#steps = this.#steps.filter(({ state }) => state === "running");
    if (this.#isShown) this.#showSoon();
  }

  /** The turn is over. Whoever shows the line takes it away with the end of the turn. */
  end(): void {
    this.#hasEnded = true;
    clearTimeout(this.#timer);
  }

  #showSoon(): void {
    const wait = this.#shownAt + showEveryMs - performance.now();
    if (this.#hasEnded || this.#timer !== undefined) return;
    // A step that follows at once is shown together with this one.
    this.#timer = setTimeout(() => this.#show(), Math.max(0, wait));
  }

  #show(): void {
    this.#timer = undefined;
    if (this.#hasEnded) return;
    this.#shownAt = performance.now();
    this.#isShown = this.#steps.length > 0 || this.#reasoning !== "";
    if (this.#sink.connector.delivery === "push") {
      if (this.#isShown) this.#sink.typing();
      return;
    }
    const steps = this.#steps.map((step) => ({ ...step }));
    const reasoning = this.#reasoning.slice(-progressLimits.reasoningLength);
    this.#sink.frame({ type: "progress", steps, ...(reasoning === "" ? {} : { reasoning }) });
  }
}

function toLabel(label: string): string {
  return shorten(label.trim(), progressLimits.labelLength);
}
