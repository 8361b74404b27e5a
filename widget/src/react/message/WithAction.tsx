import type { Button } from "@causerie/protocol";
import { type ReactNode, useMemo } from "react";
import type { Chat } from "#chat/chat.ts";
import { ChatContext, useChatContext } from "#react/context.ts";

/** A button that goes to a story. */
export type ActedOn = Extract<Button, { type: "postback" }>;

/** Inside of it a button that goes to a story calls the page, and nothing is sent. */
export function WithAction({
  onAction,
  children,
}: {
  onAction: (button: ActedOn) => void;
  children: ReactNode;
}): ReactNode {
  const context = useChatContext();
  const inside = useMemo(() => {
    const sendPostback: Chat["sendPostback"] = (tap) => onAction({ type: "postback", ...tap });
    // All else is that of the chat itself, which may be an object of a class.
    const chat = Object.create(context.chat, { sendPostback: { value: sendPostback } }) as Chat;
    return { ...context, chat };
  }, [context, onAction]);
  return <ChatContext.Provider value={inside}>{children}</ChatContext.Provider>;
}
