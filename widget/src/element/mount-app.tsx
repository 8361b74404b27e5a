import { type ReactNode, useMemo } from "react";
import { flushSync } from "react-dom";
import { createRoot } from "react-dom/client";
import type { Chat } from "#chat/chat.ts";
import { createChat } from "#chat/create-chat.ts";
import type { ChatOptions } from "#chat/options.ts";
import { browserLocale } from "#i18n/locale.ts";
import { createTranslate, type Strings } from "#i18n/strings.ts";
import { ErrorBoundary } from "#react/ErrorBoundary.tsx";
import { attachedEvent } from "#react/hooks/use-thread-scroll.ts";
import { ChatWindow } from "#react/parts/ChatWindow.tsx";
import type { Extras } from "#react/extras/extra-parts.ts";
import { Header } from "#react/parts/Header.tsx";
import { ProvideChat } from "#react/ProvideChat.tsx";
import { patienceMs, useText } from "#react/text.ts";
import { printInPage } from "#react/hooks/print-in-page.ts";
import { followColorScheme } from "#theme/color-scheme.ts";
import chatCss from "#theme/chat.css?inline";
import type { App, AppView } from "./app.ts";
import { keepFocus } from "#react/keep-focus.ts";
import { adopt } from "#theme/adopt.ts";

/** Draws the conversation into the element's shadow root. A given chat is not disposed of with the element. */
export function mountApp(
  container: HTMLElement,
  root: ShadowRoot,
  view: AppView,
  given: Chat | undefined,
  draft = "",
  fetched: Promise<Partial<Strings>> = Promise.resolve({}),
): App {
  adopt(root, chatCss);
  const { endpoint, protocol, locale, referral } = view.options;
  let shown = view;
  /** Undefined while they are on their way. */
  let strings: Partial<Strings> | undefined;
  // Once, because the texts are of this language, too.
  const language = browserLocale(locale);
  const { getToken, context } = view.own;
  const chat =
    given ??
    createChat({
      endpoint,
      protocol: protocol as ChatOptions["protocol"],
      openingMessage: (root.host as HTMLElement).dataset["openingMessage"],
      locale: language,
      referral,
      getToken,
      context,
      get headers() {
        return shown.own.headers;
      },
    });
  // What was taken along begins with what the chat knows of it; what was typed before the chat had come stands behind that.
  chat.saveDraft(draft.startsWith(chat.getDraft()) ? draft : chat.getDraft() + draft);
  const reactRoot = createRoot(container);
  const fetchExtras = async (): Promise<Extras> => {
    const { extras, extrasCss, mountApp: newest, styledFeatures } = await import("./styled-extras.ts");
    if (newest !== mountApp) view.onNewer({ mountApp: newest });
    adopt(root, extrasCss);
    return { ...extras, table: styledFeatures(root, mountApp, view.onNewer) };
  };
  const render = (next: AppView): void => {
    const { getToken, context } = shown.own;
    shown = next;
    if (context !== next.own.context) chat.setContext(next.own.context);
    if (getToken !== next.own.getToken) void chat.setUser(next.own.getToken);
    // Synchronous, because the element moves the focus right after it.
    flushSync(() =>
      reactRoot.render(
        <ErrorBoundary>
          <ElementApp
            chat={chat}
            view={next}
            language={language}
            strings={strings}
            host={root.host}
            fetchExtras={fetchExtras}
          />
        </ErrorBoundary>,
      ),
    );
  };
  render(view);
  let ended = false;
  const use = (arrived: Partial<Strings>): void => {
    strings = arrived;
    if (!ended) render(shown);
  };
  void fetched.then(use);
  setTimeout(() => strings ?? use({}), patienceMs);
  const wrapper = container.parentElement ?? container;
  const stops = [keepFocus(root.host, root), printInPage(wrapper), followColorScheme(wrapper)];
  return {
    chat,
    render,
    describeUnread: (count, own) => createTranslate(language, { ...strings, ...own.strings })("unread", { count }),
    attached: () =>
      void container.querySelector(".causerie-log")?.dispatchEvent(new Event(attachedEvent, { bubbles: true })),
    unmount() {
      ended = true;
      for (const stop of stops) stop();
      reactRoot.unmount();
      if (given === undefined) chat.dispose();
    },
  };
}

type ElementAppProps = {
  chat: Chat;
  view: AppView;
  language: string;
  strings: Partial<Strings> | undefined;
  host: Element;
  fetchExtras: () => Promise<Extras>;
};

function ElementApp({ chat, view, language, strings, host, fetchExtras }: ElementAppProps): ReactNode {
  const { options, own, open, onClose } = view;
  const { mode, heading, feedback, features } = options;
  const texts = useMemo(() => ({ ...strings, ...own.strings }), [strings, own.strings]);
  const hostPage = useMemo(() => ({ host, renderers: own.renderers }), [host, own.renderers]);
  return (
    <ProvideChat
      chat={chat}
      language={language}
      strings={texts}
      pending={strings === undefined}
      hostPage={hostPage}
      feedback={feedback}
      features={features}
      fetchExtras={fetchExtras}
    >
      <ChatWindow
        mode={mode}
        open={open}
        onClose={onClose}
        heading={heading}
        header={
          <slot name="header">
            <Header heading={heading} />
          </slot>
        }
        empty={
          <slot name="empty">
            <Greeting />
          </slot>
        }
        beforeComposer={<slot name="before-composer" />}
        footer={<slot name="footer" />}
      />
    </ProvideChat>
  );
}

function Greeting() {
  const { t } = useText();
  return <p className="causerie-empty">{t("empty")}</p>;
}
