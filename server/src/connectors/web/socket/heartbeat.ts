import type { Socket } from "socket.io";

/** A connection of Engine.IO, below Socket.IO. */
type Conn = Socket["conn"];

/** Of the intervals of two heartbeats, the one between two pings. */
export const pingEvery = 2;
/** A peer that knows nothing but pings gets no more of them than before there was anything else: one in 15 s instead of 13. */
const onlyPings = 15 / 13;

/**
 * Engine.IO pings at every other heartbeat, and each ping is answered. Between two pings a `noop` shows that the line lives: a
 * sign in one direction costs less than half, so that more of them cost no more.
 *
 * A peer that does not know this is pinged in its place. Engine.IO counts its own time from the answer, so it only pings itself,
 * and ends the connection without an answer, when one of ours was not answered.
 */
export class Heartbeat {
  readonly #conn: Conn;
  readonly #type: "noop" | "ping";
  readonly #timer: NodeJS.Timeout;
  #unanswered = 0;

  constructor(conn: Conn, heartbeatMs: number, { knowsNoop }: { knowsNoop: boolean }) {
    this.#conn = conn;
    this.#type = knowsNoop ? "noop" : "ping";
    this.#timer = setTimeout(() => this.#send(this.#type), knowsNoop ? heartbeatMs : heartbeatMs * onlyPings).unref();
    conn.on("packetCreate", ({ type }: { type: string }) => {
      if (type === "ping") this.#pinged();
    });
    conn.on("heartbeat", () => (this.#unanswered -= 1));
    conn.once("close", () => clearTimeout(this.#timer));
  }

  /** Asks for a sign of life now. @returns how many answers come until that of this one has come. */
  ask(): number {
    this.#send("ping");
    return this.#unanswered;
  }

  #pinged(): void {
    this.#unanswered += 1;
    this.#timer.refresh();
  }

  /** Engine.IO keeps it for itself. */
  #send(type: "noop" | "ping"): void {
    (Reflect.get(this.#conn, "sendPacket") as (type: string) => void).call(this.#conn, type);
  }
}
