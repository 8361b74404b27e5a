import type { Session } from "@causerie/protocol";
import { backoff } from "./backoff.ts";
import type { Connection, TransportName } from "#chat/chat.ts";
import { type ChatError, isBlocked, isCurable, isRefusal, needsSnapshot, toChatError } from "#chat/chat-error.ts";
import { afterUnless, type Cancel, type Clock } from "#chat/clock.ts";
import { type Transport, type TransportEvents, type TransportTarget, youngMs } from "./transports/transport.ts";
import type { Candidate, OpenedTransport } from "./transports/race-transports.ts";
import { createTransportChoice } from "./transports/transport-choice.ts";
import { type LateParts, watchLate } from "./transports/watch-late.ts";
import type { KeyValueStorage } from "#chat/storage/key-value-storage.ts";
import type { BrowserPage, BrowserPageSignal } from "#chat/browser/browser-page.ts";
import type { ParsedEventPage } from "./parse.ts";
import type { Sessions } from "./session.ts";

/** Keeps one transport to the server open, the best one that works, until the chat is disposed. */
export type LiveConnection = {
  start(): void;
  /** The transport, while it is open. */
  transport(): Transport | undefined;
  /** Something failed outside of the transport: the conversation is gone, or the log has a hole. */
  lose(error: ChatError): void;
  /**
   * The open transport did not bring in time what it should have: another one takes its place. `isToBlame`: it failed where
   * requests pass, and not the whole line.
   */
  doubt(isToBlame: boolean): void;
  /** The visitor has done something: a back-off that no server asked for ends. */
  hurry(): void;
  /** The log holds an event of this number, as a request said that took `tookMs`: the open transport must bring it soon. */
  expect(seq: number, tookMs: number): void;
  /** The session has a fresh token. */
  renewed(session: Session): void;
  /** Another conversation began: the open transport belongs to the old one. */
  reconnect(): void;
  stop(): void;
};

export type ConnectionParts = {
  sessions: Sessions;
  clock: Clock;
  browserPage: BrowserPage;
  /** The best first. */
  transports: readonly TransportName[];
  /** Keeps which transports a network does not let through. */
  storage: KeyValueStorage;
  target: Omit<TransportTarget, "conversationId" | "token">;
  report: (connection: Connection) => void;
  /** Loads the snapshot if the screen needs one. */
  synchronize(session: Session): Promise<void>;
  forgetCursor(): void;
  receiveEvents(page: ParsedEventPage): void;
  receiveFrame(frame: unknown): void;
} & Pick<LateParts, "isAnswerDue" | "findNewer">;

/** After this time a connection counts as stable: the next failure starts the back-off from the beginning. */
const stableAfterMs = 10_000;
/** While a page was hidden for longer, its transport may have died without an event. */
const asleepAfterMs = 20_000;
/** A better transport may have become possible since. */
const upgradeAfterMs = 60_000;

