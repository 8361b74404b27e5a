import { EarlyChatElement, upgradeProperty } from "#element/early-chat-element.ts";
import { adopt } from "#theme/adopt.ts";
import avatarCss from "#theme/avatar.css?inline";
import { setThemeTokens, type ThemeTokens } from "./theme-tokens.ts";

const ownProperties = ["keepsHistory", "tokens", "avatar"] as const;

/**
 * The element of `<causerie-chat>` with what a program can give it, and attributes cannot. Out of the page for longer than a move
 * takes, it ends everything that it has begun: connections, timers and listeners. Back in the page, it begins anew.
 */
export class StandaloneChatElement extends EarlyChatElement {
  #keepsHistory = true;
  #tokens: ThemeTokens = {};
  #avatar: string | undefined;

  /** Whether the conversation is kept on this device. Otherwise it ends with the page. Default true. */
  get keepsHistory(): boolean {
    return this.#keepsHistory;
  }
  set keepsHistory(keepsHistory: boolean) {
    if (this.#keepsHistory === keepsHistory) return;
    this.#keepsHistory = keepsHistory;
    // The conversation that is there belongs to another storage.
    if (this.isConnected) this.chat = undefined;
  }

  /** Colours and sizes of the page's theme. A later set takes the place of all of them. */
  get tokens(): ThemeTokens {
    return this.#tokens;
  }
  set tokens(tokens: ThemeTokens) {
    this.#tokens = { ...tokens };
    setThemeTokens(this.style, this.#tokens);
  }

  /** Address of a picture in the header, in the place of the emblem. */
  get avatar(): string | undefined {
    return this.#avatar;
  }
  set avatar(avatar: string | undefined) {
    this.#avatar = avatar;
    if (this.shadowRoot !== null) adopt(this.shadowRoot, avatarCss);
    this.toggleAttribute("data-avatar", Boolean(avatar));
    this.style.setProperty("--_avatar", avatar ? `url(${JSON.stringify(avatar)})` : "");
  }

  override connectedCallback(): void {
    for (const name of ownProperties) upgradeProperty(this, name);
    super.connectedCallback();
  }
}
