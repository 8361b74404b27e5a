import { createHash } from "node:crypto";
import type { PushPayload } from "@causerie/protocol";
import type { ConnectorHost } from "#channel/host/connector-host.ts";
import type { LogEvent } from "#channel/log.ts";
import type { DuePush } from "#channel/host/push-store.ts";
import { encryptForBrowser } from "./encrypt.ts";
import type { PushOptions } from "./options.ts";
import { type PushOutcome, sendPush } from "./send.ts";
import { isPushService } from "./services.ts";
import type { VapidKey } from "./vapid.ts";

export type PushSenderParts = {
  id: string;
  host: ConnectorHost;
  options: PushOptions;
  /** Ours, and those from before the server's secret was changed. */
  keys: readonly VapidKey[];
  /** Whether the visitor has a page with the chat open, in whichever process. */
  isPresent: (visitorId: string) => Promise<boolean>;
  /** Milliseconds between two looks. */
  everyMs?: number | undefined;
};

/** At a time, of all push services and of one: a service that hangs must not keep the others waiting. */
const most = { all: 20, service: 4 };
const leaseMs = 60_000;
/** A page that is loaded anew, or a line that breaks, is back by then. */
const absentMs = 3_000;
const mostTries = 5;
const longestPauseMs = 60 * 60_000;
const expireEveryMs = 10 * 60_000;
const textLength = 300;

/** Tells browsers of answers that came while the visitor had no page open. What waits is in the store, so nothing is lost with a process. */
export class PushSender implements Disposable {
  readonly #parts: PushSenderParts;
  readonly #stopping = new AbortController();
  readonly #running = new Map<string, number>();
  readonly #timer: NodeJS.Timeout;
  #looking = false;
  #expiresAt = 0;

  constructor(parts: PushSenderParts) {
    this.#parts = parts;
    this.#timer = setInterval(() => void this.#look(), parts.everyMs ?? 2_000);
    this.#timer.unref();
  }

  async #look(): Promise<void> {
    const { id, host } = this.#parts;
    if (this.#looking) return;
    this.#looking = true;
    try {
      if (host.steady() >= this.#expiresAt) {
        this.#expiresAt = host.steady() + expireEveryMs;
        await host.push.expire(host.now());
      }
      const free = most.all - this.#count();
      const due = free > 0 ? await host.push.take(id, free, leaseMs, host.now()) : [];
      for (const push of due) void this.#guard(push);
    } catch (err) {
      if (!this.#stopping.signal.aborted) host.logger.warn({ err }, "push subscriptions could not be read");
    } finally {
      this.#looking = false;
    }
  }

  #count(): number {
    return [...this.#running.values()].reduce((sum, count) => sum + count, 0);
  }

  async #guard(push: DuePush): Promise<void> {
    const { host } = this.#parts;
    const service = new URL(push.endpoint).origin;
    const running = this.#running.get(service) ?? 0;
    try {
      if (running >= most.service) return await host.push.retry(push.endpoint, 1_000, false, host.now());
      this.#running.set(service, running + 1);
      try {
        await this.#handle(push, service);
      } finally {
        const left = (this.#running.get(service) ?? 1) - 1;
        if (left > 0) this.#running.set(service, left);
        else this.#running.delete(service);
      }
    } catch (err) {
      // Its lease ends by itself.
      if (!this.#stopping.signal.aborted) host.logger.warn({ err, service }, "a push failed");
    }
  }

  async #handle(push: DuePush, service: string): Promise<void> {
    const { host, options, keys, isPresent } = this.#parts;
    const key = keys.find(({ publicKey }) => publicKey === push.serverKey);
    // The operator has changed the key, or the services. The page subscribes anew when the visitor comes again.
    if (key === undefined || !isPushService(push.endpoint, options.services) || host.sessions.hasEnded(push.sessionId))
      return await host.push.drop(push.endpoint);
    const events = await host.log.read(push.conversationId, push.notifiedSeq, 200);
    const last = events.at(-1)?.seq ?? push.notifiedSeq;
    const news = events.findLast(isAnswer);
    if (news === undefined || (await isPresent(push.visitorId))) return await host.push.settle(push.endpoint, last);
    if (host.now() - news.at < absentMs) return await host.push.retry(push.endpoint, absentMs, false, host.now());

    const authorization = await key.authorize(service, options.subject, host.now());
    const send = (payload: PushPayload): Promise<PushOutcome> => {
      const body = new Uint8Array(encryptForBrowser(Buffer.from(JSON.stringify(payload)), push));
      const topic = createHash("sha256").update(push.conversationId).digest("base64url").slice(0, 32);
      const message = { endpoint: push.endpoint, authorization, body, topic };
      return sendPush(host.fetch, message, this.#stopping.signal);
    };
    const plain: PushPayload = { causerie: 1, title: push.title, url: push.url };
    const text = options.text === true ? textOf(news) : undefined;
    let outcome = await send(text === undefined ? plain : { ...plain, body: text });
    if (outcome.type === "too_large" && text !== undefined) outcome = await send(plain);
    await this.#settle(push, outcome, last, service);
  }

  async #settle(push: DuePush, outcome: PushOutcome, last: number, service: string): Promise<void> {
    const { host } = this.#parts;
    const { endpoint, tries } = push;
    switch (outcome.type) {
      case "sent":
        return await host.push.settle(endpoint, last);
      case "gone":
        return await host.push.drop(endpoint);
      case "refused":
        host.logger.warn({ service, status: outcome.status }, "a push service refuses us; the subscription is removed");
        return await host.push.drop(endpoint);
      case "too_large":
        host.logger.warn({ service }, "a push service takes no push of this size; the answer waits in the chat");
        return await host.push.settle(endpoint, last);
      case "later": {
        if (tries + 1 < mostTries) {
          const pause = outcome.afterMs ?? 30_000 * 2 ** tries;
          return await host.push.retry(endpoint, Math.min(pause, longestPauseMs), true, host.now());
        }
        host.logger.warn({ service, why: outcome.why }, "a push was given up; the answer waits in the chat");
        return await host.push.settle(endpoint, last);
      }
    }
  }

  /** What is under way is tried again after its lease, by whichever process. */
  [Symbol.dispose](): void {
    clearInterval(this.#timer);
    this.#stopping.abort();
  }
}

type Answer = Extract<LogEvent, { type: "message" | "message.final" }>;

function isAnswer(event: LogEvent): event is Answer {
  return (event.type === "message" || event.type === "message.final") && event.author.role !== "system";
}

function textOf({ message }: Answer): string | undefined {
  return message.type === "text" ? Array.from(message.text).slice(0, textLength).join("") : undefined;
}
