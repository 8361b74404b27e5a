import type { ReactNode } from "react";
import type { Entry } from "#chat/chat.ts";
import { useTexts } from "#react/features/texts.ts";
import { focusPanel } from "#react/hooks/focus-panel.ts";
import { useChat } from "#react/hooks/use-chat.ts";
import { texts } from "./strings.ts";
import { useTray } from "./tray.ts";

/** Under a message with files that was not sent: its files and words go back to where they came from. */
export function ChangeButton({ entry }: { entry: Entry }): ReactNode {
  const { t } = useTexts(texts);
  const chat = useChat();
  const tray = useTray();
  if (entry.type !== "visitor" || entry.content.type !== "files" || entry.delivery.type !== "failed") return null;
  const change = async (): Promise<void> => {
    const content = await (await chat.files()).contentOf(entry.key);
    if (content === undefined) return;
    tray.add(content.files, content.text);
    chat.discard(entry.key);
  };
  return (
    <button
      type="button"
      className="causerie-link-button"
      onClick={(event) => {
        focusPanel(event.currentTarget);
        change().catch(() => {}); // The message is still there.
      }}
    >
      {t("filesChange")}
    </button>
  );
}
