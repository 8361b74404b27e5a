import type { Message } from "@causerie/protocol";
import { type ReactNode, useMemo } from "react";
import type { MessageEntry } from "#chat/chat.ts";
import { MessageMetadataContext, toRenderers } from "#compat/state/renderers.tsx";
import type { RendererSettings, Widgets } from "#compat/state/settings.ts";
import { ChatContext, useChatContext } from "#react/context.ts";
import type { Renderers } from "#react/extras/renderers.ts";
import { MessageBody } from "#react/message/MessageBody.tsx";

/** A page's renderers and widgets as ours, each of which finds what came beside its message. */
export function ownRenderers(settings: RendererSettings = {}, widgets?: Widgets): Renderers {
  const { buttonRenderers = {}, imageRenderers = {}, textRenderers = {} } = settings;
  const hasParts = [buttonRenderers, imageRenderers, textRenderers].some((each) => Object.keys(each).length > 0);
  return { ...(hasParts && besideMetadata), ...toRenderers(settings, widgets) };
}

const none: Record<string, string> = {};

/** The message as the chat draws it, in which the page's buttons, images and texts find what came beside it. */
function BesideMetadata({ message, entry }: { message: Message; entry: MessageEntry }): ReactNode {
  const context = useChatContext();
  const { type } = message;
  const inside = useMemo(
    () => ({ ...context, renderers: { ...context.renderers, [type]: undefined } }),
    [context, type],
  );
  return (
    <MessageMetadataContext.Provider value={message.metadata ?? none}>
      <ChatContext.Provider value={inside}>
        <MessageBody entry={entry} />
      </ChatContext.Provider>
    </MessageMetadataContext.Provider>
  );
}

const besideMetadata: Renderers = {
  text: BesideMetadata,
  card: BesideMetadata,
  carousel: BesideMetadata,
  media: BesideMetadata,
  list: BesideMetadata,
  location: BesideMetadata,
  form: BesideMetadata,
  panel: BesideMetadata,
};
