import { type RefObject, useCallback, useEffect, useRef, useSyncExternalStore } from "react";
import { smallScreen } from "#theme/small-screen.ts";
import { focusPanel } from "./focus-panel.ts";
import { listen } from "./listen.ts";
import { attachedEvent } from "./use-thread-scroll.ts";
import { useBrowserLayoutEffect } from "./use-browser-layout-effect.ts";

/**
 * Opens, closes and focuses the dialog of a floating panel. Escape calls `onClose`.
 * @param open undefined is closed, too: the visitor has not closed it, so it may open without taking the focus.
 */
export function useDialog(
  ref: RefObject<HTMLDialogElement | null>,
  open: boolean | undefined,
  onClose: (() => void) | undefined,
): void {
  const modal = useMediaQuery(smallScreen);
  const wasOpen = useRef<boolean>(undefined);
  const focused = useRef<Element>(undefined);
  useVisualViewport(ref, modal && (open ?? false));

  useBrowserLayoutEffect(() => {
    const dialog = ref.current;
    const held = focused.current;
    focused.current = undefined;
    if (dialog === null || !open) return;
    // A modal window that the page hides would make the page dead, and one that a new body took along is modal no more.
    const fit = (): void => {
      const isShown = modal && dialog.checkVisibility();
      if (dialog.open && isShown === dialog.matches(":modal")) return;
      dialog.close();
      // Not `show()`: it would take the focus from the page even when the visitor did not ask for the chat.
      if (isShown) dialog.showModal();
      else dialog.open = true;
    };
    dialog.open = true; // A closed one is not visible.
    fit();
    if (held instanceof HTMLElement) held.focus({ preventScroll: true });
    const observer = new ResizeObserver(fit);
    observer.observe(dialog);
    const stop = listen(dialog, { [attachedEvent]: fit });
    return () => {
      observer.disconnect();
      stop();
      // It stays where it is when the window changes between modal and not, e.g. by zooming.
      const { activeElement } = dialog.getRootNode() as ShadowRoot | Document;
      if (dialog.contains(activeElement)) focused.current = activeElement ?? undefined;
      dialog.close();
    };
  }, [ref, open, modal]);

  useBrowserLayoutEffect(() => {
    if (open && wasOpen.current === false) focusPanel(ref.current);
    wasOpen.current = open;
  }, [ref, open]);

  // Not `useEffect`, which ends later than the dialog: its closing by ourselves would seem to be the browser's.
  useBrowserLayoutEffect(() => {
    const dialog = ref.current;
    if (dialog === null || onClose === undefined) return;
    const onCancel = (event: Event): void => {
      if (event.target !== dialog) return;
      event.preventDefault(); // The owner of `open` closes it.
      onClose();
    };
    const onKeyDown = (event: KeyboardEvent): void => {
      // On touch screens the panel has the focus, and some of them have a keyboard. The field gets the key that moves the focus.
      if (event.target === dialog && event.key.length < 2 && event.ctrlKey === event.altKey && !event.metaKey)
        dialog.querySelector<HTMLElement>(".causerie-input")?.focus();
      if (event.key !== "Escape" || event.isComposing || event.defaultPrevented || dialog.matches(":modal")) return;
      event.stopPropagation(); // One Escape closes one thing, and not a dialog of the page as well.
      onClose();
    };
    // A browser may close the dialog by itself: Chrome does so on a second "back" in a row.
    const onClosed = (event: Event): void => {
      if (event.target === dialog && !dialog.open && wasOpen.current === true) onClose();
    };
    return listen(dialog, { cancel: onCancel, close: onClosed, keydown: onKeyDown });
  }, [ref, onClose]);
}

function useMediaQuery(query: string): boolean {
  const subscribe = useCallback((listener: () => void) => listen(matchMedia(query), { change: listener }), [query]);
  return useSyncExternalStore(
    subscribe,
    () => matchMedia(query).matches,
    () => false,
  );
}

/** Fits a full-screen panel into the space above the on-screen keyboard: phones do not shrink the page for it. */
function useVisualViewport(ref: RefObject<HTMLElement | null>, active: boolean): void {
  useEffect(() => {
    const element = ref.current;
    const viewport = globalThis.visualViewport;
    if (!active || element === null || viewport === null || viewport === undefined) return;
    const fit = (): void => {
      if (viewport.scale > 1.01) return; // The visitor has zoomed in: moving the panel would work against them.
      const zoom = element.currentCSSZoom ?? 1; // Of the page's style sheet. Older browsers do not tell it.
      element.style.setProperty("--_viewport-height", `${viewport.height / zoom}px`);
      element.style.setProperty("--_viewport-top", `${viewport.offsetTop / zoom}px`);
    };
    fit();
    const stop = listen(viewport, { resize: fit, scroll: fit });
    return () => {
      stop();
      element.style.removeProperty("--_viewport-height");
      element.style.removeProperty("--_viewport-top");
    };
  }, [ref, active]);
}
