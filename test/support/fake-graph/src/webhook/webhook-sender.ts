import { setTimeout as wait } from "node:timers/promises";
import { createChaos } from "#faults/chaos.ts";
import type { Chaos } from "#faults/chaos.ts";
import type { VirtualClock } from "#clock.ts";
import type { Feed, WebhookAnswer } from "./feed.ts";
import type { JsonObject } from "#parse/json.ts";
import { Lanes } from "./lanes.ts";
import { limits } from "#parse/limits.ts";
import type { FakeGraphOptions } from "#options.ts";
import type { AppState, GraphState } from "#state.ts";
import { fieldOf } from "#api/subscription-fields.ts";
import { standbyOf } from "#people/control.ts";
import { isTaken, postWebhook, toWebhookBody } from "./webhook-post.ts";
import type { WebhookEntry } from "./webhook-post.ts";

/** What became of the first attempt. A failed webhook is tried again in the background. */
export type Receipt = "acknowledged" | "failed" | "not_subscribed";

const batchWindowMs = 20;

/**
 * Posts webhooks as Meta does: in order per conversation and side, again and again while they fail, and no more once an hour
 * of the virtual clock has passed without a success. Waits between attempts are real time.
 */
export class WebhookSender {
  #state: GraphState;
  #clock: VirtualClock;
  #feed: Feed;
  #chaos: Chaos;
  #retryDelays: readonly number[];
  #timeoutMs: number;
  #lanes = new Lanes();
  #held = new Map<string, { entries: WebhookEntry[]; receipt: Promise<Receipt> }>();
  #failingSince = new Map<string, number>();
  #stopping = new AbortController();

  constructor(state: GraphState, clock: VirtualClock, feed: Feed, options: FakeGraphOptions) {
    this.#state = state;
    this.#clock = clock;
    this.#feed = feed;
    this.#chaos = createChaos(options.chaos);
    this.#retryDelays = options.webhook?.retryDelays ?? [200, 500, 1000, 2000, 5000];
    this.#timeoutMs = options.webhook?.timeoutMs ?? limits.webhook.timeoutMs;
  }

