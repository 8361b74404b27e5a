import type { Content } from "#parse/content.ts";
import { viewConversation } from "./conversation-view.ts";
import type { ConversationView } from "./conversation-view.ts";
import type { Core } from "#core.ts";
import { newMid } from "#ids.ts";
import { limits } from "#parse/limits.ts";
import { isJsonObject } from "#parse/json.ts";
import type { JsonObject } from "#parse/json.ts";
import { pickButton, pickQuickReply } from "./phone.ts";
import type { PageState } from "#state.ts";
import { opensWindow } from "#api/subscription-fields.ts";
import type { OtherRecipientKind } from "./other-recipients.ts";
import { ownerOf, passControl, releaseControl, type TakeForm, takeControl } from "./control.ts";
import { addBubble, saveThread } from "./thread.ts";
import type { SavedThread, Thread } from "./thread.ts";
import type { Receipt } from "#webhook/webhook-sender.ts";

/** What came of something a person did. */
export type ActionResult =
  /** A webhook went out; `receipt` is the outcome of its first attempt. */
  | { type: "webhook"; event: JsonObject; receipt: Receipt }
  /** The phone opened an address or a dialler: Meta tells the page nothing. */
  | { type: "opened"; address: string }
  /** The referral travels inside the Get Started postback, once that is tapped. */
  | { type: "waits_for_get_started" };

export type UserAttachmentType = "image" | "video" | "audio" | "file" | "sticker";

/** A person with Messenger on the phone, in a conversation with one page. */
export class FakeUser {
  readonly psid: string;
  readonly pageId: string;
  #core: Core;
  #page: PageState;
  #thread: Thread;
  #pendingRef: string | undefined;
  /** What a site's checkbox called the person, until they write. */
  #checkbox: string | undefined;

  constructor(core: Core, page: PageState, thread: Thread) {
    this.psid = thread.psid;
    this.pageId = thread.pageId;
    this.#core = core;
    this.#page = page;
    this.#thread = thread;
  }