export function createConnection(parts: ConnectionParts): LiveConnection {
  const { sessions, clock, browserPage, report } = parts;
  let state: "idle" | "working" | "open" | "waiting" | "offline" | "over" = "idle";
  /** Aborts the current attempt, transport or wait. */
  let running = new AbortController();
  let opened: OpenedTransport | undefined;
  let session: Session | undefined;
  let attempt = 0;
  let mayHurry = false;
  const choice = createTransportChoice(parts.transports, parts.storage, clock, () => browserPage.network());
  const { candidates, judge, record } = choice;
  const expect = watchLate({
    clock,
    opened: () => opened,
    signal: () => running.signal,
    since: parts.target.since,
    isAnswerDue: parts.isAnswerDue,
    findNewer: parts.findNewer,
    doubt,
  });
  let openedAt = 0;
  let hiddenSince: number | undefined;
  let swapping = false;
  let cancelUpgrade: Cancel = () => {};
  let stopListening = (): void => {};

  function start(): void {
    if (state !== "idle") return;
    stopListening = browserPage.listen(receiveSignal);
    if (browserPage.isOnline()) connect();
    else goOffline();
  }

  function connect(): void {
    if (state === "over") return;
    const signal = renew();
    state = "working";
    report({ type: "connecting" });
    establish(signal).catch((error: unknown) => {
      if (!signal.aborted) lose(toChatError(error));
    });
  }

  async function establish(signal: AbortSignal): Promise<void> {
    session = await sessions.current();
    if (signal.aborted) return;
    await parts.synchronize(session);
    await record.load();
    if (signal.aborted) return;
    await openBest(candidates);
  }

  /** Resolves once one of them is open. A better one may take its place later. */
  function openBest(wanted: readonly Candidate[]): Promise<void> {
    const { signal } = running;
    return new Promise((resolve, reject) => {
      if (session === undefined) return resolve();
      choice.race(judge.inOrder(wanted), target(session), transportEvents(), signal, {
        opened(next) {
          use(next);
          resolve();
        },
        failed: (name) => judge.blame(name, "blocked", opened?.name),
        lost(error) {
          judge.acquit(); // the network itself is to blame
          reject(error);
        },
      });
    });
  }

  function use(next: OpenedTransport): void {
    opened?.transport.close();
    opened = next;
    judge.opened(next.name);
    if (state !== "open") afterUnless(clock, stableAfterMs, running.signal, () => (attempt = 0));
    afterUnless(clock, youngMs, running.signal, () => {
      if (opened === next) judge.grewOld(next.name);
    });
    openedAt = clock.now();
    state = "open";
    report({ type: "connected", via: next.name });
    scheduleUpgrade();
    expect(0, 0);
  }

  /** Tries a better transport from time to time, at growing intervals: it may no longer be blocked. */
  function scheduleUpgrade(): void {
    cancelUpgrade();
    const present = candidates.findIndex(({ name }) => name === opened?.name);
    const better = candidates.slice(0, Math.max(0, present));
    if (better.length === 0) return;
    const dueAt = ({ name }: Candidate): number => record.retryAt(name) ?? 0;
    const wait = Math.max(upgradeAfterMs, Math.min(...better.map(dueAt)) - clock.now());
    cancelUpgrade = afterUnless(clock, wait, running.signal, () => {
      // Still blocked: the present transport stays open.
      swap(better.filter((candidate) => dueAt(candidate) <= clock.now())).catch(scheduleUpgrade);
    });
  }

  /** Opens another transport before it closes the present one. An event that arrives on both is applied once. */
  async function swap(candidates: readonly Candidate[]): Promise<void> {
    if (session === undefined || swapping) return;
    swapping = true;
    try {
      await openBest(candidates);
    } finally {
      swapping = false;
    }
  }

  /** The transport may be dead without an event that says so. */
  function replaceTransport(): void {
    if (state === "waiting" || state === "offline") return connect();
    if (state !== "open") return;
    const { signal } = running;
    swap(candidates).catch((error: unknown) => {
      if (!signal.aborted) lose(toChatError(error));
    });
  }

  function doubt(isToBlame: boolean): void {
    if (opened === undefined) return;
    if (isToBlame) judge.blame(opened.name, "broken", opened.name);
    replaceTransport();
  }

  function lose(error: ChatError): void {
    if (state === "over" || state === "idle") return;
    renew();
    if (isRefusal(error.code)) {
      stop();
      return report({ type: "refused", code: error.code });
    }
    if (error.code === "unauthorized" && session !== undefined) sessions.reject(session.token);
    if (error.code === "not_found" && session !== undefined) sessions.abandon(session.conversationId);
    if (needsSnapshot(error.code)) parts.forgetCursor();
    if (!browserPage.isOnline()) return goOffline();
    attempt += 1;
    if (attempt === 1 && isCurable(error.code)) connect();
    else wait(backoff(attempt, clock.random(), error.retryAfterMs), error.code);
  }

  function wait(ms: number, code: string): void {
    state = "waiting";
    mayHurry = isBlocked(code);
    report({ type: "waiting", attempt, retryAt: clock.now() + ms, code });
    afterUnless(clock, ms, running.signal, connect);
  }

  function goOffline(): void {
    renew();
    state = "offline";
    report({ type: "offline" });
  }

  function receiveSignal(signal: BrowserPageSignal): void {
    if (state === "over") return;
    switch (signal) {
      case "offline":
        return goOffline();
      case "online":
        record.forgetAll();
        return replaceTransport();
      case "restored":
        return replaceTransport();
      case "written":
        return;
      case "hidden":
        return void (hiddenSince = clock.now());
      case "visible":
        if (state !== "open" || clock.now() - (hiddenSince ?? 0) > asleepAfterMs) replaceTransport();
        return;
    }
  }

  function transportEvents(): Omit<TransportEvents, "opened"> {
    const { signal } = running;
    return {
      page: (page) => {
        if (!signal.aborted) parts.receiveEvents(page);
      },
      frame: (frame) => {
        if (!signal.aborted) parts.receiveFrame(frame);
      },
      bye(inMs) {
        if (signal.aborted) return;
        renew();
        attempt += 1;
        // A client that gets `bye` again and again must wait longer each time, whatever delay the server asks for.
        wait(Math.max(inMs, 1, attempt === 1 ? 0 : backoff(attempt, clock.random())), "unavailable");
      },
      closed(error) {
        if (signal.aborted) return;
        const isCondemned = opened !== undefined && judge.closed(opened.name, error, clock.now() - openedAt);
        if (isCondemned && browserPage.isOnline()) connect();
        else lose(error);
      },
    };
  }

  /** Aborts everything in progress. @returns the signal of the next attempt. */
  function renew(): AbortSignal {
    running.abort();
    swapping = false; // a race that is aborted does not end
    running = new AbortController();
    opened?.transport.close();
    opened = undefined;
    return running.signal;
  }

  function target({ conversationId, token }: Session): TransportTarget {
    return { ...parts.target, conversationId, token: () => session?.token ?? token };
  }

  function renewed(fresh: Session): void {
    session = fresh;
    if (state !== "open" || opened === undefined) return;
    const { name, transport } = opened;
    const { signal } = running;
    const renewing = transport.renew?.(fresh.token) ?? swap(candidates.filter((other) => other.name === name));
    renewing.catch((error: unknown) => {
      if (!signal.aborted && opened?.transport === transport) lose(toChatError(error));
    });
  }

  function stop(): void {
    renew();
    running.abort();
    stopListening();
    state = "over";
  }

  return {
    start,
    transport: () => opened?.transport,
    lose,
    doubt,
    hurry() {
      if (state === "waiting" && mayHurry) connect();
    },
    expect,
    renewed,
    reconnect: () => {
      // Also while a transport is being opened: it would belong to the old conversation.
      if (state === "open" || state === "waiting" || state === "working") connect();
    },
    stop,
  };
}
