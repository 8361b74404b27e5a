import { createParser, type EventSourceMessage } from "eventsource-parser";
import { conversationPath, sinceQuery } from "#chat/connection/api.ts";
import { ChatError, toChatError } from "#chat/chat-error.ts";
import type { Cancel, Clock } from "#chat/clock.ts";
import type { Transport, TransportEvents, TransportTarget } from "./transport.ts";
import { readDelay, readEventPage } from "#chat/connection/parse.ts";
import type { WatchSilence } from "./watch-silence.ts";

/** After this time without a byte the stream is dead, though it may look open, and though no request passes either. */
const silenceMs = 20_000;
/** A heartbeat may be late by so much until a request asks whether the server is there. */
const lateMs = 1_200;

/** Reads by server-sent events over `fetch`, which unlike EventSource can carry the token in a header. */
export function openSseTransport(
  target: TransportTarget,
  events: TransportEvents,
  watchSilence: WatchSilence,
): Transport {
  const ending = new AbortController();
  const silence = watchSilence(target, () => fail(new ChatError("timeout")));
  /** An older server does not say how often it sends something: every 15 s. */
  let dueMs = 16_500;
  let cancelWatch: Cancel = () => {};
  let isOver = false;

  function end(): void {
    isOver = true;
    cancelWatch();
    silence.end();
    ending.abort();
  }

  function fail(error: ChatError): void {
    if (isOver) return;
    end();
    events.closed(error);
  }

  function watch(): void {
    silence.alive(dueMs);
    cancelWatch();
    cancelWatch = target.clock.after(silenceMs, () => fail(new ChatError("timeout")));
  }

  async function read(): Promise<void> {
    const path = `${conversationPath(target)}/stream${sinceQuery(target.since())}`;
    const request = { token: target.token(), accept: "text/event-stream", signal: ending.signal };
    const response = await target.http.open(path, request);
    if (isOver) return;
    if (response.body === null || !/^text\/event-stream\b/.test(response.headers.get("content-type") ?? ""))
      throw new ChatError("bad_answer");
    watch();
    let isOpen = false;
    let retryMs = 0;
    const parser = createParser({
      onRetry: (ms) => (retryMs = ms),
      onComment: (comment) => {
        // First the server says how often it sends something.
        const seconds = /^([\d.]+)s$/.exec(comment)?.[1];
        if (seconds !== undefined) dueMs = Number(seconds) * 1000 + lateMs;
        // The stream lives, and has lost what it was to bring.
        if (Number(comment) > (target.since()?.seq ?? 0)) fail(new ChatError("network"));
      },
      onEvent: (message) => {
        if (!isOver) receive(message, retryMs);
      },
    });
    const decoder = new TextDecoder();
    const reader = response.body.getReader();
    for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
      if (isOver) return;
      // The server writes at once. A head without a body comes from a proxy that collects the rest.
      if (!isOpen) events.opened();
      isOpen = true;
      parser.feed(decoder.decode(chunk.value, { stream: true }));
      if (!isOver) watch();
    }
    throw new ChatError("network"); // the stream has no natural end
  }

  function receive({ event, id, data }: EventSourceMessage, retryMs: number): void {
    // Only events of the log carry an id, their cursor.
    if (id !== undefined) return events.page(readEventPage({ events: [parseJson(data)], cursor: id }));
    if (event === "resync") return fail(new ChatError("resync"));
    if (event === "bye") return events.bye(readDelay(parseJson(data)) || retryMs);
    events.frame(parseJson(data));
  }

  read().catch((error: unknown) => fail(toChatError(error)));
  return { close: end };
}

/**
 * Reads the events of a stream until it ends or is silent for `silenceMs`. Rejects when the line breaks.
 * @param ending ends the reading, and is aborted at the end of it.
 */
export async function readServerSentEvents(
  body: ReadableStream<Uint8Array>,
  clock: Clock,
  silenceMs: number,
  ending: AbortController,
  receive: (message: EventSourceMessage) => void,
): Promise<void> {
  let cancelWatch: Cancel = () => {};
  const watch = (): void => {
    cancelWatch();
    cancelWatch = clock.after(silenceMs, () => ending.abort());
  };
  const parser = createParser({ onEvent: receive });
  const decoder = new TextDecoder();
  const reader = body.getReader();
  const stop = (): void => void reader.cancel().catch(() => {});
  ending.signal.addEventListener("abort", stop);
  watch();
  try {
    for (let chunk = await reader.read(); !chunk.done && !ending.signal.aborted; chunk = await reader.read()) {
      watch();
      parser.feed(decoder.decode(chunk.value, { stream: true }));
    }
  } finally {
    cancelWatch();
    ending.abort();
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new ChatError("bad_answer", { cause });
  }
}
