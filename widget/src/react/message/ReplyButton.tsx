import type { QuickReply } from "@causerie/protocol";
import type { ReactNode } from "react";
import { focusPanel } from "#react/hooks/focus-panel.ts";
import { isMeant } from "#react/hooks/is-meant.ts";
import { useChat } from "#react/hooks/use-chat.ts";

export type SaidReply = Exclude<QuickReply, { type: "location" }>;

/** A suggested answer. `children` stand before its label. */
export function ReplyButton({ reply, children }: { reply: SaidReply; children?: ReactNode }): ReactNode {
  const chat = useChat();
  return (
    <button
      type="button"
      className="causerie-quick-reply"
      part="quick-reply"
      dir="auto"
      onClick={(event) => {
        if (!isMeant(event)) return;
        focusPanel(event.currentTarget); // The button is about to disappear.
        if (reply.type === "postback") chat.sendPostback(reply);
        else chat.sendText(reply.text ?? reply.label);
      }}
    >
      {children}
      <span>{reply.label}</span>
    </button>
  );
}