  /** The conversation as the phone shows it now. */
  get conversation(): ConversationView {
    return viewConversation(this.#thread, this.#core.clock.now());
  }

  /** For `UserOptions.thread` of a later world. */
  get saved(): SavedThread {
    return structuredClone(saveThread(this.#thread));
  }

  say(text: string): Promise<ActionResult> {
    return this.#write({ type: "text", text }, { text });
  }

  /** Throws unless the newest message offers it: quick replies vanish with the next message of either side. */
  async tapQuickReply(titleOrIndex: string | number): Promise<ActionResult> {
    const { title, payload } = pickQuickReply(this.conversation.quickReplies, titleOrIndex);
    return this.#write({ type: "text", text: title }, { text: title, quick_reply: { payload } });
  }

  /** Searches the whole conversation, newest first. Several buttons of one title are told apart by their payload. */
  async tapButton(title: string, payload?: string): Promise<ActionResult> {
    const button = pickButton(this.#thread, title, payload);
    switch (button.type) {
      case "postback":
        return this.#postback(button.title, { payload: button.payload });
      case "web_url":
      case "account_link":
        return { type: "opened", address: button.url };
      case "phone_number":
        return { type: "opened", address: `tel:${button.payload}` };
      case "account_unlink":
        this.#thread.isLinked = false;
        return this.sendRaw({ account_linking: { status: "unlinked" } });
    }
  }

  /** Taps the button that a new conversation begins with. Throws if the page's messenger_profile has none. */
  async getStarted(): Promise<ActionResult> {
    const payload = this.#getStartedPayload();
    if (payload === undefined) {
      throw new Error(
        `Page ${this.pageId} has no get_started in its messenger_profile, so the phone shows no such button`,
      );
    }
    const referral = this.#pendingRef === undefined ? {} : { referral: toReferral(this.#pendingRef) };
    this.#pendingRef = undefined;
    return this.#postback("Get Started", { payload, ...referral });
  }

  /** Follows an m.me link. In a new conversation with a Get Started button the ref waits for that tap, as on a real phone. */
  async openReferral(ref: string): Promise<ActionResult> {
    if (this.#thread.bubbles.length === 0 && this.#getStartedPayload() !== undefined) {
      this.#pendingRef = ref;
      return { type: "waits_for_get_started" };
    }
    return this.sendRaw({ referral: toReferral(ref) });
  }

  sendAttachment(type: UserAttachmentType, url: string): Promise<ActionResult> {
    const payload = type === "sticker" ? { url, sticker_id: 369239263222822 } : { url };
    const mediaType = type === "sticker" ? "image" : type;
    const content: Content = { type: "media", mediaType, source: { type: "url", url } };
    return this.#write(content, { attachments: [{ type, payload }] });
  }

  /** Tells the page that everything so far was read. */
  read(): Promise<ActionResult> {
    return this.sendRaw({ read: { watermark: this.#core.clock.now() } });
  }

  /** The menu that this person has in place of the page's, as the page has given it. */
  get menu(): readonly JsonObject[] | undefined {
    return this.#thread.menu;
  }

  /**
   * Taps a button that links an account: Meta opens its address with what it needs to come back, for five minutes.
   * @returns the address that the phone opens.
   */
  async opensAccountLink(): Promise<URL> {
    const opened = await this.tapButton("Log In");
    if (opened.type !== "opened") throw new Error("the newest button links no account");
    const token = newMid();
    this.#page.linkingTokens.set(token, { psid: this.psid, until: this.#core.clock.now() + limits.linkingTokenMs });
    const url = new URL(opened.address);
    url.searchParams.set(
      "redirect_uri",
      `https://facebook.com/messenger_platform/account_linking/?account_linking_token=${token}`,
    );
    url.searchParams.set("account_linking_token", token);
    return url;
  }

  /** The phone comes back to Meta with this address, which carries the site's code; without one nothing is linked. */
  async comesBackFromLink(address: string): Promise<ActionResult | undefined> {
    const url = new URL(address);
    const token = url.searchParams.get("account_linking_token") ?? "";
    const known = this.#page.linkingTokens.get(token);
    if (url.hostname !== "facebook.com" || known?.psid !== this.psid || known.until <= this.#core.clock.now())
      throw new Error("Meta does not know this way back");
    this.#page.linkingTokens.delete(token);
    const code = url.searchParams.get("authorization_code");
    if (code === null || code === "") return undefined;
    this.#thread.isLinked = true;
    return this.sendRaw({ account_linking: { status: "linked", authorization_code: code } });
  }

  /** Another app, or Meta's inbox, takes the conversation. The app that had it is told. */
  async takenBy(appId: string, form: TakeForm = "current"): Promise<void> {
    await takeControl(this.#core, this.#page, this.#thread, appId, form);
  }

  /** A person in the page's inbox, or another app that does not ask this Graph API, writes. Meta may leave out who it was. */
  async answeredBy(appId: string | undefined, text: string): Promise<void> {
    const { pageId, psid } = this;
    const at = this.#core.clock.now();
    const mid = newMid();
    addBubble(this.#thread, { mid, from: "page", at, content: { type: "text", text } });
    const app = appId === undefined ? {} : { app_id: Number(appId) };
    const message = { mid, is_echo: true, ...app, text };
    const event = { sender: { id: pageId }, recipient: { id: psid }, timestamp: at, message };
    await this.#core.webhooks.emit({ pageId, psid, event });
  }

  /** Who has it gives it to an app, which is told. */
  async passedTo(appId: string, metadata?: string): Promise<void> {
    await passControl(this.#core, this.#page, this.#thread, { to: appId, metadata });
  }

  /** Who has it lets it go. Nobody is told. */
  letGo(): void {
    releaseControl(this.#thread);
  }

  /** The app that has the conversation; undefined: nobody. */
  get owner(): string | undefined {
    return ownerOf(this.#thread, this.#core.clock.now());
  }

  /** Writes a comment on the page. @returns its id, by which the page may answer once in private, within seven days. */
  comments(): string {
    return this.#knownAs("comment_id", `comment_${newMid()}`);
  }

  /** The same, and the page is told of it. @returns its id. */
  async commentsOn(postId: string, message: string): Promise<string> {
    const { pageId, psid } = this;
    const comment_id = this.comments();
    const from = { id: `login-${psid}`, name: "Ada" };
    const value = { item: "comment", verb: "add", comment_id, post_id: postId, parent_id: postId, from, message };
    await this.#core.webhooks.emit({ pageId, psid, event: {}, change: { field: "feed", value } });
    return comment_id;
  }

  /** Ticks the checkbox of a site, which calls the person by a name of its own. Meta tells no id until they write. */
  ticksCheckbox(userRef: string, ref: string): Promise<ActionResult> {
    this.#knownAs("user_ref", userRef);
    this.#checkbox = userRef;
    return this.sendRaw({ sender: undefined, optin: { ref, user_ref: userRef } });
  }

  /** Agrees to later messages about this. @returns the token that they are sent with. */
  async agreesToMessages(payload: string, kind: "one_time" | "marketing"): Promise<string> {
    const token = newMid();
    if (kind === "one_time") {
      this.#knownAs("one_time_notif_token", token);
      await this.sendRaw({ optin: { type: "one_time_notif_req", payload, one_time_notif_token: token } });
    } else {
      this.#knownAs("notification_messages_token", token);
      await this.sendRaw({ optin: { type: "notification_messages", payload, notification_messages_token: token } });
    }
    return token;
  }

  #knownAs(kind: OtherRecipientKind, id: string): string {
    this.#page.otherRecipients.add({ kind, id }, this.psid, this.#core.clock.now());
    return id;
  }

  /** Any event: the given fields, beside sender, recipient and timestamp unless these are given too. */
  async sendRaw(fields: JsonObject): Promise<ActionResult> {
    const now = this.#core.clock.now();
    const event = { sender: { id: this.psid }, recipient: { id: this.pageId }, timestamp: now, ...fields };
    if (opensWindow(event)) this.#thread.lastUserActionAt = now;
    const receipt = await this.#core.webhooks.emit({ pageId: this.pageId, psid: this.psid, event });
    return { type: "webhook", event, receipt };
  }

  /** Opens the 24-hour window without a webhook, as if the person had written before the test began. */
  openWindow(): void {
    this.#thread.lastUserActionAt = this.#core.clock.now();
  }

  /** The page can no longer reach the person: error 551/1545041. */
  block(): void {
    this.#thread.blocked = true;
  }

  unblock(): void {
    this.#thread.blocked = false;
  }

  #write(content: Content, fields: JsonObject): Promise<ActionResult> {
    const checkbox = this.#checkbox;
    this.#checkbox = undefined;
    const prior = checkbox === undefined ? {} : { prior_message: { source: "checkbox_plugin", identifier: checkbox } };
    return this.sendRaw({ message: { mid: this.#show(content), ...fields }, ...prior });
  }

  #postback(title: string, fields: JsonObject): Promise<ActionResult> {
    return this.sendRaw({ postback: { mid: this.#show({ type: "text", text: title }), title, ...fields } });
  }

  #show(content: Content): string {
    const { pageId, psid } = this;
    const mid = newMid();
    const bubble = { mid, from: "user" as const, at: this.#core.clock.now(), content };
    addBubble(this.#thread, bubble);
    this.#core.feed.tell("said", { pageId, psid, bubble });
    return mid;
  }

  #getStartedPayload(): string | undefined {
    const getStarted = this.#page.profile["get_started"];
    const payload = isJsonObject(getStarted) ? getStarted["payload"] : undefined;
    return typeof payload === "string" ? payload : undefined;
  }
}

function toReferral(ref: string): JsonObject {
  return { ref, source: "SHORTLINK", type: "OPEN_THREAD" };
}
