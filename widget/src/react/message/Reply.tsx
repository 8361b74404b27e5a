import type { QuickReply } from "@causerie/protocol";
import type { ReactNode } from "react";
import { WithExtras } from "#react/extras/WithExtras.tsx";
import { focusPanel } from "#react/hooks/focus-panel.ts";
import { isMeant } from "#react/hooks/is-meant.ts";
import { useChat } from "#react/hooks/use-chat.ts";
import { useOwn } from "#react/seams/seams.tsx";

/** A suggested answer. One that is more than its label is fetched. */
export function Reply({ reply }: { reply: QuickReply }): ReactNode {
  return useOwn(
    "QuickReply",
    { reply },
    reply.type === "location" || reply.imageUrl !== undefined ? (
      <WithExtras retry>{({ RichReply }) => <RichReply reply={reply} />}</WithExtras>
    ) : (
      <ReplyButton reply={reply} />
    ),
  );
}

type SaidReply = Exclude<QuickReply, { type: "location" }>;

/** Sends what it says. `children` stand before its label. */
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
