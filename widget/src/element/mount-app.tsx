import { type ReactNode, useMemo } from "react";
import { flushSync } from "react-dom";
import { createRoot } from "react-dom/client";
import type { Chat } from "#chat/chat.ts";
import { createChat } from "#chat/create-chat.ts";
import { browserLocale } from "#i18n/locale.ts";
import { createTranslate } from "#i18n/strings.ts";
import { ErrorBoundary } from "#react/ErrorBoundary.tsx";
import { attachedEvent } from "#react/hooks/use-thread-scroll.ts";
import { ChatWindow } from "#react/parts/ChatWindow.tsx";
import type { Extras } from "#react/extras/extra-parts.ts";
import { Header } from "#react/parts/Header.tsx";
import { ProvideChat } from "#react/ProvideChat.tsx";
import { useText } from "#react/text.ts";
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
): App {
  adopt(root, chatCss);
  const { endpoint, locale, referral } = view.options;
  const chat = given ?? createChat({ endpoint, locale: browserLocale(locale), referral });
  if (draft !== "" && chat.getDraft() === "") chat.saveDraft(draft);
  const reactRoot = createRoot(container);
  const fetchExtras = async (): Promise<Extras> => {
    const { extras, extrasCss, mountApp: newest } = await import("./styled-extras.ts");
    if (newest !== mountApp) view.onNewer({ mountApp: newest });
    adopt(root, extrasCss);
    return extras;
  };
  const render = (next: AppView): void => {
    // Synchronous, because the element moves the focus right after it.
    flushSync(() =>
      reactRoot.render(
        <ErrorBoundary>
          <ElementApp chat={chat} view={next} host={root.host} fetchExtras={fetchExtras} />
        </ErrorBoundary>,
      ),
    );
  };
  render(view);
  const wrapper = container.parentElement ?? container;
  const stops = [keepFocus(root.host, root), printInPage(wrapper), followColorScheme(wrapper)];
  return {
    chat,
    render,
    describeUnread: (count, { strings }) => createTranslate(browserLocale(locale), strings)("unread", { count }),
    attached: () => void container.querySelector(".causerie-log")?.dispatchEvent(new Event(attachedEvent)),
    unmount() {
      for (const stop of stops) stop();
      reactRoot.unmount();
      if (given === undefined) chat.dispose();
    },
  };
}

type ElementAppProps = { chat: Chat; view: AppView; host: Element; fetchExtras: () => Promise<Extras> };

function ElementApp({ chat, view, host, fetchExtras }: ElementAppProps): ReactNode {
  const { options, own, open, onClose } = view;
  const { mode, heading, locale, feedback } = options;
  const hostPage = useMemo(() => ({ host, renderers: own.renderers }), [host, own.renderers]);
  return (
    <ProvideChat
      chat={chat}
      language={browserLocale(locale)}
      strings={own.strings}
      hostPage={hostPage}
      feedback={feedback}
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
