/* oxlint-disable jsx-a11y/prefer-tag-over-role -- the element for a group is `fieldset`, which means form fields */
import type { ReactNode } from "react";
import { isMeant } from "#react/hooks/is-meant.ts";
import { useChat, useChatState } from "#react/hooks/use-chat.ts";
import { Drawing } from "#react/Icon.tsx";
import { extraIcons } from "#theme/extra-icons.ts";
import { useExtraText } from "#react/extras/extra-text.ts";
import { moveByArrows } from "#react/features/foot-keys.ts";

/** Thumbs up or down for a message of the bot. A second press withdraws the opinion. */
export function Thumbs({ messageId, newest }: { messageId: string; newest: boolean }): ReactNode {
  const t = useExtraText();
  const chat = useChat();
  const opinion = useChatState((state) => state.feedback[messageId]) ?? "none";
  return (
    <div
      className="causerie-feedback"
      part="feedback"
      role="group"
      aria-label={t("helpful")}
      data-newest={newest ? "" : undefined}
    >
      {(["up", "down"] as const).map((value) => (
        <button
          key={value}
          type="button"
          className="causerie-thumb"
          data-value={value}
          aria-label={t(value === "up" ? "thumbsUp" : "thumbsDown")}
          title={t(value === "up" ? "thumbsUp" : "thumbsDown")}
          aria-pressed={opinion === value}
          // All of the thread are one stop of the Tab key.
          tabIndex={newest ? 0 : -1}
          onKeyDown={moveByArrows}
          onClick={(event) => {
            // A second press withdraws the opinion, and that of a double click was not meant to.
            if (isMeant(event)) chat.sendFeedback(messageId, opinion === value ? "none" : value);
          }}
        >
          <Drawing path={extraIcons.thumbUp} />
        </button>
      ))}
      <output className="causerie-sr">{opinion === "none" ? "" : t("thanks")}</output>
    </div>
  );
}
