import { limits } from "@causerie/protocol";
import { conversationPath, sinceQuery } from "./api.ts";
import { ChatError, toChatError } from "#chat/chat-error.ts";
import type { Cancel } from "#chat/clock.ts";
import type { Transport, TransportEvents, TransportTarget } from "./transport.ts";
import { readEventPage } from "./parse.ts";

/** Reads by long polling, which works wherever requests work. */
export function openPollTransport(target: TransportTarget, events: TransportEvents): Transport {
  const ending = new AbortController();
  let cancelPause: Cancel = () => {};
  let isOver = false;

  function end(): void {
    isOver = true;
    cancelPause();
    ending.abort();
  }

  async function read(): Promise<void> {
    // The first request does not wait: its response shows at once whether polling works.
    for (let wait = 0; !isOver; wait = limits.waitSeconds) {
      const askedAt = target.clock.now();
      const cursor = target.since();
      const path = `${conversationPath(target)}/events${sinceQuery(cursor, wait)}`;
      const request = { token: target.token(), signal: ending.signal };
      const page = readEventPage(await target.http.json(path, request, (wait + 10) * 1000));
      if (isOver) return;
      if (wait === 0) events.opened();
      events.page(page);
      if (isOver) return;
      const moved = target.since()?.seq !== cursor?.seq;
      if (page.more && !moved) throw new ChatError("bad_answer"); // the loop would never end
      // A server or a proxy that does not wait must not be asked in a tight loop.
      if (!moved && wait > 0 && target.clock.now() - askedAt < 1000) await pause(1000 + target.clock.random() * 1000);
    }
  }

  function pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      cancelPause = target.clock.after(ms, resolve);
    });
  }

  read().catch((error: unknown) => {
    if (isOver) return;
    end();
    events.closed(toChatError(error));
  });
  // Each request carries the newest token.
  return { close: end, renew: () => Promise.resolve() };
}
