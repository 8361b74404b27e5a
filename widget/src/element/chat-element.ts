import type { Chat } from "#chat/chat.ts";
import type { GetToken } from "#chat/sign-in/ask-token.ts";
import type { PageRenderers } from "#react/extras/page-renderers.ts";
import type { Sources } from "./app.ts";
import { attributeNames, type Own, type OwnStrings } from "./options.ts";
import { createShell } from "./shell.ts";

/** Without a DOM the module can still be loaded, as frameworks do on a server. */
const BaseElement = "HTMLElement" in globalThis ? HTMLElement : (Object as unknown as typeof HTMLElement);

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
  declare getToken: GetToken | undefined;

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

  /** `element.open()`. It can be set as well, because most frameworks write to a property of an attribute's name. */
  get open(): () => void {
    return () => this.toggleAttribute("open", true);
  }
  set open(open: boolean | "" | null | undefined) {
    this.toggleAttribute("open", (open ?? false) !== false);
  }

  close(): void {
    this.toggleAttribute("open", false);
  }

  toggle(): void {
    this.toggleAttribute("open");
  }

  /** Sends a text as if the visitor had written it, whether the window is open or not. */
  async send(text: string): Promise<void> {
    (await this.#shell.start()).sendText(text);
  }

  /** Ends the visitor's session, in all tabs. `forget`: the server deletes all that it keeps of them. Rejects if it did not work. */
  async signOut(options?: { forget?: boolean }): Promise<void> {
    return (await this.#shell.start()).endSession(options);
  }

  /** Fetches the code of the chat before its first use. */
  preload(): Promise<void> {
    return this.#shell.preload();
  }

  /** Loads the chat and connects it while it is closed, so that the launcher shows unread messages. */
  async resume(): Promise<void> {
    await this.#shell.start().catch(() => {});
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

for (const name of attributeNames) {
  Object.defineProperty(ChatElement.prototype, name, {
    enumerable: true,
    get(this: ChatElement) {
      return this.getAttribute(name);
    },
    set(this: ChatElement, value: string | null | undefined) {
      if (value === null || value === undefined) this.removeAttribute(name);
      else this.setAttribute(name, value);
    },
  });
}

for (const name of ["strings", "renderers", "getToken"] as const) {
  Object.defineProperty(ChatElement.prototype, name, {
    get(this: ChatElement) {
      return this.own[name];
    },
    set(this: ChatElement, value: unknown) {
      this.own = { [name]: value };
    },
  });
}

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