  /** Tells every app that is subscribed to this kind of event, and waits for the first attempts. */
  async emit(entry: WebhookEntry): Promise<Receipt> {
    const wanted = [...this.#state.apps.values()].filter(({ appId }) => entry.to === undefined || entry.to === appId);
    const apps = wanted.filter((app) => this.#isSubscribed(app, entry));
    const receipts = await Promise.all(apps.map((app) => this.#emitTo(app, entry)));
    if (receipts.includes("failed")) return "failed";
    return receipts.includes("acknowledged") ? "acknowledged" : "not_subscribed";
  }

  /** Makes `idle` wait for work that will lead to webhooks. */
  track<Result>(work: Promise<Result>): Promise<Result> {
    return this.#lanes.track(work);
  }

  /** Resolves when no webhook is on its way or waiting for another attempt. */
  idle(): Promise<void> {
    return this.#lanes.idle();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#lanes.idle();
  }

  #isSubscribed(app: AppState, { pageId, event, change }: WebhookEntry): boolean {
    const fields = this.#state.pages.get(pageId)?.subscribedApps.get(app.appId);
    if (fields === undefined || app.callback === undefined) return false;
    const field = change?.field ?? fieldOf(event);
    return field === undefined || (fields.has(field) && app.callback.fields.has(field));
  }

  #emitTo(app: AppState, entry: WebhookEntry): Promise<Receipt> {
    const held = this.#held.get(app.appId);
    if (held !== undefined) {
      held.entries.push(entry);
      return held.receipt;
    }
    if (!this.#chaos.batches()) return this.#dispatch(app, [entry]);
    const entries = [entry];
    const receipt = this.#lanes.track(this.#dispatchLater(app, entries));
    this.#held.set(app.appId, { entries, receipt });
    return receipt;
  }

  async #dispatchLater(app: AppState, entries: WebhookEntry[]): Promise<Receipt> {
    await this.#wait(batchWindowMs);
    this.#held.delete(app.appId);
    return this.#dispatch(app, entries);
  }

  #dispatch(app: AppState, entries: WebhookEntry[]): Promise<Receipt> {
    const { promise, resolve } = Promise.withResolvers<Receipt>();
    const lanes = entries.map((entry) => laneOf(app, entry));
    this.#lanes.run(lanes, () => this.#deliver(app, entries, resolve));
    return promise;
  }

  // Ends when the next webhook of the lane may start, which under chaos can be before this one is through.
  async #deliver(app: AppState, entries: WebhookEntry[], report: (receipt: Receipt) => void): Promise<void> {
    const body = toWebhookBody(entries, this.#clock.now(), ({ pageId, psid, event }) => {
      const page = this.#state.pages.get(pageId);
      if (page === undefined) return undefined;
      return standbyOf(page, page.threads.get(psid), app.appId, event, this.#clock.now());
    });
    const answer = await this.#attempt(app, entries, body, 1);
    report(answer);
    if (answer === "acknowledged" && this.#chaos.duplicates()) void this.#lanes.track(this.#repeat(app, entries, body));
    if (answer !== "failed") return;
    const retries = this.#lanes.track(this.#retry(app, entries, body));
    if (!this.#chaos.reorders()) await retries;
  }

  async #retry(app: AppState, entries: WebhookEntry[], body: JsonObject): Promise<void> {
    for (let attempt = 2; ; attempt++) {
      await this.#wait(this.#retryDelays[Math.min(attempt - 2, this.#retryDelays.length - 1)] ?? 0);
      if ((await this.#attempt(app, entries, body, attempt)) !== "failed") return;
    }
  }

  async #repeat(app: AppState, entries: WebhookEntry[], body: JsonObject): Promise<void> {
    await this.#wait(this.#retryDelays[0] ?? 0);
    await this.#attempt(app, entries, body, 2);
  }

  async #attempt(app: AppState, entries: WebhookEntry[], body: JsonObject, attempt: number): Promise<Receipt> {
    const url = app.callback?.url;
    const isWanted = entries.some((entry) => this.#isSubscribed(app, entry));
    if (this.#stopping.signal.aborted || url === undefined || !isWanted) return "not_subscribed";
    const settings = { appSecret: app.appSecret, timeoutMs: this.#timeoutMs, signal: this.#stopping.signal };
    const answer = await postWebhook(url, body, settings);
    this.#feed.tell("webhook", { at: this.#clock.now(), appId: app.appId, url, attempt, body, answer });
    this.#judge(app, entries, answer);
    return isTaken(answer) ? "acknowledged" : "failed";
  }

  #judge(app: AppState, entries: WebhookEntry[], answer: WebhookAnswer): void {
    for (const pageId of new Set(entries.map((entry) => entry.pageId))) {
      const key = `${app.appId}|${pageId}`;
      const since = this.#failingSince.get(key) ?? this.#clock.now();
      if (isTaken(answer)) this.#failingSince.delete(key);
      else if (this.#clock.now() - since < limits.webhook.unsubscribeAfterMs) this.#failingSince.set(key, since);
      else this.#unsubscribe(app.appId, pageId, key);
    }
  }

  #unsubscribe(appId: string, pageId: string, key: string): void {
    this.#failingSince.delete(key);
    this.#state.pages.get(pageId)?.subscribedApps.delete(appId);
    this.#feed.tell("unsubscribed", { appId, pageId });
  }

  async #wait(ms: number): Promise<void> {
    if (this.#stopping.signal.aborted) return;
    await wait(ms, undefined, { signal: this.#stopping.signal }).catch((error: unknown) => {
      if (!this.#stopping.signal.aborted) throw error;
    });
  }
}

// The page's side (echoes, receipts) does not queue behind the person's: the bot may send before it has answered the webhook.
function laneOf(app: AppState, { pageId, psid, event }: WebhookEntry): string {
  const field = fieldOf(event);
  const isPageSide = field === "message_echoes" || field === "message_deliveries" || field === "message_reads";
  return [app.appId, pageId, psid, isPageSide ? "page" : "person"].join("|");
}
