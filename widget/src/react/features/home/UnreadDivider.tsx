import { type ReactNode, useEffect } from "react";
import type { Entry } from "#chat/chat.ts";
import { useAnnounce } from "#react/features/announce.tsx";
import { useChatState } from "#react/hooks/use-chat.ts";
import { useTexts } from "#react/features/texts.ts";
import { texts } from "./strings.ts";
import { useHomeState } from "./use-home.ts";

/** A line above the first message that the visitor had not read when they came. Where nothing stands above it, all is new. */
export function UnreadDivider({ entry }: { entry: Entry }): ReactNode {
  const isUnread = useHomeState((state) => state.firstUnread === entry.key);
  const isFirst = useChatState(({ entries, hasEarlier }) => !hasEarlier && entries[0]?.key === entry.key);
  return isUnread && !isFirst ? <Divider /> : null;
}

function Divider(): ReactNode {
  const { t } = useTexts(texts);
  const announce = useAnnounce();
  const said = t("homeDividerSaid");
  useEffect(() => announce(said), [announce, said]);
  return (
    <p className="causerie-divider" part="divider">
      <span aria-hidden="true">{t("homeDivider")}</span>
      <span className="causerie-sr">{said}</span>
    </p>
  );
}
