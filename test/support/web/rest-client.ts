import { request as httpRequest } from "node:http";
import type { EventPage, Problem, Session, Snapshot } from "@causerie/protocol";
import { SseClient } from "./sse-client.ts";

/** What an HTTP answer says, with its body read as JSON. */
export type RestResponse<Body = unknown> = { status: number; headers: Headers; body: Body };

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

  /** The same visitor at another server. */
  at(base: string): RestClient {
    return new RestClient(base, this.session);
  }

  get conversationUrl(): string {
    return `${this.base}/v1/conversations/${this.session.conversationId}`;
  }

  send(clientId: string, text: string): Promise<RestResponse> {
    return this.post("messages", { clientId, content: { type: "text", text } });
  }

  post(route: string, body: unknown, headers: Record<string, string> = {}): Promise<RestResponse> {
    return call(`${this.conversationUrl}/${route}`, {
      method: "POST",
      headers: { ...this.authorization(), "Content-Type": "application/json", ...headers },
      body: typeof body === "string" ? body : JSON.stringify(body),
    });
  }

  get<Body>(route: string, headers: Record<string, string> = {}): Promise<RestResponse<Body>> {
    return call<Body>(`${this.conversationUrl}${route}`, { headers: { ...this.authorization(), ...headers } });
  }

  snapshot(): Promise<RestResponse<Snapshot>> {
    return this.get("");
  }

  events(query = ""): Promise<RestResponse<EventPage & Problem>> {
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

export async function call<Body = unknown>(url: string, init: RequestInit = {}): Promise<RestResponse<Body>> {
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
): Promise<RestResponse<Partial<Problem> | undefined>> {
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
