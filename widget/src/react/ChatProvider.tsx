import { type ReactNode, useMemo } from "react";
import type { Strings } from "#i18n/strings.ts";
import { browserLocale } from "#i18n/locale.ts";
import { ChatContext } from "./context.ts";
import type { Renderers } from "./renderers.ts";
import { createTexts, TextContext } from "./text.ts";
import { type ChatSource, useOwnChat } from "./use-own-chat.ts";

export type ChatProviderProps = {
  children?: ReactNode;
  /** Language of the interface, told to the bot as well. Default: the page's. */
  locale?: string | undefined;
  /** Texts in place of the built-in ones. */
  strings?: Partial<Strings> | undefined;
  renderers?: Renderers | undefined;
} & ChatSource;

/**
 * Gives the hooks and parts inside it their conversation. Nothing is sent before the chat is first shown.
 * @example
 * <ChatProvider endpoint="https://bot.example.com/web"><Thread /><Composer /></ChatProvider>
 */
export function ChatProvider({ children, locale, strings, renderers, ...source }: ChatProviderProps): ReactNode {
  const language = browserLocale(locale);
  const chat = useOwnChat(source, language);
  const texts = useMemo(() => createTexts(language, strings), [language, strings]);
  const context = useMemo(() => ({ chat, renderers: renderers ?? {} }), [chat, renderers]);
  return (
    <ChatContext.Provider value={context}>
      <TextContext.Provider value={texts}>{children}</TextContext.Provider>
    </ChatContext.Provider>
  );
}
