import { limits } from "@causerie/protocol";
import { conversationPath, sinceQuery } from "#chat/connection/api.ts";
import { ChatError, isBlocked, toChatError } from "#chat/chat-error.ts";
import type { Cancel } from "#chat/clock.ts";
import type { Transport, TransportEvents, TransportTarget } from "./transport.ts";
import { type ParsedEventPage, readEventPage } from "#chat/connection/parse.ts";

/** Seconds after which the server gives a sign of life within an answer that waits: its head. */
const heartbeat = 13;
const dueMs = 14_200;

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
    /** The heads of answers come before the answers: nothing on the way holds them back until they are whole. */
    let showsLife = false;
    // The first request does not wait: its response shows at once whether polling works.
    for (let wait = 0; !isOver; wait = isCut ? 0 : longestWait) {
      const askedAt = target.clock.now();
      const cursor = target.since();
      let headAt = askedAt;
      const mostMs = wait === 0 ? 10_000 : showsLife ? dueMs : (wait + 3) * 1000;
      const headCame = (): number => {
        headAt = target.clock.now();
        return dueMs;
      };
      const page = await ask(wait, mostMs, headCame).catch((error: unknown) => {
        if (wait === 0 || !isBlocked(toChatError(error).code)) throw error;
      });
      if (isOver) return;
      const now = target.clock.now();
      const tookMs = now - askedAt;
      const isQuick = tookMs < 1000 && (wait > 0 || longestWait === 0);
      // Something on the way cuts what takes long, or the line is broken: a request that does not wait tells which.
      isCut = page === undefined;
      if (page === undefined) {
        // A line that has shown life and does no more is dead, or another one: that says nothing of how long answers may take.
        if (!showsLife) longestWait = Math.floor(tookMs / 2000);
        showsLife = false;
        continue;
      }
      longestWait = Math.min(limits.waitSeconds, longestWait + 1);
      if (now - headAt > 1000) showsLife = true;
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

  /**
   * One that comes late is asked for again at once: that shows whether the line is broken.
   * @param headCame returns milliseconds for the rest of the answer.
   */
  async function ask(wait: number, mostMs: number, headCame: () => number): Promise<ParsedEventPage> {
    const asking = new AbortController();
    const startTimer = (ms: number): Cancel => target.clock.after(ms, () => asking.abort());
    let cancel = startTimer(mostMs);
    try {
      const path = `${conversationPath(target)}/events${sinceQuery(target.since(), { wait, heartbeat })}`;
      const signal = AbortSignal.any([ending.signal, asking.signal]);
      const response = await target.http.open(path, { token: target.token(), signal });
      cancel();
      cancel = startTimer(headCame());
      return readEventPage(await response.json());
    } catch (error) {
      if (asking.signal.aborted) throw new ChatError("timeout", { cause: error });
      // What is no JSON comes from something on the way.
      throw error instanceof SyntaxError ? new ChatError("bad_answer", { cause: error }) : error;
    } finally {
      cancel();
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
