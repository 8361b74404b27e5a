import { type ReactNode, useMemo, useSyncExternalStore } from "react";
import { readChosenLanguage, watchChosenLanguage } from "#i18n/chosen-language.ts";
import { browserLocale } from "#i18n/locale.ts";
import type { Strings } from "#i18n/strings.ts";
import type { Extras } from "./extras/extra-parts.ts";
import { ProvideChat } from "./ProvideChat.tsx";
import type { Renderers } from "./extras/renderers.ts";
import type { Beginning } from "./hooks/begin-with.ts";
import { useBeginning } from "./hooks/use-beginning.ts";
import { useLanguage } from "./hooks/use-language.ts";
import { type ChatSource, useOwnChat } from "./hooks/use-own-chat.ts";
import { useStrings } from "./hooks/use-strings.ts";
import { drawnParts } from "./renderers/drawn-parts.ts";
import { PageRenderersContext } from "./renderers/page-renderers-context.ts";
import type { FeatureSettings } from "./seams/feature-settings.ts";

export type ChatProviderProps = {
  children?: ReactNode;
  /** Language of the interface. The bot receives it as well. Default: the language of the page. */
  locale?: string | undefined;
  /**
   * Texts in place of the built-in ones, which are fetched for the language. All texts of a language, such as those of
   * `@causerie/widget/locales/de`, are there at the first render, also on a server.
   */
  strings?: Partial<Strings> | undefined;
  /** What the page draws in its own manner: kinds of messages, and the buttons, images, texts and errors in them. */
  renderers?: Renderers | undefined;
  /** Whether the visitor is asked for an opinion about the newest answer. Default false. */
  feedback?: boolean | undefined;
  /** What the chat can do beyond texts, each fetched when the chat is first shown, such as `["files", "location"]`. Default none. */
  features?: readonly string[] | undefined;
  /** Of the features, by the names that their documents give. */
  settings?: (FeatureSettings & Readonly<Record<string, unknown>>) | undefined;
} & Beginning &
  ChatSource;

/**
 * Gives the hooks and parts inside it their conversation. Nothing is sent before the chat is first shown.
 * @example
 * <ChatProvider endpoint="https://bot.example.com/web"><Thread /><Composer /></ChatProvider>
 */
export function ChatProvider({
  children,
  locale,
  strings,
  renderers,
  feedback,
  features,
  settings,
  onReady,
  openingMessage,
  ...source
}: ChatProviderProps): ReactNode {
  const chosen = useSyncExternalStore(watchChosenLanguage, readChosenLanguage, () => undefined);
  // Without the feature the visitor could not take their choice back.
  const wish = (features?.includes("language") && chosen) || locale;
  const language = useLanguage(wish);
  const texts = useStrings(language, strings);
  // What is drawn does not depend on the chat's own language, so it need not wait for it.
  const chat = useOwnChat(source, browserLocale(wish));
  useBeginning(chat, { onReady, openingMessage });
  const drawn = useMemo(() => renderers && drawnParts(renderers), [renderers]);
  return (
    <PageRenderersContext.Provider value={renderers ?? noRenderers}>
      <ProvideChat
        chat={chat}
        language={language}
        {...texts}
        renderers={drawn}
        feedback={feedback}
        features={features?.join(" ")}
        settings={settings}
        fetchExtras={fetchExtras}
      >
        {children}
      </ProvideChat>
    </PageRenderersContext.Provider>
  );
}

const noRenderers: Renderers = {};

async function fetchExtras(): Promise<Extras> {
  return (await import("./extras/react-extras.ts")).reactExtras;
}
