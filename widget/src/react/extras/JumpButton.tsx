import { type ReactNode, useState } from "react";
import { useEntries } from "#react/hooks/use-chat.ts";
import { Icon } from "#react/Icon.tsx";
import type { JumpButtonProps } from "./extra-parts.ts";
import { useExtraText } from "./extra-text.ts";

/** Leads back to the end of the thread when the visitor reads further up. It counts the messages that arrived in the meantime. */
export function JumpButton({ hidden, newestKey, onPress }: JumpButtonProps): ReactNode {
  const t = useExtraText();
  const entries = useEntries();
  const [seenKey, see] = useState(newestKey);
  // Hidden at the end of the thread, where the visitor sees all.
  if (hidden && seenKey !== newestKey) see(newestKey);
  const seenAt = entries.findLastIndex((entry) => entry.key === seenKey);
  const count = entries.slice(seenAt + 1).filter((entry) => entry.type === "message").length;
  return (
    <button
      type="button"
      className="causerie-jump"
      part="jump"
      style={hidden ? { visibility: "hidden" } : undefined}
      aria-label={count === 0 ? t("toNewest") : undefined}
      onClick={(event) => {
        event.currentTarget.parentElement?.querySelector<HTMLElement>(".causerie-log")?.focus({ preventScroll: true });
        onPress();
      }}
    >
      {count > 0 && <span>{t("newMessages", { count })}</span>}
      <Icon name="down" />
    </button>
  );
}
