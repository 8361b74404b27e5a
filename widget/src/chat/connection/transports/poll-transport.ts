import { limits } from "@causerie/protocol";
import { conversationPath, sinceQuery } from "#chat/connection/api.ts";
import { ChatError, isBlocked, toChatError } from "#chat/chat-error.ts";
import type { Cancel } from "#chat/clock.ts";
import type { Transport, TransportEvents, TransportTarget } from "./transport.ts";
import { type ParsedEventPage, readEventPage } from "#chat/connection/parse.ts";

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
    let longestWait: number = limits.waitSeconds;
    let isOpen = false;
    let isCut = false;
    // The first request does not wait: its response shows at once whether polling works.
    for (let wait = 0; !isOver; wait = isCut ? 0 : longestWait) {
      const askedAt = target.clock.now();
      const cursor = target.since();
      const page = await ask(wait).catch((error: unknown) => {
        if (wait === 0 || !isBlocked(toChatError(error).code)) throw error;
      });
      if (isOver) return;
      const tookMs = target.clock.now() - askedAt;
      const isQuick = tookMs < 1000 && (wait > 0 || longestWait === 0);
      // Something on the way cuts what takes long, or the line is broken: a request that does not wait tells which.
      isCut = page === undefined;
      longestWait = isCut ? Math.floor(tookMs / 2000) : Math.min(limits.waitSeconds, longestWait + 1);
      if (page === undefined) continue;
      if (!isOpen) events.opened();
      isOpen = true;
      events.page(page);
      if (isOver) return;
      const moved = target.since()?.seq !== cursor?.seq;
      if (page.more && !moved) throw new ChatError("bad_answer"); // the loop would never end
      // A server or a proxy that does not wait must not be asked in a tight loop.
      if (!moved && isQuick) await pause(1000 + target.clock.random() * 1000);
    }
  }

  async function ask(wait: number): Promise<ParsedEventPage> {
    const path = `${conversationPath(target)}/events${sinceQuery(target.since(), { limit: limits.pageOfEvents, wait })}`;
    const request = { token: target.token(), signal: ending.signal };
    // One that comes late is asked for again at once: that shows whether the line is broken.
    return readEventPage(await target.http.json(path, request, (wait === 0 ? 10 : wait + 3) * 1000));
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
