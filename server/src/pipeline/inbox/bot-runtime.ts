import type { Answer, Lease } from "#conversation/turns.ts";

/** What answers events: the bot of this server, or one that runs elsewhere. */
export interface BotRuntime {
  /**
   * Answers the lease's event, and ends the turn with `Turns.commit`. When it rejects, the event is tried again.
   * @param signal aborts when the lease is lost or the server stops. What is written after that is refused.
   */
  handle(lease: Lease, signal: AbortSignal): Promise<void>;
  /** What to say when an event cannot be handled, however often it was tried. */
  apologize(lease: Lease): Answer;
}
