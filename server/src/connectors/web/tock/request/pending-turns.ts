import { setTimeout as sleep } from "node:timers/promises";
import { settleBeforeAbort } from "#async/reject-on-abort.ts";
import type { ConnectorHost } from "#channel/host/connector-host.ts";
import type { LogEvent } from "#channel/log.ts";

/** Milliseconds between two looks whether a request of another process is over. */
const lookMs = 300;
/** Milliseconds after the end of a turn in which its request may still be on its way. After that a process that has one was killed. */
const arrivesMs = 4_000;
/** Events at the end of a conversation in which a turn that is under way is looked for. */
const lookedAt = 50;

type Parts = Pick<ConnectorHost, "limits" | "log" | "now">;

/** A request that waits for its answer. */
export type PendingTurn = Disposable & {
  /** It is over. For other processes it is once what it has brought is stored. */
  over(stored?: Promise<void>): void;
};

/** Requests that wait for their answers: here by conversation, and each by its event in all processes of the server. */
export class PendingTurns {
  readonly #parts: Parts;
  readonly #name: string;
  readonly #requests = new Map<string, Set<Promise<void>>>();
  /** The events of the requests of this process. */
  readonly #own = new Set<string>();

  constructor(parts: Parts, name: string) {
    this.#parts = parts;
    this.#name = name;
  }

  /**
   * Until it is over, a request of this conversation is under way.
   * @param eventId what the person has said in it.
   */
  begin(conversationId: string, eventId: string): PendingTurn {
    const { promise, resolve } = Promise.withResolvers<void>();
    const requests = this.#requests.get(conversationId) ?? new Set();
    this.#requests.set(conversationId, requests.add(promise));
    this.#own.add(eventId);
    // Not waited for: an answer must not come later for it.
    const permit = this.#parts.limits.acquire(this.#name, eventId, 1);
    const over = (stored = Promise.resolve()): void => {
      if (!requests.delete(promise)) return;
      if (requests.size === 0) this.#requests.delete(conversationId);
      resolve();
      void stored.then(async () => {
        this.#own.delete(eventId);
        (await permit)?.[Symbol.dispose]();
      });
    };
    return { over, [Symbol.dispose]: () => over() };
  }

  /**
   * Resolves when the requests that are under way now are over. A stream that is opened in the middle of a turn waits for that: a kit
   * whose stream was lost takes from the answer what it has not counted, and events of the rest would be counted, too.
   */
  async settled(conversationId: string, signal: AbortSignal): Promise<void> {
    // Not those that come meanwhile: they would be waited for without end.
    for (const request of Array.from(this.#requests.get(conversationId) ?? []))
      await settleBeforeAbort<void>(
        signal,
        (resolve, reject) => void request.then(resolve, reject),
        (resolve) => resolve(),
      );
    for (const id of recentTurns(await this.#tail(conversationId), this.#parts.now()))
      while (!signal.aborted && (await this.#isPendingElsewhere(conversationId, id)))
        await sleep(lookMs, undefined, { signal }).catch(() => undefined);
  }

  async #isPendingElsewhere(conversationId: string, eventId: string): Promise<boolean> {
    const { limits, now } = this.#parts;
    if (this.#own.has(eventId)) return false;
    const permit = await limits.acquire(this.#name, eventId, 1);
    permit?.[Symbol.dispose]();
    return permit === undefined && recentTurns(await this.#tail(conversationId), now()).includes(eventId);
  }

  #tail(conversationId: string): Promise<LogEvent[]> {
    return this.#parts.log.tail(conversationId, lookedAt);
  }
}

/** The events whose requests may be under way: those that are not answered, or were a moment ago. */
function recentTurns(events: readonly LogEvent[], now: number): string[] {
  const endOf = new Map(events.flatMap((event) => (event.type === "turn.end" ? [[event.of, event.at] as const] : [])));
  return events.flatMap((event) =>
    event.type === "visitor" && now - (endOf.get(event.seq) ?? now) <= arrivesMs ? [event.clientId] : [],
  );
}
