import { type ReactNode, useMemo } from "react";
import { fromEntry, fromQuickReply } from "#compat/data/from-entry.ts";
import { Themed } from "#compat/look/ThemeProvider.tsx";
import type { TockChat } from "#compat/state/connect.ts";
import { type ChatOnlyOptions, toStrings } from "#compat/state/settings.ts";
import { useTockChat, useTockSettings } from "#compat/state/TockContext.tsx";
import { actsOf } from "#compat/state/use-tock.ts";
import { withPauses } from "#compat/state/with-pauses.ts";
import { Chat as OurChat } from "#react/Chat.tsx";
import { ownRenderers } from "./own-renderers.tsx";

export type ChatProps = ChatOnlyOptions & {
  /** Default that of `<TockContext endpoint>`. */
  endPoint?: string | undefined;
  referralParameter?: string | undefined;
};

/** The whole chat, in the place where it stands. It goes on where the visitor left it: first `afterInit`, then referral and opening message. */
export function Chat(props: ChatProps): ReactNode {
  const { endPoint, referralParameter, afterInit, openingMessage, widgets, accessibility } = props;
  const { extraHeadersProvider, disableSse, localStorageHistory, timeoutBetweenMessage } = props;
  const settings = useTockSettings();
  const chat = useTockChat(endPoint, {
    ...(extraHeadersProvider && { extraHeadersProvider }),
    ...(disableSse !== undefined && { disableSse }),
    ...(localStorageHistory && { localStorageHistory }),
  });
  const renderers = useMemo(() => ownRenderers(settings.renderers, widgets), [settings.renderers, widgets]);
  const strings = useMemo(() => toStrings(accessibility), [accessibility]);
  const shown = useMemo(
    () => (timeoutBetweenMessage ? withPauses(chat, timeoutBetweenMessage) : chat),
    [chat, timeoutBetweenMessage],
  );
  return (
    <Themed className="causerie-tock">
      <OurChat
        mode="inline"
        // Their themes have one colour for each thing.
        theme="light"
        chat={shown}
        locale={settings.locale}
        strings={strings}
        renderers={renderers}
        header={<></>}
        openingMessage={openingMessage}
        onReady={async () => {
          await afterInit?.(initContext(chat));
          if (referralParameter) chat.sendReferral(referralParameter);
        }}
      />
    </Themed>
  );
}

function initContext(chat: TockChat): Parameters<NonNullable<ChatOnlyOptions["afterInit"]>>[0] {
  const { entries, quickReplies } = chat.getState();
  const { sendMessage, sendPayload, clearMessages } = actsOf(chat);
  const history =
    entries.length === 0 ? null : { messages: entries.map(fromEntry), quickReplies: quickReplies.map(fromQuickReply) };
  return { history, sendMessage, sendPayload, clearMessages };
}
