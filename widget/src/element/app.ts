import type { Chat } from "#chat/chat.ts";
import type { ChatElementOptions, Own } from "./options.ts";

/** What the small element must know of the large part that it loads when the chat is wanted. */
export type App = {
  chat: Chat;
  render(view: AppView): void;
  unmount(): void;
};

export type AppView = {
  options: ChatElementOptions;
  own: Own;
  open: boolean;
  onClose: () => void;
};

export type AppModule = {
  mountApp: (container: HTMLElement, root: ShadowRoot, view: AppView, chat: Chat | undefined) => App;
};
