import type { ReactNode } from "react";
import type { VisitorEntry } from "#chat/chat.ts";
import { focusPanel } from "#react/hooks/focus-panel.ts";
import { useChat } from "#react/hooks/use-chat.ts";
import { Icon } from "#react/Icon.tsx";
import { useText } from "#react/text.ts";

/** The delivery state of a visitor's message, as text. A failed message can be sent again or removed. */
export function Delivery({ entry, text, newest }: { entry: VisitorEntry; text: string; newest: boolean }): ReactNode {
  const { t } = useText();
  const chat = useChat();
  switch (entry.delivery.type) {
    case "waiting":
      return <span>{t(entry.delivery.code === "rate_limited" ? "busy" : "waiting")}</span>;
    case "sending":
      return <span className="causerie-late">{t("sending")}</span>;
    case "sent":
      return newest ? <span>{t("sent")}</span> : null;
    case "failed":
      return (
        <div className="causerie-failed" part="error">
          <Icon name="alert" />
          <span>{t("notSent")}</span>
          <button
            type="button"
            className="causerie-link-button"
            aria-label={t("retryThis", { text: shorten(text) })}
            onClick={(event) => {
              focusPanel(event.currentTarget);
              chat.retry(entry.key);
            }}
          >
            {t("retry")}
          </button>
          <button
            type="button"
            className="causerie-link-button"
            aria-label={t("discardThis", { text: shorten(text) })}
            onClick={(event) => {
              focusPanel(event.currentTarget);
              chat.discard(entry.key);
            }}
          >
            {t("discard")}
          </button>
        </div>
      );
  }
}

/** The name of a button only: the bubble shows the whole message. */
function shorten(text: string): string {
  const characters = Array.from(text);
  return characters.length <= 40 ? text : `${characters.slice(0, 40).join("")}…`;
}
