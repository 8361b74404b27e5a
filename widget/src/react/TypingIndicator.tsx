import type { ReactNode } from "react";
import { useChatState } from "./hooks.ts";
import { useText } from "./text.ts";

/** Shown while the bot is at work and nothing of its answer is on the screen. */
export function TypingIndicator(): ReactNode {
  const { t } = useText();
  const typing = useChatState((state) => state.typing);
  const writing = useChatState((state) => {
    const last = state.entries.at(-1);
    return last?.type === "message" && last.progress === "streaming";
  });
  if (!typing || writing) return null;
  return (
    <div className="causerie-typing" part="typing">
      <span className="causerie-sr">{t("typing")}</span>
      <i />
      <i />
      <i />
    </div>
  );
}
