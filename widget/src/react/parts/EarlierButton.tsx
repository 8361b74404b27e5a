import type { ReactNode } from "react";
import { useText } from "#react/text.ts";
import type { ThreadWindow } from "#react/hooks/use-thread-window.ts";

const labels = { ready: "loadEarlier", loading: "loadingEarlier", failed: "earlierFailed" } as const;

export function EarlierButton({
  state,
  onPress,
}: {
  state: ThreadWindow["earlier"];
  onPress: () => Promise<void>;
}): ReactNode {
  const { t } = useText();
  if (state === "none") return null;
  return (
    <button
      type="button"
      className="causerie-earlier"
      data-state={state}
      // Not `disabled`: the focus would be lost while it loads.
      aria-disabled={state === "loading"}
      onClick={(event) => {
        // The button disappears when there is nothing earlier.
        event.currentTarget.closest<HTMLElement>(".causerie-log")?.focus({ preventScroll: true });
        void onPress();
      }}
    >
      {t(labels[state])}
    </button>
  );
}
