import { request as httpRequest } from "node:http";
import type {
  ClientMessage,
  ClientToServerEvents,
  EventPage,
  Frame,
  LogEvent,
  Problem,
  SendAck,
  ServerToClientEvents,
  Session,
  Snapshot,
} from "@causerie/protocol";
import { io, type Socket } from "socket.io-client";

/** What an HTTP answer says, with its body read as JSON. */
export type Answer<Body = unknown> = { status: number; headers: Headers; body: Body };

/** One visitor over REST. `base` is the connector's URL, e.g. `http://127.0.0.1:3000/web`. */
export class RestClient {
  readonly base: string;
  session: Session;

  constructor(base: string, session: Session) {
    this.base = base;
    this.session = session;
  }

  static async start(base: string): Promise<RestClient> {
    return new RestClient(base, (await call<Session>(`${base}/v1/session`, { method: "POST" })).body);
  }

  get conversationUrl(): string {
    return `${this.base}/v1/conversations/${this.session.conversationId}`;
  }

  send(clientId: string, text: string): Promise<Answer> {
    return this.post("messages", { clientId, content: { type: "text", text } });
  }

  post(route: string, body: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    return call(`${this.conversationUrl}/${route}`, {
      method: "POST",
      headers: { ...this.authorization(), "Content-Type": "application/json", ...headers },
      body: typeof body === "string" ? body : JSON.stringify(body),
    });
  }

  get<Body>(route: string, headers: Record<string, string> = {}): Promise<Answer<Body>> {
    return call<Body>(`${this.conversationUrl}${route}`, { headers: { ...this.authorization(), ...headers } });
  }

  snapshot(): Promise<Answer<Snapshot>> {
    return this.get("");
  }

  events(query = ""): Promise<Answer<EventPage & Problem>> {
    return this.get(`/events${query}`);
  }

  async stream(query = "", headers: Record<string, string> = {}): Promise<SseClient> {
    const abort = new AbortController();
    const response = await fetch(`${this.conversationUrl}/stream${query}`, {
      headers: { ...this.authorization(), ...headers },
      signal: abort.signal,
    });
    return new SseClient(response, abort);
  }

  authorization(): Record<string, string> {
    return { Authorization: `Bearer ${this.session.token}` };
  }
}

export async function call<Body = unknown>(url: string, init: RequestInit = {}): Promise<Answer<Body>> {
  const response = await fetch(url, init);
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    body: (text === "" ? undefined : JSON.parse(text)) as Body,
  };
}

/** With headers that `fetch` will not send, such as Origin. */
export function callRaw(
  url: string,
  options: { method?: string; headers?: Record<string, string>; body?: string | Buffer } = {},
): Promise<Answer<Partial<Problem> | undefined>> {
  return new Promise((resolve, reject) => {
    const { body, ...rest } = options;
    const request = httpRequest(url, { ...rest, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      const headers = new Headers();
      for (const [name, value] of Object.entries(response.headers)) headers.set(name, String(value));
      const status = response.statusCode ?? 0;
      if (headers.get("content-type")?.startsWith("text/event-stream") === true) {
        resolve({ status, headers, body: undefined });
        request.destroy();
        return;
      }
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("end", () => {
        const text = Buffer.concat(chunks).toString();
        resolve({ status, headers, body: text === "" ? undefined : (JSON.parse(text) as Partial<Problem>) });
      });
    });
    request.on("error", reject);
    request.end(body);
  });
}

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

export type SocketOptions = {
  since?: string;
  auth?: Record<string, unknown>;
  origin?: string;
  /** Leaves pages unacknowledged. */
  neverTakes?: boolean;
};

/** A visitor's socket, which keeps what it was sent. */
export class SocketClient implements Disposable {
  readonly socket: Socket<ServerToClientEvents, ClientToServerEvents>;
  readonly events: LogEvent[] = [];
  readonly frames: Frame[] = [];
  pages = 0;
  cursor = "";

  constructor(visitor: RestClient, { since, auth, origin, neverTakes = false }: SocketOptions = {}) {
    const { origin: server, pathname } = new URL(visitor.base);
    const { token, conversationId } = visitor.session;
    this.socket = io(server, {
      path: `${pathname}/socket.io/`,
      transports: ["websocket"],
      reconnection: false,
      forceNew: true,
      auth: auth ?? { token, conversationId, ...(since === undefined ? {} : { since }) },
      ...(origin === undefined ? {} : { extraHeaders: { Origin: origin } }),
    });
    this.socket.on("events", (page, received) => {
      this.pages += 1;
      this.events.push(...page.events);
      this.cursor = page.cursor;
      if (!neverTakes) received();
    });
    this.socket.on("frame", (frame) => this.frames.push(frame));
  }

  /** Resolves once connected. @throws Error whose `data` is the problem. */
  connected(): Promise<this> {
    return new Promise((resolve, reject) => {
      this.socket.once("connect", () => resolve(this));
      this.socket.once("connect_error", reject);
    });
  }

  /** Resolves once this many log entries have come. */
  async received(count: number): Promise<LogEvent[]> {
    while (this.events.length < count) {
      await new Promise<void>((resolve, reject) => {
        this.socket.once("events", () => resolve());
        this.socket.once("disconnect", () => reject(new Error(`cut after ${this.events.length} of ${count} events`)));
      });
    }
    return this.events;
  }

  async framed(count: number): Promise<Frame[]> {
    while (this.frames.length < count) await new Promise<void>((resolve) => this.socket.once("frame", () => resolve()));
    return this.frames;
  }

  send(clientId: string, text: string): Promise<SendAck> {
    return this.sendRaw({ clientId, content: { type: "text", text } });
  }

  sendRaw(message: unknown): Promise<SendAck> {
    return this.socket.emitWithAck("send", message as ClientMessage);
  }

  once(name: "resync" | "bye" | "disconnect"): Promise<unknown> {
    return new Promise((resolve) => {
      this.socket.once(name as "bye", (detail: unknown) => resolve(detail));
    });
  }

  [Symbol.dispose](): void {
    this.socket.disconnect();
  }
}

/** Why a socket was not let in. */
export async function refusalOf(client: SocketClient): Promise<Partial<Problem> | undefined> {
  using _ = client;
  try {
    await client.connected();
    return undefined;
  } catch (error) {
    return (error as { data?: Partial<Problem> }).data ?? { code: "no_problem_given" };
  }
}
