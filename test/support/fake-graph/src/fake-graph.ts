import { once } from "node:events";
import type { Server } from "node:http";
import { VirtualClock } from "./clock.ts";
import type { Core } from "./core.ts";
import { FaultPlan } from "./faults/fault.ts";
import type { Fault, FaultMatch } from "./faults/fault.ts";
import { Feed } from "./webhook/feed.ts";
import type { FeedEvents, SentMessage, WebhookAttempt } from "./webhook/feed.ts";
import { baseUrlOf, startHttpServer } from "./api/http-server.ts";
import { describeJournal } from "./describe-journal.ts";
import type { JsonObject } from "./parse/json.ts";
import type { JournalEntry } from "./journal.ts";
import type { FakeGraphOptions } from "./options.ts";
import { createState, createThread } from "./state.ts";
import type { AppState } from "./state.ts";
import { allFields } from "./api/subscription-fields.ts";
import type { Usage } from "./faults/usage.ts";
import type { SavedThread, UserProfile } from "./people/thread.ts";
import { FakeUser } from "./people/user.ts";
import { verifyCallback } from "./webhook/verify-callback.ts";
import { waitFor } from "./wait-for.ts";
import { WebhookSender } from "./webhook/webhook-sender.ts";

export interface UserOptions {
  /** A new one unless given. */
  psid?: string;
  /** "hidden": Meta tells nothing about this person (error 100/2018218). */
  profile?: UserProfile | "hidden";
  /** From the person's account, for `user_email` and `user_phone_number` quick replies. */
  email?: string;
  phone?: string;
  /** The conversation so far, as `user.saved` gave it. */
  thread?: SavedThread;
}

/** Starts a Graph API of its own on 127.0.0.1. Ends with `await using`, or with `[Symbol.asyncDispose]()`. */
export async function startFakeGraph(options: FakeGraphOptions): Promise<FakeGraph> {
  const clock = new VirtualClock(options.now ?? Date.now);
  const feed = new Feed();
  const state = createState(options);
  const webhooks = new WebhookSender(state, clock, feed, options);
  const stopping = new AbortController();
  const core: Core = { options, state, clock, feed, webhooks, signal: stopping.signal };
  const faults = new FaultPlan();
  const journal: JournalEntry[] = [];
  const usage: { current: Usage | undefined } = { current: undefined };
  const server = await startHttpServer({ core, faults, journal, usage: () => usage.current });
  return new FakeGraph({ core, faults, journal, usage, server, stopping });
}

interface Parts {
  core: Core;
  faults: FaultPlan;
  journal: JournalEntry[];
  usage: { current: Usage | undefined };
  server: Server;
  stopping: AbortController;
}

export class FakeGraph implements AsyncDisposable {
  /** Such as `http://127.0.0.1:41234`; a version and a path follow it. */
  readonly baseUrl: string;
  /** Every request, in the order of arrival. */
  readonly journal: readonly JournalEntry[];
  /** Every attempt to post a webhook, in the order of the answers. */
  readonly webhooks: readonly WebhookAttempt[];
  #parts: Parts;
  #core: Core;
  #sent: SentMessage[] = [];
  #users = new Map<string, FakeUser>();

