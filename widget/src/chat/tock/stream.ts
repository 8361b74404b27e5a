import { backoff } from "#chat/connection/backoff.ts";
import type { Connection } from "#chat/chat.ts";
import { type Cancel, withTimeout } from "#chat/clock.ts";
import type { Settings } from "#chat/options.ts";
import { readAnswer, type TockAnswer } from "./answer.ts";

/** The stream of events, kept open: until it is there, or known not to be, nothing is sent. */
export type TockStream = {
  start(): void;
  /** The visitor has done something: a pause ends. */
  hurry(): void;
  /** A request has failed: the stream may be dead, too. */
  doubt(): void;
  stop(): void;
};

export type StreamParts = {
  settings: Settings;
  userId: string;
  report: (connection: Connection) => void;
  receive: (answer: TockAnswer) => void;
};

/** Tock sends a ping each 10 s. */
const silenceMs = 25_000;
/** A proxy that collects what is streamed shows its head late, and visitors do not wait for that. */
const headMs = 4_000;
const probeMs = 5_000;
/** Pause before a stream is asked for again where requests pass without it. */
const againMs = 45_000;

/** What was said while nobody read comes first. A message that is sent meanwhile would be taken for what it answers. */
const missedMs = 300;
/** A stream that ends sooner was of no use. */
const youngMs = 10_000;

/** What became of one try. `none`: this server has no streams. `without`: it answers, and just now has none. */
type Outcome = "lost" | "none" | "without" | "unreachable";

export function createTockStream({ settings, userId, report, receive }: StreamParts): TockStream {
  const { clock, browserPage, endpoint } = settings;
  let cancel: Cancel = () => {};
  let ending = new AbortController();
  let attempt = 0;
  let isRunning = false;
  let isOver = true;
  let isReachable = false;
  let stopListening = (): void => {};

  function open(): void {
    if (isOver || isRunning) return;
    cancel();
    if (!browserPage.isOnline()) return report({ type: "offline" });
    isRunning = true;
    ending = new AbortController();
    if (!isReachable) report({ type: "connecting" });
    // What is said by POST need not wait for what is streamed.
    const late = clock.after(headMs, () => void checkReachable(own));
    const own = ending;
    void read(own)
      .catch((): Outcome => "unreachable")
      .then(async (outcome) => {
        late();
        if (outcome === "unreachable" && !own.signal.aborted && (await answers())) outcome = "without";
        if (own !== ending) return;
        isRunning = false;
        if (!isOver) follow(outcome);
      });
  }

  function follow(outcome: Outcome): void {
    switch (outcome) {
      case "none":
        return connected("poll");
      case "without":
        connected("poll");
        cancel = clock.after(againMs, open);
        return;
      case "lost":
        // Until a try fails, requests go on.
        attempt += 1;
        cancel = clock.after(backoff(attempt, clock.random()), open);
        return;
      case "unreachable": {
        isReachable = false;
        attempt += 1;
        if (!browserPage.isOnline()) return report({ type: "offline" });
        const ms = backoff(attempt, clock.random());
        report({ type: "waiting", attempt, retryAt: clock.now() + ms, code: "network" });
        cancel = clock.after(ms, open);
      }
    }
  }

  function connected(via: "sse" | "poll"): void {
    isReachable = true;
    if (via === "poll") attempt = 0;
    report({ type: "connected", via });
  }

  async function checkReachable(own: AbortController): Promise<void> {
    if ((await answers()) && own === ending && isRunning && !isReachable) connected("poll");
  }

  /** Whether there is a server at all: a page may not read an answer without CORS headers, and learns here that one came. */
  async function answers(): Promise<boolean> {
    const asking = new AbortController();
    try {
      const url = `${endpoint}/healthcheck`;
      const init = { mode: "no-cors", cache: "no-store", credentials: "omit", signal: asking.signal } as const;
      await withTimeout(clock, probeMs, settings.fetch(url, init));
      return true;
    } catch {
      return false;
    } finally {
      asking.abort();
    }
  }

  /** Resolves when there is no stream, or no longer. Rejects when nobody answers. */
  async function read(own: AbortController): Promise<Outcome> {
    // The code that reads streams is that of our own protocol.
    const { readServerSentEvents } = await import("#chat/connection/transports/sse-transport.ts");
    // Across origins any other header would need the leave of the server, which does not give it for streams.
    const response = await settings.fetch(`${endpoint}/sse?userid=${encodeURIComponent(userId)}`, {
      headers: { accept: "text/event-stream" },
      cache: "no-store",
      credentials: "same-origin",
      signal: own.signal,
    });
    const isStream = response.ok && /^text\/event-stream\b/.test(response.headers.get("content-type") ?? "");
    if (!isStream || response.body === null) {
      await response.body?.cancel();
      return response.status >= 400 && response.status < 500 && response.status !== 429 ? "none" : "without";
    }
    const openedAt = clock.now();
    const opened = clock.after(missedMs, () => {
      if (own === ending && !own.signal.aborted) connected("sse");
    });
    try {
      await readServerSentEvents(response.body, clock, silenceMs, own, ({ event, data }) => {
        if (own !== ending || isOver || (event ?? "message") !== "message") return;
        const answer = readAnswer(parse(data));
        if (answer !== undefined) receive(answer);
      });
    } catch {
      // The line broke. Whatever the reason, it is opened again.
    }
    opened();
    if (clock.now() - openedAt > youngMs) attempt = 0;
    return "lost";
  }

  /** Whatever is open is given up, and opened anew. */
  function reopen(): void {
    ending.abort();
    isRunning = false;
    open();
  }

  return {
    start() {
      if (!isOver) return;
      isOver = false;
      stopListening = browserPage.listen((signal) => {
        if (signal === "online" || signal === "restored") reopen();
        if (signal === "offline") {
          isReachable = false;
          report({ type: "offline" });
        }
      });
      open();
    },
    hurry() {
      if (!isReachable) open();
    },
    doubt() {
      if (!isOver) reopen();
    },
    stop() {
      isOver = true;
      isRunning = false;
      isReachable = false;
      cancel();
      stopListening();
      ending.abort();
    },
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // Tock writes none such. The POST brings it again.
  }
}
