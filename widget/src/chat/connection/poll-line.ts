import { limits } from "@causerie/protocol";
import { conversationPath, sinceQuery } from "./api.ts";
import { ChatError, toChatError } from "#chat/chat-error.ts";
import type { Cancel } from "#chat/clock.ts";
import type { Line, LineEvents, LineTarget } from "./line.ts";
import { readPage } from "./parse.ts";

/** Reads by long poll: works wherever requests work. */
export function openPollLine(target: LineTarget, events: LineEvents): Line {
  const ending = new AbortController();
  let cancelPause: Cancel = () => {};
  let isOver = false;

  function end(): void {
    isOver = true;
    cancelPause();
    ending.abort();
  }

  async function read(): Promise<void> {
    // The first one comes back at once, so that one knows whether polling works.
    for (let wait = 0; !isOver; wait = limits.waitSeconds) {
      const asked = target.clock.now();
      const place = target.since();
      const path = `${conversationPath(target)}/events${sinceQuery(place, wait)}`;
      const request = { token: target.token(), signal: ending.signal };
      const page = readPage(await target.http.json(path, request, (wait + 10) * 1000));
      if (isOver) return;
      if (wait === 0) events.opened();
      events.page(page);
      if (isOver) return;
      const moved = target.since()?.seq !== place?.seq;
      if (page.more && !moved) throw new ChatError("bad_answer"); // it would go round for ever
      // A server (or a proxy) that does not wait must not be asked without end.
      if (!moved && wait > 0 && target.clock.now() - asked < 1000) await pause(1000 + target.clock.random() * 1000);
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
