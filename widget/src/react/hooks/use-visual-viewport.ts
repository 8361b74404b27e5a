import { type RefObject, useEffect } from "react";

/** Fits a full-screen panel into what the on-screen keyboard leaves: phones do not shrink the page for it. */
export function useVisualViewport(ref: RefObject<HTMLElement | null>, active: boolean): void {
  useEffect(() => {
    const element = ref.current;
    const viewport = globalThis.visualViewport;
    if (!active || element === null || viewport === null || viewport === undefined) return;
    const fit = (): void => {
      if (viewport.scale > 1.01) return; // Zoomed in by hand: moving the panel would fight the visitor.
      element.style.setProperty("--_viewport-height", `${viewport.height}px`);
      element.style.setProperty("--_viewport-top", `${viewport.offsetTop}px`);
    };
    fit();
    viewport.addEventListener("resize", fit);
    viewport.addEventListener("scroll", fit);
    return () => {
      viewport.removeEventListener("resize", fit);
      viewport.removeEventListener("scroll", fit);
      element.style.removeProperty("--_viewport-height");
      element.style.removeProperty("--_viewport-top");
    };
  }, [ref, active]);
}
