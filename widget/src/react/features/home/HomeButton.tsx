import type { ReactNode } from "react";
import { unreadElsewhere } from "#chat/home/home.ts";
import { useTexts } from "#react/features/texts.ts";
import { Drawing } from "#react/Icon.tsx";
import { texts } from "./strings.ts";
import { useHome, useHomeState } from "./use-home.ts";

const list = "M8.5 6.5h11M8.5 12h11M8.5 17.5h11M4.5 6.5h.1M4.5 12h.1M4.5 17.5h.1";

/** Opens the list of conversations from the header, and closes it. Says how many messages wait in the others. */
export function HomeButton(): ReactNode {
  const { t } = useTexts(texts);
  const home = useHome();
  const shown = useHomeState((state) => state.shown);
  const unread = useHomeState(unreadElsewhere);
  const title = t("homeTitle");
  return (
    <button
      type="button"
      className="causerie-icon-button causerie-home-button"
      part="home-button"
      aria-expanded={shown}
      aria-label={unread === 0 ? title : `${title}, ${t("homeUnread", { count: unread })}`}
      onClick={() => home.show(!shown)}
    >
      <Drawing path={list} />
      {unread > 0 && <span className="causerie-home-dot" aria-hidden="true" />}
    </button>
  );
}
