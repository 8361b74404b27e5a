import type { ReactNode } from "react";
import { Icon } from "#react/Icon.tsx";
import { usePanel } from "./Panel.tsx";
import { fill, useSeams } from "#react/seams/seams.tsx";
import { useText } from "#react/text.ts";

/** The title of the panel, and the button that closes it. `children` stand between the two. */
export function Header({ heading, children }: { heading?: string | undefined; children?: ReactNode }): ReactNode {
  const { t, nameOf } = useText();
  const { onClose } = usePanel();
  const seams = useSeams();
  return (
    // Not a `header`: in a dialog that would be a second banner of the page.
    <div className="causerie-header" part="header">
      {fill(seams.HeaderFace, {}) ?? (
        <span className="causerie-emblem" aria-hidden="true">
          <Icon name="chat" />
        </span>
      )}
      <div className="causerie-title">
        <h2 part="title">{heading ?? t("heading")}</h2>
        {fill(seams.HeaderStatus, {})}
      </div>
      {children}
      {fill(seams.HeaderEnd, {})}
      {onClose !== undefined && (
        <button
          type="button"
          className="causerie-icon-button"
          part="close"
          aria-label={nameOf("close")}
          onClick={onClose}
        >
          <Icon name="close" />
        </button>
      )}
    </div>
  );
}
