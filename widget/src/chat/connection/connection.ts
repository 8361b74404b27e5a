import type { Session } from "@causerie/protocol";
import { backoff } from "./backoff.ts";
import type { Connection, TransportName } from "#chat/chat.ts";
import { type ChatError, isCurable, isRefusal, needsSnapshot, toChatError } from "#chat/chat-error.ts";
import { afterUnless, type Cancel, type Clock } from "#chat/clock.ts";
import type { Transport, TransportEvents, TransportTarget, OpenTransport } from "./transport.ts";
import { type OpenedTransport, openTransport } from "./open-transport.ts";
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
  transports: readonly { name: TransportName; open: OpenTransport }[];
  target: Omit<TransportTarget, "conversationId" | "token">;
  report: (connection: Connection) => void;
  /** The transport that worked on an earlier page. */
  recall: () => Promise<TransportName | undefined>;
  remember: (name: TransportName) => void;
  /** Loads the snapshot if the screen needs one. */
  synchronize(session: Session): Promise<void>;
  forgetCursor(): void;
  receiveEvents(page: ParsedEventPage): void;
  receiveFrame(frame: unknown): void;
};

/** After this time a connection counts as stable: the next failure starts the back-off from the beginning. */
const stableAfterMs = 10_000;
/** While a page was hidden for longer, its transport may have died without an event. */
const asleepAfterMs = 20_000;
const firstUpgradeMs = 60_000;
const lastUpgradeMs = 30 * 60_000;

export function createConnection(parts: ConnectionParts): LiveConnection {
  const { sessions, clock, browserPage, report } = parts;
  let state: "idle" | "working" | "open" | "waiting" | "offline" | "over" = "idle";
  /** Aborts the current attempt, transport or wait. */
  let running = new AbortController();
  let opened: OpenedTransport | undefined;
  let session: Session | undefined;
  let attempt = 0;
  /** The transport that worked last. */
  let preferred: TransportName | undefined;
  let upgradeDelay = firstUpgradeMs;
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
    preferred ??= await parts.recall();
    if (signal.aborted) return;
    use(await openTransport(orderedTransports(), target(session), transportEvents(), signal), signal);
  }

  function use(next: OpenedTransport, signal: AbortSignal): void {
    if (signal.aborted) return next.transport.close();
    opened?.transport.close();
    opened = next;
    if (preferred !== next.name) parts.remember(next.name);
    preferred = next.name;
    if (state !== "open") afterUnless(clock, stableAfterMs, signal, () => (attempt = 0));
    state = "open";
    report({ type: "connected", via: next.name });
    scheduleUpgrade();
  }

  /** Tries a better transport from time to time, at growing intervals: it may no longer be blocked. */
  function scheduleUpgrade(): void {
    cancelUpgrade();
    const present = parts.transports.findIndex(({ name }) => name === opened?.name);
    const better = parts.transports.slice(0, Math.max(0, present));
    if (better.length === 0) {
      upgradeDelay = firstUpgradeMs;
      return;
    }
    cancelUpgrade = afterUnless(clock, upgradeDelay, running.signal, () => {
      upgradeDelay = Math.min(upgradeDelay * 2, lastUpgradeMs);
      // Still blocked: the present transport stays open.
      swap(better).catch(scheduleUpgrade);
    });
  }

  /** Opens another transport before it closes the present one. An event that arrives on both is applied once. */
  async function swap(transports: readonly { name: TransportName; open: OpenTransport }[]): Promise<void> {
    if (session === undefined || swapping) return;
    const { signal } = running;
    swapping = true;
    try {
      use(await openTransport(transports, target(session), transportEvents(), signal), signal);
    } finally {
      swapping = false;
    }
  }

  /** The transport may be dead without an event that says so. */
  function replaceTransport(): void {
    if (state === "waiting" || state === "offline") return connect();
    if (state !== "open") return;
    const { signal } = running;
    swap(orderedTransports()).catch((error: unknown) => {
      if (!signal.aborted) lose(toChatError(error));
    });
  }

  function lose(error: ChatError): void {
    if (state === "over" || state === "idle") return;
    renew();
    if (isRefusal(error.code)) return refuse(error.code);
    if (error.code === "unauthorized" && session !== undefined) sessions.reject(session.token);
    if (error.code === "not_found" && session !== undefined) sessions.abandon(session.conversationId);
    if (needsSnapshot(error.code)) parts.forgetCursor();
    if (!browserPage.isOnline()) return goOffline();
    attempt += 1;
    if (attempt === 1 && isCurable(error.code)) connect();
    else wait(backoff(attempt, clock.random(), error.retryAfterMs));
  }

  function wait(ms: number): void {
    state = "waiting";
    report({ type: "waiting", attempt, retryAt: clock.now() + ms });
    afterUnless(clock, ms, running.signal, connect);
  }

  function goOffline(): void {
    renew();
    state = "offline";
    report({ type: "offline" });
  }

  function refuse(code: string): void {
    stop();
    report({ type: "refused", code });
  }

  function receiveSignal(signal: BrowserPageSignal): void {
    if (state === "over") return;
    switch (signal) {
      case "offline":
        return goOffline();
      case "online":
      case "restored":
        return replaceTransport();
      case "hidden":
        hiddenSince = clock.now();
        return;
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
        wait(Math.max(inMs, 1, attempt === 1 ? 0 : backoff(attempt, clock.random())));
      },
      closed(error) {
        // This also covers a transport that closes before `use` is called.
        if (!signal.aborted) lose(error);
      },
    };
  }

  /** Aborts everything in progress. @returns the signal of the next attempt. */
  function renew(): AbortSignal {
    running.abort();
    running = new AbortController();
    opened?.transport.close();
    opened = undefined;
    return running.signal;
  }

  function orderedTransports(): ConnectionParts["transports"] {
    return [...parts.transports].sort((a, b) => Number(b.name === preferred) - Number(a.name === preferred));
  }

  function target({ conversationId, token }: Session): TransportTarget {
    return { ...parts.target, conversationId, token: () => session?.token ?? token };
  }

  function renewed(fresh: Session): void {
    session = fresh;
    if (state !== "open" || opened === undefined) return;
    const { name, transport } = opened;
    const { signal } = running;
    const renewing = transport.renew?.(fresh.token) ?? swap(parts.transports.filter((other) => other.name === name));
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
    renewed,
    reconnect: () => {
      // Also while a transport is being opened: it would belong to the old conversation.
      if (state === "open" || state === "waiting" || state === "working") connect();
    },
    stop,
  };
}
