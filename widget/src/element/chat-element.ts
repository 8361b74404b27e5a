import type { Chat, ChatContextValues, GetHeaders } from "#chat/chat.ts";
import type { GetToken } from "#chat/sign-in/ask-token.ts";
import type { PageRenderer, PageRenderers } from "#react/extras/page-renderers.ts";
import type { FeatureSettings } from "#react/seams/feature-settings.ts";
import type { Sources } from "./app.ts";
import type { CauserieCommand, CauserieConfig, Detail, EventName } from "./commands.ts";
import { attributeNames, type Own, ownNames, type OwnStrings } from "./options.ts";
import { createShell } from "./shell.ts";

/** Without a DOM the module can still be loaded, as frameworks do on a server. */
const BaseElement = ("HTMLElement" in globalThis ? HTMLElement : Object) as unknown as ElementOfFeatures;

/** The code of features, once it has come, watches the settings that it reads. */
type ElementOfFeatures = new () => HTMLElement & FeatureSettings;

/**
 * A launcher in the corner or, with `mode="inline"` or `"page"`, the chat itself. The chat is loaded when it is opened or comes into view.
 *
 * Slots: `header`, `launcher`, `empty`, `before-composer`, `footer`. Events: `ChatElementEvents`.
 * @example
 * <causerie-chat endpoint="https://bot.example.com/web" heading="Ask the library"></causerie-chat>
 */
export class ChatElement extends BaseElement {
  static readonly observedAttributes = [...attributeNames, "open"];
  /** Set by `defineChatElement`. */
  static sources: Sources;

  /** Each of these is the attribute of the same name. */
  declare endpoint: string | null;
  declare protocol: string | null;
  declare mode: string | null;
  declare theme: string | null;
  declare position: string | null;
  declare locale: string | null;
  declare heading: string | null;
  declare referral: string | null;
  declare accent: string | null;
  declare feedback: string | null;

  readonly #shell = createShell(this, this.attachShadow({ mode: "open" }), ChatElement.sources);

  /** Called when it has been taken out of the page. For the script tag, which puts it back. */
  removed?: (() => void) | undefined;

  /** Texts in place of the built-in ones. */
  declare strings: OwnStrings | undefined;
  /** The renderers of the site's own kinds of messages, by the name that the bot gives them. */
  declare renderers: PageRenderers | undefined;
  /**
   * Gives the token of the person who is signed in on the page, undefined while nobody is. Asked before each request.
   * @example
   * element.getToken = () => session.accessToken();
   */
  declare getToken: GetToken | string | undefined;
  /** Gives headers for every request, e.g. of a gateway. */
  declare headers: GetHeaders | undefined;
  /** What the page knows, such as the product it shows: it goes with each message, and stories read it as `turn.context`. */
  declare context: ChatContextValues | undefined;

  /** What the page gives by the properties above. */
  get own(): Own {
    return this.#shell.own();
  }
  set own(own: Own) {
    this.#shell.use(own);
  }

  /** The conversation, after it is loaded. Set it to show a chat that you have made. */
  get chat(): Chat | undefined {
    return this.#shell.chat();
  }
  set chat(chat: Chat | undefined) {
    this.#shell.useChat(chat);
  }

  get isOpen(): boolean {
    return this.hasAttribute("open");
  }

  /** Opens the floating window: `element.open()`. It can be set as well, because most frameworks write to a property of an attribute's name. */
  get open(): () => void {
    return () => this.toggleAttribute("open", true);
  }
  set open(open: boolean | "" | null | undefined) {
    this.toggleAttribute("open", (open ?? false) !== false);
  }

  /** Closes the floating window. */
  get close(): () => void {
    return () => this.toggleAttribute("open", false);
  }

  /** Opens the floating window, or closes it. */
  get toggle(): () => void {
    return () => this.toggleAttribute("open");
  }

  /** Sends a text as if the visitor had written it, whether the window is open or not. */
  declare send: (text: string) => Promise<void>;
  /** As if the visitor had pressed a button: `element.sendLink({ label: "Seat 12", link: "seat?number=12" })`. */
  declare sendLink: (tap: Parameters<Chat["sendPostback"]>[0]) => Promise<void>;
  /** Sends a place: degrees (WGS 84), and what the visitor calls it. */
  declare sendLocation: (location: Parameters<Chat["sendLocation"]>[0]) => Promise<void>;
  /** Sends files in one message, where the page has the feature `files`. */
  declare sendFiles: (...sent: Parameters<Chat["sendFiles"]>) => Promise<void>;
  /** Ends the visitor's session, in all tabs. `forget`: the server deletes all that it keeps of them. Rejects if it did not work. */
  declare signOut: (options?: { forget?: boolean }) => Promise<void>;
  /** Ends the conversation, and begins a new one: the same as `signOut`. */
  declare restart: (options?: { forget?: boolean }) => Promise<void>;

