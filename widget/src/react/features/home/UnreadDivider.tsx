import { type ReactNode, useEffect } from "react";
import type { Entry } from "#chat/chat.ts";
import { useAnnounce } from "#react/features/announce.tsx";
import { useTexts } from "#react/features/texts.ts";
import { texts } from "./strings.ts";
import { useHomeState } from "./use-home.ts";

/** A line above the first message that the visitor had not read when they came. */
export function UnreadDivider({ entry }: { entry: Entry }): ReactNode {
  return useHomeState((state) => state.firstUnread === entry.key) ? <Divider /> : null;
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
