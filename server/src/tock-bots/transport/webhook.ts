import { TimeLimit } from "#async/time-limit.ts";
import { BotUnavailable } from "#tock-bots/bot-unavailable.ts";
import type { BotLog } from "#tock-bots/bot-log.ts";
import type { Exchange } from "./exchange.ts";
import { readEvents } from "./read-events.ts";
import { readFrame, type TockConfiguration, type TockFrame } from "#tock-bots/wire.ts";
import type { TockRequest } from "#tock-bots/question/request.ts";

/** Of an answer, and of one event of a stream. */
const mostCharacters = 1_000_000;
/** Milliseconds to find out whether the bot is there. */
const checkMs = 3_000;
/** Milliseconds for which a check counts. */
const checkedMs = 10_000;

export type WebhookOptions = {
  bot: string;
  url: string;
  silenceMs: number;
  log: BotLog;
  configured(configuration: TockConfiguration): void;
};

/** A bot that is called: `POST {url}/webhook`, or an event stream for one that says that it can. */
export class Webhook {
  readonly #options: WebhookOptions;
  readonly #base: string;
  #version: string | undefined;
  #isReachable: boolean | undefined;
  #checkedAt = 0;
  #checking: Promise<boolean> | undefined;

  constructor(options: WebhookOptions) {
    this.#options = options;
    this.#base = options.url.endsWith("/") ? options.url.slice(0, -1) : options.url;
  }

  /** Whether the bot is there, as far as is known. One that was there is looked for beside the turn. */
  async isReachable(): Promise<boolean> {
    if (performance.now() - this.#checkedAt < checkedMs && this.#isReachable !== undefined) return this.#isReachable;
    this.#checking ??= this.#check().finally(() => (this.#checking = undefined));
    return (this.#isReachable ?? false) ? true : await this.#checking;
  }

  /** Sends a turn, and puts the answers into the exchange as they come. @throws BotUnavailable, or the reason of the signal. */
  async ask(request: TockRequest, exchange: Exchange, signal: AbortSignal): Promise<void> {
    try {
      if (this.#version === "V2" || this.#version === "V3") await this.#stream(request, exchange, signal);
      else push(await this.#post(request, signal), exchange, this.#options.bot);
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof BotUnavailable && error.reason !== "no_connection") throw error;
      this.#isReachable = false;
      if (error instanceof BotUnavailable) throw error;
      const { bot } = this.#options;
      if (exchange.hasBegun) throw new BotUnavailable(bot, "broken_off", "broke off in its answer", { cause: error });
      throw new BotUnavailable(bot, "no_connection", "cannot be reached by its webhook", { cause: error });
    }
  }

  async #check(): Promise<boolean> {
    using limit = new TimeLimit({ ms: checkMs });
    const before = this.#isReachable;
    const configuration = await this.#askConfiguration(limit.signal);
    if (configuration !== undefined) {
      this.#version = configuration.version ?? undefined;
      this.#options.configured(configuration);
    }
    // A bot before version 3 need not have a health check, so having answered is enough.
    this.#isReachable = configuration !== undefined || (await this.#isHealthy(limit.signal));
    this.#checkedAt = performance.now();
    if (before !== this.#isReachable) {
      if (this.#isReachable) this.#options.log.info({}, "the webhook of a bot is there");
      else this.#options.log.warn({}, "the webhook of a bot cannot be reached");
    }
    return this.#isReachable;
  }

  async #askConfiguration(signal: AbortSignal): Promise<TockConfiguration | undefined> {
    try {
      const frame = await this.#post({ requestId: crypto.randomUUID(), configuration: true }, signal);
      return frame.botConfiguration ?? undefined;
    } catch {
      // Whether it is there at all, the health check says.
      return undefined;
    }
  }

  async #isHealthy(signal: AbortSignal): Promise<boolean> {
    try {
      const response = await fetch(`${this.#base}/healthcheck`, { redirect: "manual", signal });
      await response.body?.cancel();
      return response.ok;
    } catch {
      return false;
    }
  }

  async #post(request: TockRequest, signal: AbortSignal): Promise<TockFrame> {
    using limit = this.#limit(signal);
    const response = await this.#fetch("/webhook", post(request), limit.signal);
    let text = "";
    for await (const part of decoded(response)) {
      text += part;
      if (text.length > mostCharacters) throw this.#garbage("answers with more than 1 MB");
    }
    return this.#read(text);
  }

  async #stream(request: TockRequest, exchange: Exchange, signal: AbortSignal): Promise<void> {
    using limit = new TimeLimit({ parent: signal });
    const begin = this.#version === "V2" ? get(request) : post(request);
    let silence = setTimeout(() => limit.abort(this.#silent()), this.#options.silenceMs);
    try {
      const response = await this.#fetch("/webhook/sse", begin, limit.signal);
      for await (const event of readEvents(decoded(response), mostCharacters)) {
        if (event.type === "too_long") throw this.#garbage("sends an event of more than 1 MB");
        // A ping only says that the line is open, and a person waits for an answer.
        if (event.name !== "message") continue;
        clearTimeout(silence);
        silence = setTimeout(() => limit.abort(this.#silent()), this.#options.silenceMs);
        push(this.#read(event.data), exchange, this.#options.bot);
        if (exchange.isComplete) return;
      }
    } finally {
      clearTimeout(silence);
    }
    throw new BotUnavailable(this.#options.bot, "broken_off", "has ended its stream before its last answer");
  }

  #limit(signal: AbortSignal): TimeLimit {
    return new TimeLimit({ ms: this.#options.silenceMs, timeoutReason: () => this.#silent(), parent: signal });
  }

  /** Redirects are not followed: they would lead what people say, and this server, to another host. */
  async #fetch(path: string, init: RequestInit, signal: AbortSignal): Promise<Response> {
    let response: Response;
    try {
      response = await fetch(this.#base + path, { ...init, redirect: "manual", signal });
    } catch (error) {
      if (signal.aborted && signal.reason instanceof BotUnavailable) throw signal.reason;
      throw error;
    }
    if (response.ok) return response;
    await response.body?.cancel();
    const { status } = response;
    const reason = status === 502 || status === 503 || status === 504 ? "no_connection" : "refused";
    throw new BotUnavailable(this.#options.bot, reason, `answered ${path} with status ${status}`);
  }

  #read(text: string): TockFrame {
    const frame = readFrame(text);
    if ("type" in frame) throw this.#garbage("answered what is no frame of the Bot API");
    return frame;
  }

  #garbage(what: string): BotUnavailable {
    return new BotUnavailable(this.#options.bot, "garbage", what);
  }

  #silent(): BotUnavailable {
    return new BotUnavailable(this.#options.bot, "silent", `has not answered within ${this.#options.silenceMs} ms`);
  }
}

function push({ botResponse }: TockFrame, exchange: Exchange, bot: string): void {
  if (!botResponse) throw new BotUnavailable(bot, "garbage", "answered without a response");
  exchange.push(botResponse);
}

function post(request: TockRequest): RequestInit {
  return { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(request) };
}

/** A header holds ASCII only, and JSON can say the rest in it. */
function get(request: TockRequest): RequestInit {
  const ascii = JSON.stringify(request).replaceAll(
    /[^ -~]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
  return { headers: { message: ascii, accept: "text/event-stream" } };
}

async function* decoded(response: Response): AsyncGenerator<string, void> {
  const decoder = new TextDecoder();
  for await (const bytes of response.body ?? []) yield decoder.decode(bytes, { stream: true });
}
