import type { LogEvent } from "@causerie/protocol";

export type SseEvent = { id?: string; event?: string; retry?: string; data?: string };

/** Reads server-sent events one by one. */
export class SseClient implements Disposable {
  readonly response: Response;
  readonly #abort: AbortController;
  readonly #chunks: AsyncIterator<string>;
  #text = "";

  constructor(response: Response, abort: AbortController) {
    this.response = response;
    this.#abort = abort;
    const body = response.body ?? new ReadableStream();
    this.#chunks = body.pipeThrough(new TextDecoderStream())[Symbol.asyncIterator]();
  }

  /** The next event; undefined at the end of the stream. Comments are passed over. */
  async next(): Promise<SseEvent | undefined> {
    for (;;) {
      const end = this.#text.indexOf("\n\n");
      if (end < 0) {
        const chunk = await this.#chunks.next();
        if (chunk.done === true) return undefined;
        this.#text += chunk.value;
        continue;
      }
      const lines = this.#text.slice(0, end).split(/\r\n|\r|\n/);
      this.#text = this.#text.slice(end + 2);
      const event: Record<string, string> = {};
      for (const line of lines) {
        const [, name = "", value = ""] = /^([^:]*):? ?(.*)$/su.exec(line) ?? [];
        if (name !== "")
          event[name] = name === "data" && event["data"] !== undefined ? `${event["data"]}\n${value}` : value;
      }
      if (Object.keys(event).length > 0) return event;
    }
  }

  /** The next entries of the log; frames and notices are passed over. */
  async logEvents(count: number): Promise<LogEvent[]> {
    const events: LogEvent[] = [];
    while (events.length < count) {
      const event = await this.next();
      if (event === undefined) throw new Error(`the stream ended after ${events.length} of ${count} events`);
      if (event.event === undefined && event.data !== undefined) events.push(JSON.parse(event.data) as LogEvent);
    }
    return events;
  }

  /** The next event of this name; others are passed over. */
  async named(name: string): Promise<unknown> {
    for (;;) {
      const event = await this.next();
      if (event === undefined) throw new Error(`the stream ended without ${name}`);
      if (event.event === name) return JSON.parse(event.data ?? "null");
    }
  }

  [Symbol.dispose](): void {
    this.#abort.abort();
  }
}
