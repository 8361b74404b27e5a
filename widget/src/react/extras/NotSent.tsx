import type { ReactNode } from "react";
import { focusPanel } from "#react/hooks/focus-panel.ts";
import { useChat } from "#react/hooks/use-chat.ts";
import { Drawing } from "#react/Icon.tsx";
import { useOwn } from "#react/seams/seams.tsx";
import { useText } from "#react/text.ts";
import { extraIcons } from "#theme/extra-icons.ts";
import { useExtraText } from "./extra-text.ts";
import type { NotSentProps } from "./extra-parts.ts";

/** Under a message that has failed: it can be sent again or removed. */
export function NotSent({ entryKey, text }: NotSentProps): ReactNode {
  const { t } = useText();
  const own = useExtraText();
  const chat = useChat();
  const retry = (): void => chat.retry(entryKey);
  return useOwn(
    "Fault",
    { reason: "sending", entryKey, text, retry },
    <div className="causerie-failed" part="error">
      <Drawing path={extraIcons.alert} />
      <span>{t("notSent")}</span>
      <button
        type="button"
        className="causerie-link-button"
        aria-label={own("retryThis", { text: shorten(text) })}
        onClick={(event) => {
          focusPanel(event.currentTarget);
          retry();
        }}
      >
        {own("retry")}
      </button>
      <button
        type="button"
        className="causerie-link-button"
        aria-label={own("discardThis", { text: shorten(text) })}
        onClick={(event) => {
          focusPanel(event.currentTarget);
          chat.discard(entryKey);
        }}
      >
        {own("discard")}
      </button>
    </div>,
  );
}

/** The name of a button only: the bubble shows the whole message. */
function shorten(text: string): string {
  const characters = Array.from(text);
  return characters.length <= 40 ? text : `${characters.slice(0, 40).join("")}…`;
}
