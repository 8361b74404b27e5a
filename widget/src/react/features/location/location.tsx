import { type ReactNode, useEffect } from "react";
import { isMeant } from "#react/hooks/is-meant.ts";
import { useCell } from "#react/features/cell.ts";
import type { Feature, SeamProps } from "#react/seams/feature.ts";
import { useTexts } from "#react/features/texts.ts";
import { useChat } from "#react/hooks/use-chat.ts";
import { Icon } from "#react/Icon.tsx";
import { LocationTray } from "./LocationTray.tsx";
import { locatorOf } from "./locator.ts";
import { texts } from "./strings.ts";

/** Beside the field to write in: the visitor shares where they are. */
function LocationButton(): ReactNode {
  const locator = locatorOf(useChat());
  const { t } = useTexts(texts);
  const isOpen = useCell(locator).type !== "closed";
  return (
    <button
      type="button"
      className="causerie-tool"
      part="tool share-location"
      aria-label={t("locationShare")}
      aria-expanded={isOpen}
      title={t("locationShare")}
      onClick={(event) => {
        if (event.detail > 1) return; // The second click of a double click would close it again.
        if (isOpen) locator.close();
        else locator.search("composer");
      }}
    >
      <Icon name="pin" />
    </button>
  );
}

function ComposerTray(): ReactNode {
  return <LocationTray by="composer" />;
}

/** The bot asks where the visitor is. What was found is shown under it, and goes with it when the visitor answers otherwise. */
function LocationReply({ reply }: SeamProps["Reply"]): ReactNode {
  const locator = locatorOf(useChat());
  const isOpen = useCell(locator).type !== "closed" && locator.openedBy() === "reply";
  useEffect(
    () => () => {
      if (locator.openedBy() === "reply") locator.close();
    },
    [locator],
  );
  return (
    <>
      <button
        type="button"
        className="causerie-quick-reply"
        part="quick-reply"
        dir="auto"
        aria-expanded={isOpen}
        onClick={(event) => {
          if (isMeant(event)) locator.search("reply");
        }}
      >
        <Icon name="pin" />
        <span>{reply.label}</span>
      </button>
      <LocationTray by="reply" />
    </>
  );
}

export const feature: Feature = {
  parts: { ComposerStart: LocationButton, ComposerAbove: ComposerTray, Reply: LocationReply },
};
