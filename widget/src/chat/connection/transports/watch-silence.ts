import { conversationPath, sinceQuery } from "#chat/connection/api.ts";
import type { TransportTarget } from "./transport.ts";

/** The server says something every 15 s, however little. */
const dueMs = 16_500;
const answerMs = 3_000;

/** `alive`: something has come over the line. */
export type SilenceWatch = { alive(): void; end(): void };

/**
 * Tells a dead line from a server that is busy: when nothing has come in time, a request of its own asks. Only a server that
 * answers it would have sent something over the line, too. Without an answer the line stays, as long as its own time lasts: many
 * lines that are given up at once would hit the server when it comes back.
 */
export function watchSilence(target: TransportTarget, isDead: () => void): SilenceWatch {
  let cancel = (): void => {};
  let asking = new AbortController();

  function end(): void {
    cancel();
    asking.abort();
  }

  async function ask({ signal }: AbortController): Promise<void> {
    const query = sinceQuery(target.since(), { limit: 1, wait: 0 });
    await target.http.json(`${conversationPath(target)}/events${query}`, { token: target.token(), signal }, answerMs);
    if (!signal.aborted) isDead();
  }

  return {
    alive() {
      end();
      asking = new AbortController();
      cancel = target.clock.after(dueMs, () => void ask(asking).catch(() => undefined));
    },
    end,
  };
}
