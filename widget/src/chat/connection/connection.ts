import type { Session } from "@causerie/protocol";
import { backoff } from "./backoff.ts";
import type { Connection, TransportName } from "#chat/chat.ts";
import { type ChatError, isCurable, isRefusal, needsSnapshot, toChatError } from "#chat/chat-error.ts";
import { afterUnless, type Cancel, type Clock } from "#chat/clock.ts";
import type { Line, LineEvents, LineTarget, OpenLine } from "./line.ts";
import { type OpenedLine, openLine } from "./open-line.ts";
import type { Page, PageSignal } from "#chat/state/page.ts";
import type { ReadPage } from "./parse.ts";
import type { Sessions } from "./session.ts";

/** Keeps one line to the server open, by the best transport that works, for as long as the chat lives. */
export type Connector = {
  start(): void;
  /** The line, while it is open. */
  line(): Line | undefined;
  /** Something went wrong outside of the line: the conversation is gone, or the log has a hole. */
  lose(error: ChatError): void;
  /** The session has a fresh token. */
  renewed(session: Session): void;
  /** Another conversation: the line belongs to the old one. */
  reconnect(): void;
  stop(): void;
};

export type ConnectionParts = {
  sessions: Sessions;
  clock: Clock;
  page: Page;
  ways: readonly { name: TransportName; open: OpenLine }[];
  target: Omit<LineTarget, "conversationId" | "token">;
  report: (connection: Connection) => void;
  /** The transport that worked on an earlier page. */
  recall: () => Promise<TransportName | undefined>;
  remember: (name: TransportName) => void;
  /** Loads the start-up path where the screen needs it. */
  synchronize(session: Session): Promise<void>;
  forgetPlace(): void;
  receivePage(page: ReadPage): void;
  receiveFrame(frame: unknown): void;
};

/** A line that lived this long was worth its name: the next failure starts the back-off anew. */
const stableAfter = 10_000;
/** A page that was hidden for longer may have lost its line without a word. */
const asleepAfter = 20_000;
const firstUpgrade = 60_000;
const lastUpgrade = 30 * 60_000;

export function createConnection(parts: ConnectionParts): Connector {
  const { sessions, clock, page, report } = parts;
  let state: "idle" | "working" | "open" | "waiting" | "offline" | "over" = "idle";
  /** Ends what the present attempt, line or wait has under way. */
  let running = new AbortController();
  let opened: OpenedLine | undefined;
  let session: Session | undefined;
  let attempt = 0;
  /** The transport that worked last. */
  let preferred: TransportName | undefined;
  let upgradeDelay = firstUpgrade;
  let hiddenSince: number | undefined;
  let swapping = false;
  let cancelUpgrade: Cancel = () => {};
  let stopListening = (): void => {};

  function start(): void {
    if (state !== "idle") return;
    stopListening = page.listen(hear);
    if (page.isOnline()) connect();
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
    use(await openLine(orderedWays(), target(session), lineEvents(), signal), signal);
  }

  function use(line: OpenedLine, signal: AbortSignal): void {
    if (signal.aborted) return line.line.close();
    opened?.line.close();
    opened = line;
    if (preferred !== line.name) parts.remember(line.name);
    preferred = line.name;
    if (state !== "open") afterUnless(clock, stableAfter, signal, () => (attempt = 0));
    state = "open";
    report({ type: "connected", via: line.name });
    scheduleUpgrade();
  }

  /** Once in a while, and ever more rarely: perhaps a better transport is no longer blocked. */
  function scheduleUpgrade(): void {
    cancelUpgrade();
    const better = parts.ways.slice(
      0,
      Math.max(
        0,
        parts.ways.findIndex(({ name }) => name === opened?.name),
      ),
    );
    if (better.length === 0) {
      upgradeDelay = firstUpgrade;
      return;
    }
    cancelUpgrade = afterUnless(clock, upgradeDelay, running.signal, () => {
      upgradeDelay = Math.min(upgradeDelay * 2, lastUpgrade);
      // Still blocked: what we have goes on working.
      swap(better).catch(scheduleUpgrade);
    });
  }

  /** Opens another line before the present one goes: what comes on both is applied once. */
  async function swap(ways: readonly { name: TransportName; open: OpenLine }[]): Promise<void> {
    if (session === undefined || swapping) return;
    const { signal } = running;
    swapping = true;
    try {
      use(await openLine(ways, target(session), lineEvents(), signal), signal);
    } finally {
      swapping = false;
    }
  }

  /** The line may be dead without knowing it. */
  function freshen(): void {
    if (state === "waiting" || state === "offline") return connect();
    if (state !== "open") return;
    const { signal } = running;
    swap(orderedWays()).catch((error: unknown) => {
      if (!signal.aborted) lose(toChatError(error));
    });
  }

  function lose(error: ChatError): void {
    if (state === "over" || state === "idle") return;
    renew();
    if (isRefusal(error.code)) return refuse(error.code);
    if (error.code === "unauthorized" && session !== undefined) sessions.reject(session.token);
    if (error.code === "not_found" && session !== undefined) sessions.abandon(session.conversationId);
    if (needsSnapshot(error.code)) parts.forgetPlace();
    if (!page.isOnline()) return goOffline();
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

  function hear(signal: PageSignal): void {
    if (state === "over") return;
    switch (signal) {
      case "offline":
        return goOffline();
      case "online":
      case "restored":
        return freshen();
      case "hidden":
        hiddenSince = clock.now();
        return;
      case "visible":
        if (state !== "open" || clock.now() - (hiddenSince ?? 0) > asleepAfter) freshen();
        return;
    }
  }

  function lineEvents(): Omit<LineEvents, "opened"> {
    const { signal } = running;
    return {
      page: (page) => {
        if (!signal.aborted) parts.receivePage(page);
      },
      frame: (frame) => {
        if (!signal.aborted) parts.receiveFrame(frame);
      },
      bye(inMs) {
        if (signal.aborted) return;
        renew();
        attempt += 1;
        // Who is sent away again and again must not come at once each time, whatever the server asks for.
        wait(Math.max(inMs, 1, attempt === 1 ? 0 : backoff(attempt, clock.random())));
      },
      closed(error) {
        // Also a line that ends in the moment it opens, before it is put to use.
        if (!signal.aborted) lose(error);
      },
    };
  }

  /** Ends all that is under way, and gives the signal for what follows. */
  function renew(): AbortSignal {
    running.abort();
    running = new AbortController();
    opened?.line.close();
    opened = undefined;
    return running.signal;
  }

  function orderedWays(): ConnectionParts["ways"] {
    return [...parts.ways].sort((a, b) => Number(b.name === preferred) - Number(a.name === preferred));
  }

  function target({ conversationId, token }: Session): LineTarget {
    return { ...parts.target, conversationId, token: () => session?.token ?? token };
  }

  function renewed(fresh: Session): void {
    session = fresh;
    if (state !== "open" || opened === undefined) return;
    const { name, line } = opened;
    const { signal } = running;
    const renewing = line.renew?.(fresh.token) ?? swap(parts.ways.filter((way) => way.name === name));
    renewing.catch((error: unknown) => {
      if (!signal.aborted && opened?.line === line) lose(toChatError(error));
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
    line: () => opened?.line,
    lose,
    renewed,
    reconnect: () => {
      // Also while one is being opened: it would be the old one's.
      if (state === "open" || state === "waiting" || state === "working") connect();
    },
    stop,
  };
}
