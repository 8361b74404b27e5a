import { type ReactNode, useEffect, useMemo } from "react";
import type { Chat } from "#chat/chat.ts";
import type { Strings } from "#i18n/strings.ts";
import { ChatContext, type ChatContextValue } from "./context.ts";
import type { Extras } from "./extras/extra-parts.ts";
import { createExtrasLoader } from "./extras/extras-loader.ts";
import type { DrawnParts } from "./extras/renderers.ts";
import { createTexts, TextContext } from "./text.ts";

export type ProvideChatProps = {
  children?: ReactNode;
  chat: Chat;
  language: string;
  strings?: Partial<Strings> | undefined;
  /** The texts of the language are on their way. */
  pending?: boolean;
  renderers?: DrawnParts | undefined;
  hostPage?: ChatContextValue["hostPage"];
  feedback?: boolean | undefined;
  /** The features of the page, separated by spaces. */
  features?: string | undefined;
  settings?: ChatContextValue["settings"];
  /** Fetches the extra parts. In the element it also fetches their style sheet. */
  fetchExtras: () => Promise<Extras>;
};

const noRenderers: DrawnParts = {};

/** The part of `ChatProvider` that the element uses as well. */
export function ProvideChat(props: ProvideChatProps): ReactNode {
  const { children, chat, language, strings, pending } = props;
  const { renderers = noRenderers, hostPage, feedback, features = "", settings, fetchExtras } = props;
  const extras = useMemo(() => createExtrasLoader(fetchExtras), [fetchExtras]);
  const wanted = feedback ? `feedback ${features}` : features;
  useEffect(() => extras.chooseFeatures(wanted), [extras, wanted]);
  const texts = useMemo(() => createTexts(language, strings, pending), [language, strings, pending]);
  const context = useMemo(
    () => ({ chat, renderers, hostPage, extras, settings }),
    [chat, renderers, hostPage, extras, settings],
  );
  return (
    <ChatContext.Provider value={context}>
      <TextContext.Provider value={texts}>{children}</TextContext.Provider>
    </ChatContext.Provider>
  );
}
