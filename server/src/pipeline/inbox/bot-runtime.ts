import type { Answer, Lease } from "#conversation/turns.ts";

/** What answers events: the bot of this server, or one that runs elsewhere. */
export interface BotRuntime {
  /**
   * Answers the lease's event, and ends the turn with `commit` of the host's `turns`. When it rejects, or resolves without
   * having ended the turn, the event is tried again. The host adds the `turn.end` that is missing; a runtime that does not
   * `report` its turn is taken to have answered with what it committed.
   * @param signal aborts when the lease is lost or the server stops. What is written after that is refused.
   */
  handle(lease: Lease, signal: AbortSignal): Promise<void>;
  /** What to say when an event cannot be handled, however often it was tried. */
  apologize(lease: Lease): Answer;
}
