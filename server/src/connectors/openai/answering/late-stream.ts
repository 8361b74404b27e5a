import type { Response } from "express";
import type { RequestError } from "#app/errors.ts";
import { toOpenAiError } from "#connectors/openai/refuse.ts";
import { problemOfRefusal } from "#http/refusing/problem.ts";
import { type AnswerHead, type FinishReason, toChunk, toUsageChunk } from "./wire.ts";

/** Milliseconds between two lines that say nothing: proxies close a connection on which nothing comes. */
const pingMs = 15_000;

/** Server-sent events that begin with the first words or the first ping: until then an error may still have its own status. */
export class LateStream implements Disposable {
  readonly #response: Response;
  readonly #head: AnswerHead;
  readonly #pings: NodeJS.Timeout;
  #isOpen = false;
  #hasSaid = false;

  constructor(response: Response, head: AnswerHead) {
    this.#response = response;
    this.#head = head;
    this.#pings = setInterval(() => this.#ping(), pingMs);
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  get hasSaid(): boolean {
    return this.#hasSaid;
  }

  say(content: string): void {
    this.#open();
    this.#hasSaid = true;
    send(this.#response, toChunk(this.#head, { content }));
  }

  end(finish: FinishReason, withUsage: boolean): void {
    this.#open();
    send(this.#response, toChunk(this.#head, {}, finish));
    if (withUsage) send(this.#response, toUsageChunk(this.#head));
    write(this.#response, "data: [DONE]\n\n");
    this.#response.end();
  }

  /** Clients of OpenAI's read an event with an `error` as one. @throws `error` where nothing was written */
  fail(error: RequestError): void {
    if (!this.#isOpen) throw error;
    send(this.#response, toOpenAiError(problemOfRefusal(error)));
    this.#response.end();
  }

  [Symbol.dispose](): void {
    clearInterval(this.#pings);
  }

  #open(): void {
    if (this.#isOpen) return;
    this.#isOpen = true;
    openStream(this.#response);
    send(this.#response, toChunk(this.#head, { role: "assistant", content: "" }));
  }

  /** A line that begins with a colon is a comment. */
  #ping(): void {
    this.#open();
    write(this.#response, ": waiting\n\n");
  }
}

function openStream(response: Response): void {
  response.writeHead(200, {
    "Content-Type": "text/event-stream; charset=utf-8",
    "Cache-Control": "no-cache",
    Connection: "keep-alive",
    // Otherwise nginx buffers the stream before it passes it on.
    "X-Accel-Buffering": "no",
  });
}

/** JSON has no raw line breaks, so no text can end its own line and begin a field. */
function send(response: Response, chunk: object): void {
  write(response, `data: ${JSON.stringify(chunk)}\n\n`);
}

/** A peer may have gone, and a write to nobody is an error. */
function write(response: Response, text: string): void {
  if (!response.destroyed) response.write(text);
}
