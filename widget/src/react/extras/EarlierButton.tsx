import type { ReactNode } from "react";
import type { EarlierButtonProps } from "./extra-parts.ts";
import { useExtraText } from "./extra-text.ts";

const labels = { ready: "loadEarlier", loading: "loadingEarlier", failed: "earlierFailed" } as const;

/** Shows what was said before the first message of the thread. */
export function EarlierButton({ state, onPress }: EarlierButtonProps): ReactNode {
  const t = useExtraText();
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
