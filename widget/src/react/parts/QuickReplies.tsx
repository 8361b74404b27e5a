import type { QuickReply } from "@causerie/protocol";
import type { ReactNode } from "react";
import { focusPanel } from "#react/hooks/focus-panel.ts";
import { isMeant } from "#react/hooks/is-meant.ts";
import { useChat, useChatState } from "#react/hooks/use-chat.ts";
import { safeMediaUrl } from "#react/message/safe-url.ts";
import { useText } from "#react/text.ts";

/** Suggested answers, each one tap. They disappear with the visitor's next message. */
export function QuickReplies(): ReactNode {
  const { t } = useText();
  const chat = useChat();
  const replies = useChatState((state) => state.quickReplies);
  if (replies.length === 0) return null;

  const choose = (reply: QuickReply): void => {
    if (reply.type === "postback") chat.sendPostback(reply);
    else if (reply.type === "text") chat.sendText(reply.text ?? reply.label);
  };
  return (
    <ul className="causerie-quick-replies" aria-label={t("suggestions")}>
      {replies.map((reply, index) => (
        <li key={index}>
          <button
            type="button"
            className="causerie-quick-reply"
            part="quick-reply"
            dir="auto"
            onClick={(event) => {
              if (!isMeant(event)) return;
              focusPanel(event.currentTarget); // The button is about to disappear.
              choose(reply);
            }}
          >
            <ReplyImage url={reply.imageUrl} />
            <span>{reply.label}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

function ReplyImage({ url }: { url: string | undefined }): ReactNode {
  const src = url === undefined ? undefined : safeMediaUrl(url);
  return src === undefined ? null : <img src={src} alt="" loading="lazy" decoding="async" width={20} height={20} />;
}
