import { type ReactNode, useEffect, useMemo, useState } from "react";
import { Themed } from "#compat/look/ThemeProvider.tsx";
import { ownRenderers } from "./own-renderers.tsx";
import { createPresentedChat, type PresentedChat } from "#compat/state/presented-chat.ts";
import { type TockAccessibility, toStrings, type Widgets } from "#compat/state/settings.ts";
import type { ButtonData } from "#compat/data/types.ts";
import { ChatProvider } from "#react/ChatProvider.tsx";
import { useOptionalSettings } from "#compat/state/TockContext.tsx";

export type PresentedProps = {
  /** A button was pressed that is no link. */
  onAction: (button: ButtonData) => void;
  onQuickReplyClick?: ((button: ButtonData) => void) | undefined;
  widgets?: Widgets | undefined;
  accessibility?: TockAccessibility | undefined;
  className?: string | undefined;
  /** The conversation for the parts: what it shows is set by `present`. */
  children: (chat: PresentedChat) => ReactNode;
};

/** Parts of this chat without a conversation of their own: they show what the page gives them. */
export function Presented({
  onAction,
  onQuickReplyClick,
  widgets,
  accessibility,
  className,
  children,
}: PresentedProps) {
  const [chat] = useState(createPresentedChat);
  useEffect(() =>
    chat.onPress({
      sendPostback: ({ label, link }) => onAction(link === "" ? { label } : { label, payload: link }),
      sendText: (text) => (onQuickReplyClick ?? onAction)({ label: text }),
    }),
  );
  const settings = useOptionalSettings();
  const renderers = useMemo(() => ownRenderers(settings?.renderers, widgets), [settings?.renderers, widgets]);
  const strings = useMemo(() => toStrings(accessibility), [accessibility]);
  return (
    <Themed className={className ?? "causerie-tock-part"}>
      <ChatProvider chat={chat} locale={settings?.locale} strings={strings} renderers={renderers}>
        <div className="causerie" data-theme="light">
          {children(chat)}
        </div>
      </ChatProvider>
    </Themed>
  );
}
