import { randomUUID } from "node:crypto";
import { SseClient } from "#support/web/sse-client.ts";

export type TockBody = {
  responses: Record<string, unknown>[];
  metadata: Record<string, string>;
  code?: string;
  detail?: string;
};

/** A page as Tock's kits make it: an id of its own, one address, and nothing else. */
export class TockClient {
  readonly base: string;
  readonly userId: string;

  constructor(base: string, userId: string = randomUUID()) {
    this.base = base;
    this.userId = userId;
  }

  ask(query: string): Promise<TockBody> {
    return this.send({ query });
  }

  /** @throws when the answer is no 200. */
  async send(fields: object): Promise<TockBody> {
    const { status, body } = await this.post({ userId: this.userId, ...fields });
    if (status !== 200) throw new Error(`answered ${status} ${body.code}: ${body.detail}`);
    return body;
  }

  async post(
    body: unknown,
    headers: Record<string, string> = {},
    signal?: AbortSignal,
  ): Promise<{ status: number; headers: Headers; body: TockBody }> {
    const response = await fetch(this.base, {
      method: "POST",
      headers: { "Content-Type": "application/json", ...headers },
      body: typeof body === "string" ? body : JSON.stringify(body),
      ...(signal === undefined ? {} : { signal }),
    });
    return { status: response.status, headers: response.headers, body: (await response.json()) as TockBody };
  }

  /** An EventSource, as the kits open it. */
  async stream(query = `userid=${this.userId}`, headers: Record<string, string> = {}): Promise<TockStream> {
    const abort = new AbortController();
    const response = await fetch(`${this.base}/sse?${query}`, {
      headers: { Accept: "text/event-stream", ...headers },
      signal: abort.signal,
    });
    return new TockStream(response, abort);
  }
}

export class TockStream extends SseClient {
  /** The next message; pings are passed over. */
  async message(): Promise<TockBody> {
    return (await this.named("message")) as TockBody;
  }

  async messages(count: number): Promise<TockBody[]> {
    const bodies: TockBody[] = [];
    while (bodies.length < count) bodies.push(await this.message());
    return bodies;
  }
}

/** The texts of an answer or of several. */
export function tockTexts(...bodies: readonly TockBody[]): unknown[] {
  return bodies.flatMap(({ responses }) => responses.map(({ text }) => text));
}