  constructor(parts: Parts) {
    const attempts: WebhookAttempt[] = [];
    this.baseUrl = baseUrlOf(parts.server);
    this.journal = parts.journal;
    this.webhooks = attempts;
    this.#parts = parts;
    this.#core = parts.core;
    this.on("sent", (message) => this.#sent.push(message));
    this.on("webhook", (attempt) => attempts.push(attempt));
  }

  now(): number {
    return this.#core.clock.now();
  }

  /** Skips virtual time: windows close, attachments expire, failing webhooks grow old. Real timers do not move. */
  advance(ms: number): void {
    this.#core.clock.advance(ms);
  }

  /** The person with this psid on this page, or a new one. Each person belongs to one page, as PSIDs do. */
  user(pageId: string, options: UserOptions = {}): FakeUser {
    const page = this.#core.state.pages.get(pageId);
    if (page === undefined) throw new Error(`There is no page ${pageId}`);
    const known = options.psid === undefined ? undefined : this.#users.get(`${pageId}|${options.psid}`);
    if (known !== undefined) return known;
    const thread = createThread(page, options.psid);
    const { profile = { first_name: "Ada", last_name: "Lovelace", locale: "en_GB", timezone: 1 } } = options;
    thread.profile = profile === "hidden" ? undefined : profile;
    thread.email = options.email;
    thread.phone = options.phone;
    Object.assign(thread, structuredClone(options.thread));
    const user = new FakeUser(this.#core, page, thread);
    this.#users.set(`${pageId}|${user.psid}`, user);
    return user;
  }

  /** The id under which Facebook Login knows this person; `ids_for_pages` tells who they are on the page. */
  knownToLogin(loginId: string, { pageId, psid }: FakeUser): void {
    this.#core.state.pages.get(pageId)?.loginIds.set(loginId, psid);
  }

  /** A person signs in at Facebook's dialog. @returns the address to which they are sent back. */
  signIn(dialog: string, shortToken: string): URL {
    const { searchParams } = new URL(dialog);
    const redirectUri = searchParams.get("redirect_uri") ?? "";
    const { appId } = this.#app(searchParams.get("client_id") ?? "");
    const code = `code-${appId}-${this.#core.state.codes.size}`;
    this.#core.state.codes.set(code, { redirectUri, token: shortToken });
    const back = new URL(redirectUri);
    back.searchParams.set("code", code);
    back.searchParams.set("state", searchParams.get("state") ?? "");
    return back;
  }

  /** A person at Meta's screens adds a persona to a page. */
  addPersona(pageId: string, personaId: string): void {
    this.#core.state.pages
      .get(pageId)
      ?.personas.set(personaId, { name: `Persona ${personaId}`, picture: "https://a.example/p.png" });
  }

  /** Somebody takes a permission back that the page's token had; `undefined`: all, the token is dead. */
  revoke(token: string, scope: string | undefined): void {
    const owner = this.#core.state.tokens.get(token);
    if (owner === undefined) throw new Error("There is no such token");
    if (scope === undefined) owner.expiresAt = 0;
    else owner.scopes = owner.scopes.filter((each) => each !== scope);
  }

  /** Somebody gives it again. */
  grant(token: string, scope: string | undefined): void {
    const owner = this.#core.state.tokens.get(token);
    if (owner === undefined) throw new Error("There is no such token");
    if (scope === undefined) owner.expiresAt = undefined;
    else owner.scopes = [...owner.scopes, scope];
  }

  /** Somebody connects an app to a page, with all fields. */
  connect(pageId: string, appId: string): void {
    this.#core.state.pages.get(pageId)?.subscribedApps.set(appId, new Set(allFields));
  }

  /** Somebody disconnects an app from a page, in the page's settings or by another program. */
  disconnect(pageId: string, appId: string): void {
    this.#core.state.pages.get(pageId)?.subscribedApps.delete(appId);
  }

  /** What an app is on the page has changed (older pages: primary and secondary receiver): it is told. */
  async appRoles(pageId: string, appId: string, roles: readonly string[]): Promise<void> {
    const event = { recipient: { id: pageId }, timestamp: this.now(), app_roles: { [appId]: [...roles] } };
    await this.#core.webhooks.emit({ pageId, psid: "", event, to: appId });
  }

  /** Something happens to a page, and not in a conversation: the apps that are subscribed to the field are told. */
  async changes(pageId: string, field: string, value: JsonObject): Promise<void> {
    await this.#core.webhooks.emit({ pageId, psid: "", event: {}, change: { field, value } });
  }

  /** The accepted messages to this person, in order. */
  sent(psid: string): SentMessage[] {
    return this.#sent.filter((message) => message.psid === psid);
  }

  /** Points an app's webhooks at an address (or nowhere) without asking it. */
  setWebhookUrl(appId: string, url: string | undefined): void {
    const app = this.#app(appId);
    app.callback = url === undefined ? undefined : { url, fields: app.callback?.fields ?? new Set(allFields) };
  }

  /** The dashboard's "Verify and save": the address must answer the challenge for the app's verify token. */
  async verifyAndSave(appId: string, url: string): Promise<void> {
    await verifyCallback(url, this.#app(appId).verifyToken, this.#core.signal);
    this.setWebhookUrl(appId, url);
  }

  /** Makes the next calls go wrong. Faults ordered earlier strike first. */
  failNext(count: number, fault: Fault, match: FaultMatch = {}): void {
    this.#parts.faults.failNext(count, fault, match);
  }

  /** Forgets the faults that have not struck yet. */
  clearFaults(): void {
    this.#parts.faults.clear();
  }

  /** Adds usage headers to every answer from now on; undefined takes them away. */
  setUsage(usage: Usage | undefined): void {
    this.#parts.usage.current = usage;
  }

  /** Returns the function that ends the subscription. */
  on<Type extends keyof FeedEvents>(type: Type, listener: (event: FeedEvents[Type]) => void): () => void {
    return this.#core.feed.on(type, listener);
  }

  /** Waits in real time for the first answer that is not undefined, null or false. */
  waitFor<Found>(predicate: () => Found | undefined | null | false, timeoutMs = 2000): Promise<Found> {
    return waitFor(predicate, timeoutMs, () => describeJournal(this.journal));
  }

  /** Resolves when no webhook is on its way or waiting for another attempt. */
  idle(): Promise<void> {
    return this.#core.webhooks.idle();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const { server, stopping } = this.#parts;
    stopping.abort();
    await this.#core.webhooks.stop();
    if (!server.listening) return;
    const closed = once(server, "close");
    server.close();
    server.closeAllConnections();
    await closed;
  }

  #app(appId: string): AppState {
    const app = this.#core.state.apps.get(appId);
    if (app === undefined) throw new Error(`There is no app ${appId}`);
    return app;
  }
}
