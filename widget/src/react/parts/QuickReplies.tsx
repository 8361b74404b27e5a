import type { ReactNode } from "react";
import { WithExtras } from "#react/extras/WithExtras.tsx";
import { useChatState } from "#react/hooks/use-chat.ts";
import { ReplyButton } from "#react/message/ReplyButton.tsx";
import { useText } from "#react/text.ts";

/** Suggested answers, each one tap. They disappear with the visitor's next message. */
export function QuickReplies(): ReactNode {
  const { t } = useText();
  const replies = useChatState((state) => state.quickReplies);
  if (replies.length === 0) return null;
  return (
    <ul className="causerie-quick-replies" aria-label={t("suggestions")}>
      {replies.map((reply, index) => (
        <li key={index}>
          {reply.type === "location" || reply.imageUrl !== undefined ? (
            <WithExtras retry>{({ Reply }) => <Reply reply={reply} />}</WithExtras>
          ) : (
            <ReplyButton reply={reply} />
          )}
        </li>
      ))}
    </ul>
  );
}
