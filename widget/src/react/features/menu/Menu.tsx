import { type KeyboardEvent, type ReactNode, useId, useRef, useState } from "react";
import { useTexts } from "#react/features/texts.ts";
import { useBrowserLayoutEffect } from "#react/hooks/use-browser-layout-effect.ts";
import { listen } from "#react/hooks/listen.ts";
import { Drawing } from "#react/Icon.tsx";
import { useSeams } from "#react/seams/seams.tsx";
import { texts } from "./strings.ts";

const icon =
  "M12 5a.6.6 0 1 1 0 1.2.6.6 0 0 1 0-1.2M12 11.4a.6.6 0 1 1 0 1.2.6.6 0 0 1 0-1.2M12 17.8a.6.6 0 1 1 0 1.2.6.6 0 0 1 0-1.2";

/** The header's menu, with the entries of all features. Each entry is a button of the role `menuitem` that calls `onDone` first. */
export function Menu(): ReactNode {
  const { t } = useTexts(texts);
  const { MenuItems } = useSeams();
  const [isOpen, setOpen] = useState(false);
  const frame = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const id = useId();

  // Before the next key comes.
  useBrowserLayoutEffect(() => {
    const root = frame.current?.getRootNode();
    if (!isOpen || root === undefined) return;
    itemsOf(list.current)[0]?.focus();
    const onPress = ({ target }: Event): void => {
      if (target instanceof Node && frame.current?.contains(target) !== true) setOpen(false);
    };
    // A press elsewhere in the page is no business of this tree.
    const stops = [listen(root, { pointerdown: onPress }), listen(window, { blur: () => setOpen(false) })];
    return () => stops.forEach((stop) => stop());
  }, [isOpen]);

  const close = (): void => {
    setOpen(false);
    button.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (!isOpen) return;
    if (event.key === "Tab") return setOpen(false);
    if (event.key !== "Escape") return moveFocus(event, list.current);
    // One Escape closes one thing, and not the window as well.
    event.preventDefault();
    event.stopPropagation();
    close();
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- the keys are those of the button and the entries in it
    <div ref={frame} className="causerie-menu" onKeyDown={onKeyDown}>
      <button
        ref={button}
        type="button"
        className="causerie-icon-button"
        part="menu"
        aria-label={t("menuOpen")}
        title={t("menuOpen")}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        aria-controls={isOpen ? id : undefined}
        onClick={() => setOpen(!isOpen)}
      >
        <Drawing path={icon} />
      </button>
      {isOpen && (
        <div
          ref={list}
          id={id}
          className="causerie-menu-items"
          part="menu-items"
          role="menu"
          aria-label={t("menuOpen")}
        >
          {MenuItems && <MenuItems onDone={close} />}
        </div>
      )}
    </div>
  );
}

function moveFocus(event: KeyboardEvent, list: HTMLElement | null): void {
  const items = itemsOf(list);
  const at = items.findIndex((item) => item.matches(":focus"));
  const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
  if (next === undefined) return;
  event.preventDefault();
  items.at(next % items.length)?.focus();
}

function itemsOf(list: HTMLElement | null): HTMLElement[] {
  return [...(list?.querySelectorAll<HTMLElement>("[role^=menuitem]") ?? [])];
}
