import { type LiveNews, liveNewsSchema } from "@causerie/protocol/desk";
import * as v from "valibot";
import { apiPath, queryText } from "./call.ts";

/** Milliseconds until the next try; each is up to a third longer, so that not all consoles come back at once. */
const pauses = [1_000, 2_000, 5_000, 10_000];

/** The server says each few seconds how many wait, so a stream that is silent for longer is dead. */
const silenceMs = 45_000;

/** Which conversation's news it brings beside those of the inbox, and what colleagues see of the person. */
export type LiveTopic = { conversation?: string | undefined; status: "online" | "away" };

export type LiveListener = {
  news(news: LiveNews): void;
  /** It is open. `hadBreak`: there was none before, and what came meanwhile must be asked for. */
  opened(hadBreak: boolean): void;
  /** It is down, and will be tried again. */
  broken(): void;
};

/**
 * The live stream, which comes back by itself. Another conversation needs another stream: the old one stays until the new one is open, so
 * that nothing is missed in between.
 */
export class LiveLine {
  readonly #listener: LiveListener;
  #topic: LiveTopic;
  #source: EventSource | undefined;
  #next: EventSource | undefined;
  #failures = 0;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #silence: ReturnType<typeof setTimeout> | undefined;
  #isClosed = false;

  constructor(listener: LiveListener, topic: LiveTopic) {
    this.#listener = listener;
    this.#topic = topic;
    window.addEventListener("online", this.#tryNow);
    window.addEventListener("offline", this.#giveUp);
    this.#connect();
  }

  follow(topic: LiveTopic): void {
    const { conversation, status } = this.#topic;
    if (topic.conversation === conversation && topic.status === status) return;
    this.#topic = topic;
    this.#connect();
  }

  close(): void {
    this.#isClosed = true;
    window.removeEventListener("online", this.#tryNow);
    window.removeEventListener("offline", this.#giveUp);
    clearTimeout(this.#retry);
    clearTimeout(this.#silence);
    this.#source?.close();
    this.#next?.close();
  }

  #tryNow = (): void => {
    if (this.#retry !== undefined) this.#connect();
  };

  /** The browser knows before the stream does. */
  #giveUp = (): void => {
    if (this.#source !== undefined) this.#fail(this.#source);
  };

  #connect(): void {
    clearTimeout(this.#retry);
    this.#retry = undefined;
    this.#next?.close();
    const source = new EventSource(`${apiPath}/live${queryText(this.#topic)}`);
    this.#next = source;
    source.addEventListener("open", () => {
      const hadBreak = this.#source === undefined;
      this.#source?.close();
      this.#source = source;
      this.#next = undefined;
      this.#failures = 0;
      this.#watch();
      this.#listener.opened(hadBreak);
    });
    source.addEventListener("error", () => this.#fail(source));
    source.addEventListener("message", (event: MessageEvent<string>) => {
      this.#watch();
      const news = parseNews(event.data);
      if (news !== undefined) this.#listener.news(news);
    });
  }

  /** The browser's own repeats give up for good at an answer like 502, and a dead stream looks open to them. */
  #fail(source: EventSource): void {
    source.close();
    if (this.#isClosed || (source !== this.#source && source !== this.#next)) return;
    if (source === this.#source) this.#source = undefined;
    else this.#next = undefined;
    if (this.#next !== undefined) return;
    this.#listener.broken();
    const pause = pauses[Math.min(this.#failures, pauses.length - 1)] ?? 10_000;
    this.#failures += 1;
    clearTimeout(this.#retry);
    this.#retry = setTimeout(() => this.#connect(), pause * (1 + Math.random() / 3));
  }

  #watch = (): void => {
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => this.#source !== undefined && this.#fail(this.#source), silenceMs);
  };
}

/** What a newer server may say, and this page does not know yet, is passed over. */
function parseNews(text: string): LiveNews | undefined {
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), liveNewsSchema), text);
  return parsed.success ? parsed.output : undefined;
}
