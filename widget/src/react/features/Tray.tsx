import { type ReactNode, useRef } from "react";
import { focusPanel } from "#react/hooks/focus-panel.ts";
import { listen } from "#react/hooks/listen.ts";
import { useBrowserLayoutEffect } from "#react/hooks/use-browser-layout-effect.ts";

export type TrayProps = {
  /** Its `part`. */
  name: string;
  label: string;
  /** After a change of it the control of the focus is another one: the first with `data-first`. */
  state: string;
  /** The visitor has pressed Escape. */
  onEscape: (leave: Leave) => void;
  children: (leave: Leave) => ReactNode;
};

/** Gives the focus back to the chat, because the control that has it is about to disappear. */
export type Leave = (act: () => void) => void;

/** A box above the composer that a press has opened: it takes the focus, keeps it while it changes, and gives it back. */
export function Tray({ name, label, state, onEscape, children }: TrayProps): ReactNode {
  const box = useRef<HTMLFieldSetElement>(null);
  const isOpen = useRef(false);
  const leave: Leave = (act) => {
    focusPanel(box.current);
    act();
  };
  // Before the next key: it would go to what was pressed, and Escape would close the chat.
  useBrowserLayoutEffect(() => {
    const own = box.current;
    if (own === null) return;
    const root = own.getRootNode() as Document | ShadowRoot;
    // A visitor who has gone on writing meanwhile is not interrupted.
    const hasFocus = !isOpen.current || own.contains(root.activeElement) || root.activeElement === null;
    isOpen.current = true;
    if (hasFocus) (own.querySelector<HTMLElement>("[data-first]") ?? own).focus();
  }, [state]);
  useBrowserLayoutEffect(() => {
    const own = box.current;
    if (own === null) return undefined;
    return listen(own, {
      keydown(event: KeyboardEvent) {
        if (event.key !== "Escape") return;
        // The key closes one thing at a time: not the chat, too.
        event.preventDefault();
        event.stopPropagation();
        onEscape((act) => {
          focusPanel(own);
          act();
        });
      },
    });
  }, [onEscape]);
  return (
    <fieldset
      ref={box}
      className={`causerie-tray causerie-${name}-tray`}
      part={`tray ${name}`}
      aria-label={label}
      tabIndex={-1}
      data-state={state}
    >
      {/* oxlint-disable-next-line react/refs -- only a press calls it */}
      {children(leave)}
    </fieldset>
  );
}
