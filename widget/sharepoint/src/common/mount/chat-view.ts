import type { StandaloneChatElement } from "@causerie/widget/standalone";
import type { ChatOptions } from "#common/properties/to-chat-options.ts";
import type { Looks } from "#common/theme/section-theme.ts";
import { createStarters } from "./starters.ts";

export type Shown = {
  options: ChatOptions;
  looks: Looks;
  /** Asked before each request of the chat. Undefined: nobody signs in. */
  getToken: (() => Promise<string | undefined>) | undefined;
  /** As CSS, of a chat that fills its page. */
  fillHeight: string;
};

export type ChatView = {
  /** Shows the chat, or changes the one that is shown: its conversation goes on. */
  show(shown: Shown): void;
  /** Ends the chat, and says why in its place. The next `show` tries again. */
  refuse(line: string): void;
  remove(): void;
};

/** The place of the chat in the page. The widget is fetched when the first chat is shown, in a chunk of its own. */
export function createChatView(place: HTMLElement, loadFailed: string): ChatView {
  const box = document.createElement("div");
  const starters = createStarters();
  const notice = createNotice();
  let element: StandaloneChatElement | undefined;
  let wanted: Shown | undefined;
  let loading: Promise<void> | undefined;

  async function load(): Promise<void> {
    try {
      const { defineChatElement } = await import(
        /* webpackChunkName: 'causerie-widget' */ "@causerie/widget/standalone"
      );
      // Meanwhile it may have been removed, and shown again.
      if (wanted === undefined || element !== undefined) return;
      element = document.createElement(defineChatElement()) as StandaloneChatElement;
      element.append(starters.welcome, starters.list);
      starters.follow(element);
      apply(element, wanted);
      box.replaceChildren(element);
    } catch {
      loading = undefined;
      if (wanted !== undefined) box.textContent = loadFailed;
    }
  }

  function apply(chat: StandaloneChatElement, { options, looks, getToken, fillHeight }: Shown): void {
    const { endpoint, mode, fill, height, locale, direction, heading, referral, avatar, accent, keepsHistory } =
      options;
    const size = fill ? fillHeight : `${height}px`;
    chat.style.blockSize = mode === "floating" ? "" : size;
    chat.dir = direction;
    set(chat, "endpoint", endpoint);
    set(chat, "mode", mode === "inline" && fill ? "page" : mode);
    set(chat, "theme", looks.theme);
    set(chat, "locale", locale);
    set(chat, "heading", heading);
    set(chat, "referral", referral);
    set(chat, "accent", accent);
    chat.tokens = looks.tokens;
    chat.avatar = avatar;
    chat.keepsHistory = keepsHistory;
    chat.getToken = getToken;
    starters.update(options);
  }

  function remove(): void {
    wanted = undefined;
    loading = undefined;
    box.remove();
    element?.remove();
    element = undefined;
  }

  return {
    show(shown) {
      const { mode } = shown.options;
      // One button in the corner: another web part, or the launcher of all sites, may have put one there.
      if (mode === "floating" && isTaken(box)) return remove();
      box.dataset["causerie"] = mode;
      wanted = shown;
      if (!box.isConnected) place.append(box);
      if (element !== undefined) apply(element, shown);
      else loading ??= load();
    },
    refuse(line) {
      loading = undefined;
      element = undefined;
      notice.textContent = line;
      box.replaceChildren(notice);
    },
    remove,
  };
}

function isTaken(box: HTMLElement): boolean {
  const other = document.querySelector("[data-causerie=floating]");
  return other !== null && other !== box;
}

function createNotice(): HTMLElement {
  const notice = document.createElement("p");
  notice.setAttribute("role", "status");
  Object.assign(notice.style, { margin: "0 16px", fontSize: "0.875em", textAlign: "center" });
  return notice;
}

/** A value that is the same is not written again: the chat would begin anew with some of them. */
function set(chat: StandaloneChatElement, name: string, value: string | undefined): void {
  if (value === undefined) chat.removeAttribute(name);
  else if (chat.getAttribute(name) !== value) chat.setAttribute(name, value);
}
