import { useEffect } from "react";
import { holdSeen, type Seen } from "#attention/tabs.ts";
import { listen } from "#react/hooks/listen.ts";

/** Tells the other tabs, while the visitor looks at this one and `isShown`, that it is seen. */
export function useSeen(what: Seen, isShown: boolean): void {
  useEffect(() => {
    if (!isShown) return;
    let release: (() => void) | undefined;
    const look = (): void => {
      if (document.visibilityState === "visible") release ??= holdSeen(what);
      else {
        release?.();
        release = undefined;
      }
    };
    look();
    const stop = listen(document, { visibilitychange: look });
    return () => {
      stop();
      release?.();
    };
  }, [what, isShown]);
}
