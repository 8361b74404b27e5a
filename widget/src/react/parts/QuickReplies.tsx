import type { ReactNode } from "react";
import { useChatState } from "#react/hooks/use-chat.ts";
import { Reply } from "#react/message/Reply.tsx";
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
          <Reply reply={reply} />
        </li>
      ))}
    </ul>
  );
}
