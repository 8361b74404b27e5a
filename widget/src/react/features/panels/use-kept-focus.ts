import { type RefObject, useEffect, useRef } from "react";
import { useBrowserLayoutEffect } from "#react/hooks/use-browser-layout-effect.ts";

type Control = HTMLElement & Partial<Pick<HTMLInputElement, "selectionStart" | "selectionEnd" | "setSelectionRange">>;

/** After an update of the panel, the focus is where it was: on the control of the same name, else on the panel. */
export function useKeptFocus(panel: RefObject<HTMLFormElement | null>, message: unknown): void {
  const focused = useRef<Control>(undefined);
  useEffect(() => {
    const element = panel.current;
    const came = ({ target }: FocusEvent): void => {
      if (target instanceof HTMLElement) focused.current = target;
    };
    const went = ({ target }: FocusEvent): void => {
      // What an update removes has not been left by the visitor. A browser may say that it loses the focus while it is still there.
      queueMicrotask(() => {
        if (target instanceof HTMLElement && focused.current === target && target.isConnected)
          focused.current = undefined;
      });
    };
    element?.addEventListener("focusin", came);
    element?.addEventListener("focusout", went);
    return () => {
      element?.removeEventListener("focusin", came);
      element?.removeEventListener("focusout", went);
    };
  }, [panel]);
  useBrowserLayoutEffect(() => {
    const [element, before] = [panel.current, focused.current];
    if (element === null || before === undefined || before.isConnected) return;
    const same = sameControl(element, before);
    (same ?? element).focus({ preventScroll: true });
    const { selectionStart, selectionEnd } = before;
    if (typeof selectionStart === "number" && same?.setSelectionRange !== undefined)
      same.setSelectionRange(selectionStart, selectionEnd ?? selectionStart);
  }, [message]);
}

function sameControl(panel: Element, before: Element): Control | undefined {
  for (const name of ["name", "data-label"]) {
    const value = before.getAttribute(name);
    const same = [...panel.querySelectorAll<Control>(`[${name}]`)].find((each) => each.getAttribute(name) === value);
    if (value !== null && same !== undefined) return same;
  }
  return undefined;
}
