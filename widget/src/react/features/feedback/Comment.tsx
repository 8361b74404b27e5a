import { limits } from "@causerie/protocol";
import { type FormEvent, type ReactNode, useId, useState } from "react";
import { useAnnounce } from "#react/features/announce.tsx";
import { readField } from "#react/features/read-field.ts";
import { useTexts } from "#react/features/texts.ts";
import { focusPanel } from "#react/hooks/focus-panel.ts";
import { useChat, useChatState } from "#react/hooks/use-chat.ts";
import { useAllInHand } from "#react/hooks/use-in-hand.ts";
import { useText } from "#react/text.ts";
import { texts } from "./strings.ts";

/** Asks for words beside a thumb that was just pressed. Nobody has to write any. */
export function Comment({ messageId }: { messageId: string }): ReactNode {
  const { t } = useTexts(texts);
  const core = useText();
  const chat = useChat();
  const announce = useAnnounce();
  const id = useId();
  const opinion = useChatState((state) => state.feedback[messageId]);
  /** For this opinion nothing is asked: it is from before, or has its comment. */
  const begun = useAllInHand<string>("comments");
  const [settled, setSettled] = useState(begun.has(messageId) ? undefined : opinion);
  if (opinion === settled || (opinion !== "up" && opinion !== "down")) return null;

  const settle = (): void => {
    begun.delete(messageId);
    setSettled(opinion);
  };
  const onSubmit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const comment = readField(event.currentTarget, "comment");
    focusPanel(event.currentTarget);
    settle();
    if (comment === "") return;
    chat.sendFeedback(messageId, opinion, { comment });
    announce(t("feedbackSent"));
  };
  return (
    <form className="causerie-comment" part="comment" onSubmit={onSubmit}>
      <label htmlFor={id}>{t(opinion === "up" ? "feedbackUp" : "feedbackDown")}</label>
      <textarea
        id={id}
        name="comment"
        rows={2}
        maxLength={limits.commentLength}
        dir="auto"
        defaultValue={begun.get(messageId)}
        onInput={({ currentTarget }) => void begun.set(messageId, currentTarget.value)}
      />
      <div className="causerie-comment-foot">
        <button type="submit" className="causerie-screen-button causerie-screen-main">
          {core.t("send")}
        </button>
        <button
          type="button"
          className="causerie-screen-button"
          onClick={(event) => {
            focusPanel(event.currentTarget);
            settle();
          }}
        >
          {t("feedbackSkip")}
        </button>
      </div>
    </form>
  );
}