  /** The same as the property `context`. */
  setContext(context: ChatContextValues | undefined): void {
    this.own = { context };
  }

  /** Who is signed in on the page: the same as the property `getToken`. */
  setUser(getToken: GetToken | string | undefined): void {
    this.own = { getToken };
  }

  /** `element.on("message", ({ entry }) => …)`. @returns a function that ends the subscription. */
  on<Name extends EventName>(name: Name, listener: (detail: Detail<Name>) => void): () => void {
    this.addEventListener(`causerie-${name}`, listener as never);
    return () => this.off(name, listener);
  }

  /** Ends what `on` has begun. */
  off<Name extends EventName>(name: Name, listener: (detail: Detail<Name>) => void): void {
    this.removeEventListener(`causerie-${name}`, listener as never);
  }

  /** Takes the chat out of the page for good. */
  destroy(): void {
    this.remove();
  }

  /** Sets several properties, such as `heading`, `strings` and `botName`. */
  config(settings: CauserieConfig): void {
    Object.assign(this, settings);
  }

  /** `element.renderer("seat-map", (element, data, chat) => …)`: draws the messages of this name. */
  renderer(name: string, draw: PageRenderer): void {
    this.renderers = { ...this.renderers, [name]: draw };
  }

  /** Runs commands, such as `["open"], ["send", "Hello"]`. An error in one does not stop the next ones. */
  push(...commands: CauserieCommand[]): void {
    commands.forEach((command) => void this.#run(command).catch(reportError));
  }

  async #run([name, ...args]: CauserieCommand): Promise<void> {
    const method = this[name] as ((...args: readonly unknown[]) => unknown) | undefined;
    if (method === undefined) throw new TypeError(`Causerie has no command "${name}"`);
    await method.apply(this, args);
  }

  /** Itself: pages reach it as `Causerie.element`. */
  get element(): this {
    return this;
  }

  /** Loads the chat and connects it, also while it is closed. Resolves with the conversation; rejects when it cannot be loaded. */
  start(): Promise<Chat> {
    return this.#shell.start();
  }

  /** Fetches the code of the chat before its first use. */
  preload(): Promise<void> {
    return this.#shell.preload();
  }

  /** Loads the chat and connects it while it is closed, so that the launcher shows unread messages. */
  async resume(): Promise<void> {
    await this.start().catch(() => {});
  }

  connectedCallback(): void {
    this.#shell.connected();
  }

  disconnectedCallback(): void {
    this.removed?.();
    this.#shell.disconnected();
  }

  attributeChangedCallback(name: string, before: string | null, now: string | null): void {
    if (!this.isConnected || before === now) return;
    if (name !== "open") this.#shell.optionChanged(name);
    else if ((before === null) !== (now === null)) this.#shell.openChanged(now !== null);
  }
}

const prototype = ChatElement.prototype as unknown as Record<string, unknown>;

/** Methods that load the chat, and what they are called there. */
const chatMethods = {
  send: "sendText",
  sendLink: "sendPostback",
  sendLocation: "sendLocation",
  sendFiles: "sendFiles",
  signOut: "endSession",
  restart: "endSession",
} as const;

for (const [name, method] of Object.entries(chatMethods))
  prototype[name] = async function (this: ChatElement, ...args: unknown[]): Promise<unknown> {
    return ((await this.start())[method] as (...args: unknown[]) => unknown)(...args);
  };

for (const name of attributeNames)
  Object.defineProperty(prototype, name, {
    get(this: ChatElement) {
      return this.getAttribute(name);
    },
    set(this: ChatElement, value: string | null | undefined) {
      if (value === null || value === undefined) this.removeAttribute(name);
      else this.setAttribute(name, value);
    },
  });

for (const name of ownNames)
  Object.defineProperty(prototype, name, {
    get(this: ChatElement) {
      return this.own[name];
    },
    set(this: ChatElement, value: unknown) {
      this.own = { [name]: value };
    },
  });

/** Registers `<causerie-chat>`. If it is registered already, or on a server, it does nothing. */
export function defineChatElement(sources: Sources, element = ChatElement): void {
  if (globalThis.customElements === undefined || customElements.get("causerie-chat") !== undefined) return;
  ChatElement.sources = sources;
  customElements.define("causerie-chat", element);
}

declare global {
  interface HTMLElementTagNameMap {
    "causerie-chat": ChatElement;
  }
}
