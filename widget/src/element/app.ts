import type { Chat } from "#chat/chat.ts";
import type { StringsModule } from "#i18n/load-strings.ts";
import type { ChatElementOptions, Own, OwnStrings } from "./options.ts";

/**
 * The interface of the large part, which the small element loads when the chat is opened. The two may be of different versions:
 * a browser keeps the small part for a while after the server has been updated. So additions are optional to both.
 */
export type App = {
  chat: Chat;
  render(view: AppView): void;
  /** How many messages are unread, in words. */
  describeUnread(count: number, own: Own): string;
  unmount(): void;
  /** The element was taken out of the page, and is in it again. */
  attached?(): void;
};

export type AppView = {
  options: ChatElementOptions;
  own: Own;
  open: boolean;
  onClose: () => void;
  /** The server has been updated: the parts that it serves belong to this newer code. */
  onNewer: (newer: AppModule) => void;
};

export type AppModule = {
  mountApp: (
    container: HTMLElement,
    root: ShadowRoot,
    view: AppView,
    chat: Chat | undefined,
    draft: string,
    /** The built-in texts of the language. None: the English ones, which are part of this module. */
    strings: Promise<OwnStrings>,
  ) => App;
};

/** Where the element gets what it needs once it is opened. */
export type Sources = {
  app: () => Promise<AppModule>;
  /** The texts of a language that is in `launcherNames`. */
  strings: (language: string) => Promise<StringsModule>;
};
