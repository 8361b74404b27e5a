import { flushSync } from "react-dom";
import { createRoot } from "react-dom/client";
import type { Chat } from "#chat/chat.ts";
import { createChat } from "#chat/create-chat.ts";
import { browserLocale } from "#i18n/locale.ts";
import { ChatProvider } from "#react/ChatProvider.tsx";
import { ChatWindow } from "#react/ChatWindow.tsx";
import { Header } from "#react/Header.tsx";
import { useText } from "#react/text.ts";
import chatCss from "#theme/chat.css?inline";
import type { App, AppView } from "./app.ts";
import { adopt } from "./stylesheet.ts";

/** Draws the conversation into the element's shadow root. A given chat is left alive when the element goes. */
export function mountApp(container: HTMLElement, root: ShadowRoot, view: AppView, given: Chat | undefined): App {
  adopt(root, chatCss);
  const { endpoint, locale, referral } = view.options;
  const chat = given ?? createChat({ endpoint, locale: browserLocale(locale), referral });
  const reactRoot = createRoot(container);
  const render = (next: AppView): void => {
    // At once, because the element moves the focus right after it.
    flushSync(() => reactRoot.render(<ElementApp chat={chat} view={next} />));
  };
  render(view);
  return {
    chat,
    render,
    unmount() {
      reactRoot.unmount();
      if (given === undefined) chat.dispose();
    },
  };
}

function ElementApp({ chat, view: { options, strings, open, onClose } }: { chat: Chat; view: AppView }) {
  const { mode, heading, locale } = options;
  return (
    <ChatProvider chat={chat} locale={locale} strings={strings}>
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
    </ChatProvider>
  );
}

function Greeting() {
  const { t } = useText();
  return <p className="causerie-empty">{t("empty")}</p>;
}
