import { type ReactNode, useMemo } from "react";
import type { Chat } from "#chat/chat.ts";
import type { Strings } from "#i18n/strings.ts";
import { ChatContext, type ChatContextValue } from "./context.ts";
import { createExtrasSource, type Extras } from "./extras/extras-source.ts";
import type { Renderers } from "./extras/renderers.ts";
import { createTexts, TextContext } from "./text.ts";

export type ProvideChatProps = {
  children?: ReactNode;
  chat: Chat;
  language: string;
  strings?: Partial<Strings> | undefined;
  renderers?: Renderers | undefined;
  page?: ChatContextValue["page"];
  feedback?: boolean | undefined;
  /** How the rarer parts are fetched: with the element their looks must come along. */
  fetchExtras: () => Promise<Extras>;
};

const noRenderers: Renderers = {};

/** What `ChatProvider` and the element have in common. */
export function ProvideChat(props: ProvideChatProps): ReactNode {
  const { children, chat, language, strings, renderers = noRenderers, page, feedback = false, fetchExtras } = props;
  const extras = useMemo(() => createExtrasSource(fetchExtras), [fetchExtras]);
  const texts = useMemo(() => createTexts(language, strings), [language, strings]);
  const context = useMemo(
    () => ({ chat, renderers, page, feedback, extras }),
    [chat, renderers, page, feedback, extras],
  );
  return (
    <ChatContext.Provider value={context}>
      <TextContext.Provider value={texts}>{children}</TextContext.Provider>
    </ChatContext.Provider>
  );
}
