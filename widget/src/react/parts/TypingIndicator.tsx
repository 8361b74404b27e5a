import type { ReactNode } from "react";
import { botWork } from "#react/hooks/bot-work.ts";
import { useChatState } from "#react/hooks/use-chat.ts";
import { useText } from "#react/text.ts";

/** Shown while the bot works and no text of its answer is on the screen. */
export function TypingIndicator(): ReactNode {
  const { t } = useText();
  const work = useChatState(botWork);
  if (work !== "thinking") return null;
  return (
    <div className="causerie-typing" part="typing">
      <span className="causerie-sr">{t("typing")}</span>
      <i />
      <i />
      <i />
    </div>
  );
}
