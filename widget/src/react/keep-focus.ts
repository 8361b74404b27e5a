import { listen } from "./hooks/listen.ts";

/** Our controls in a tree that we share with the page. What the page draws in the chat keeps its events. */
const ourControls = "[class^=causerie-],.causerie-radio input";

/**
 * Lets the visitor write in the chat while a modal window of the page traps the focus. Some traps listen in the capture
 * phase of the document, which comes before the chat, so this listens on the window.
 * @param host what the window sees as the target of an event in the chat.
 * @param root the shadow root of the host. The host itself, if it has none: then this covers our controls in it.
 * @returns a function that ends it.
 */
export function keepFocus(host: Element, root: Node): () => void {
  const isOurs = (target: EventTarget | null): boolean =>
    host === root ? target instanceof Element && target.matches(ourControls) && host.contains(target) : target === host;
  const keep = (event: FocusEvent): void => {
    const { target, relatedTarget } = event;
    // The page's own fields only lose the focus unseen in a modal window: elsewhere the page may store what was written.
    const isKept =
      event.type === "focusout"
        ? isOurs(relatedTarget) && target instanceof Element && target.closest("[role$=dialog]")
        : isOurs(target);
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
