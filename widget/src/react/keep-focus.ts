import { listen } from "#react/hooks/listen.ts";

/**
 * Lets the visitor write in the chat while a modal window of the page traps the focus. Some traps listen in the capture
 * phase of the document, which comes before the shadow root, so this listens on the window.
 * @returns a function that ends it.
 */
export function keepFocus(host: Element, root: ShadowRoot): () => void {
  const keep = (event: FocusEvent): void => {
    const { target, relatedTarget } = event;
    // The page's own fields only lose the focus unseen in a modal window: elsewhere the page may store what was written.
    const isKept =
      event.type === "focusout"
        ? relatedTarget === host && target instanceof Element && target.closest("[role$=dialog]")
        : target === host;
    if (isKept) event.stopImmediatePropagation();
  };
  // The trap may have taken the press from the browser, which would have moved the focus.
  const onPress = ({ target, defaultPrevented }: Event): void => {
    if (defaultPrevented && target instanceof Element)
      target.closest<HTMLElement>("textarea,input,select,button,a")?.focus();
  };
  const stops = [
    listen(window, { focus: keep, focusin: keep, focusout: keep }, true),
    listen(root, { mousedown: onPress }),
  ];
  return () => stops.forEach((stop) => stop());
}
