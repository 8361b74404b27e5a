import type { Request, Response } from "express";

/** Milliseconds until a page asks again: its author looks at it while the bot starts anew. */
const retryMs = 300;

/** What the page shows, as a stream of events. A page that is opened later gets the last ones, too. */
export class Feed {
  readonly #events: string[] = [];
  readonly #pages = new Set<Response>();
  readonly #first: string;
  readonly #most: number;

  /** @param most how many events are kept. @param first the event that begins each stream. */
  constructor(most: number, first?: string) {
    this.#first = `retry: ${retryMs}\n${first === undefined ? "" : `event: ${first}\ndata: \n\n`}`;
    this.#most = most;
  }

  push(data: unknown, name?: string): void {
    const event = eventOf(data, name);
    this.#events.push(event);
    if (this.#events.length > this.#most) this.#events.shift();
    for (const page of this.#pages) page.write(event);
  }

  readonly serve = (_request: Request, response: Response): void => {
    response.set({ "Content-Type": "text/event-stream", "Cache-Control": "no-store" });
    response.write(`${this.#first}${this.#events.join("")}`);
    this.#pages.add(response);
    response.on("close", () => this.#pages.delete(response));
  };

  close(): void {
    for (const page of this.#pages) page.end();
  }
}

function eventOf(data: unknown, name: string | undefined): string {
  return `${name === undefined ? "" : `event: ${name}\n`}data: ${JSON.stringify(data)}\n\n`;
}
