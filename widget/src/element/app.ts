import type { Chat } from "#chat/chat.ts";
import type { ChatElementOptions, Own } from "./options.ts";

/** The interface of the large part, which the small element loads when the chat is opened. */
export type App = {
  chat: Chat;
  render(view: AppView): void;
  /** How many messages are unread, in words. */
  describeUnread(count: number, own: Own): string;
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
