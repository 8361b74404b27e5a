import type {
  ClientMessage,
  ClientToServerEvents,
  Frame,
  LogEvent,
  Problem,
  SendAck,
  ServerToClientEvents,
} from "@causerie/protocol";
import { io, type Socket } from "socket.io-client";
import type { RestClient } from "./rest-client.ts";

export type SocketOptions = {
  since?: string;
  auth?: Record<string, unknown>;
  origin?: string;
  /** Leaves pages unacknowledged. */
  neverTakes?: boolean;
  /** Acknowledges pages after this time. */
  takesAfterMs?: number;
};

/** A visitor's socket, which keeps what it was sent. */
export class SocketClient implements Disposable {
  readonly socket: Socket<ServerToClientEvents, ClientToServerEvents>;
  readonly events: LogEvent[] = [];
  readonly frames: Frame[] = [];
  pages = 0;
  cursor = "";

  constructor(visitor: RestClient, { since, auth, origin, neverTakes = false, takesAfterMs = 0 }: SocketOptions = {}) {
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
      if (neverTakes) return;
      if (takesAfterMs === 0) received();
      else setTimeout(received, takesAfterMs);
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
