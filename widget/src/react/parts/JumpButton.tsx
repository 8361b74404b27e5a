import { type ReactNode, useState } from "react";
import { useEntries } from "#react/hooks/use-chat.ts";
import { Icon } from "#react/Icon.tsx";
import { useText } from "#react/text.ts";

export type JumpButtonProps = { shown: boolean; newestKey: string | undefined; onPress: () => void };

/** Leads back to the end of the thread when the visitor reads further up. It counts the messages that arrived in the meantime. */
export function JumpButton({ shown, newestKey, onPress }: JumpButtonProps): ReactNode {
  const { t } = useText();
  const entries = useEntries();
  const [seenKey, setSeenKey] = useState(newestKey);
  if (!shown && seenKey !== newestKey) setSeenKey(newestKey);
  if (!shown) return null;

  const seenAt = entries.findLastIndex((entry) => entry.key === seenKey);
  const count = entries.slice(seenAt + 1).filter((entry) => entry.type === "message").length;
  return (
    <button
      type="button"
      className="causerie-jump"
      part="jump"
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
