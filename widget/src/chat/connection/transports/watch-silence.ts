import { conversationPath, sinceQuery } from "#chat/connection/api.ts";
import type { TransportTarget } from "./transport.ts";

const answerMs = 3_000;

/** `alive`: something has come over the line, and more is due within `dueMs`. */
export type SilenceWatch = { alive(dueMs: number): void; end(): void };
export type WatchSilence = typeof watchSilence;

/**
 * Tells a dead line from a server that is busy: when nothing has come in time, a request of its own asks. Only a server that
 * answers it would have sent something over the line, too. Without an answer it is asked again, and the line stays as long as its
 * own time lasts: many lines that are given up at once would hit the server when it comes back.
 */
export function watchSilence(target: TransportTarget, isDead: () => void): SilenceWatch {
  let cancel = (): void => {};
  let asking = new AbortController();

  function end(): void {
    cancel();
    asking.abort();
  }

  function alive(dueMs: number): void {
    end();
    asking = new AbortController();
    const { signal } = asking;
    cancel = target.clock.after(dueMs, () => {
      const query = sinceQuery(target.since(), { limit: 1 });
      const request = { token: target.token(), signal };
      target.http.json(`${conversationPath(target)}/events${query}`, request, answerMs).then(
        () => {
          if (!signal.aborted) isDead();
        },
        () => {
          if (!signal.aborted) alive(answerMs);
        },
      );
    });
  }

  return { alive, end };
}
