import type { MouseEvent, ReactNode } from "react";
import { useSettings } from "#react/features/settings.ts";
import { useTexts } from "#react/features/texts.ts";
import { Drawing } from "#react/Icon.tsx";
import type { Feature } from "#react/seams/feature.ts";
import { findPage } from "./find-page.ts";
import { texts } from "./strings.ts";

/** The chat in a window of its own, so that it stays while the visitor goes through the site. */
export const feature: Feature = { parts: { HeaderEnd: PopOut } };

const icon = "M11 5H6a1 1 0 0 0-1 1v12a1 1 0 0 0 1 1h12a1 1 0 0 0 1-1v-5M14 4h6v6M20 4l-8 8";

/** CSS pixels. */
const size = "popup,width=420,height=680";

/** Windows of one name are one window: a second press brings it to the front. */
const name = "causerie";

function PopOut(): ReactNode {
  const { t } = useTexts(texts);
  const page = findPage(useSettings()("pop-out"));
  if (page === undefined) return null;
  return (
    // A link: where the browser lets no window open, it leads to a tab.
    <a
      className="causerie-icon-button causerie-pop-out"
      part="pop-out"
      href={page}
      target={name}
      aria-label={t("popOutOpen")}
      title={t("popOutOpen")}
      onClick={open}
    >
      <Drawing path={icon} />
    </a>
  );
}

/** A press with a key held is the visitor's own wish about tabs and windows. */
function open(event: MouseEvent<HTMLAnchorElement>): void {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  const { currentTarget: link } = event;
  const opened = window.open(link.href, name, size);
  if (opened === null) return;
  event.preventDefault();
  opened.focus();
  // The same conversation would stand there twice.
  link.closest(".causerie-panel")?.querySelector<HTMLElement>('[part~="close"]')?.click();
}
