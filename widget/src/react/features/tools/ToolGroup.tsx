import { type KeyboardEvent, type ReactNode, useId, useRef, useState } from "react";
import { useTexts } from "#react/features/texts.ts";
import { listen } from "#react/hooks/listen.ts";
import { useBrowserLayoutEffect } from "#react/hooks/use-browser-layout-effect.ts";
import { Drawing } from "#react/Icon.tsx";
import { texts } from "./strings.ts";

/**
 * What several features put beside the field to write in. Where it would leave too little of the field, it is behind one button, and
 * stands there with its names. How much room there is knows the style sheet (`extras/tools.css`), so nothing here measures.
 */
export function ToolGroup({ children }: { children: ReactNode }): ReactNode {
  const { t } = useTexts(texts);
  const [isOpen, setOpen] = useState(false);
  const frame = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const id = useId();

  // Before the next key comes.
  useBrowserLayoutEffect(() => {
    const root = frame.current?.getRootNode();
    if (!isOpen || root === undefined) return;
    toolsOf(frame.current)[0]?.focus();
    const onPress = ({ target }: Event): void => {
      if (target instanceof Node && frame.current?.contains(target) !== true) setOpen(false);
    };
    // A press elsewhere in the page is no business of this tree.
    const stops = [listen(root, { pointerdown: onPress }), listen(window, { blur: () => setOpen(false) })];
    return () => stops.forEach((stop) => stop());
  }, [isOpen]);

  const close = (): void => {
    button.current?.focus(); // What has the focus is about to disappear.
    setOpen(false);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (!isOpen) return;
    if (event.key === "Escape") {
      // One Escape closes one thing, and not the window as well.
      event.preventDefault();
      event.stopPropagation();
      return close();
    }
    const tools = toolsOf(frame.current);
    const at = tools.findIndex((tool) => tool.matches(":focus"));
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    tools.at(next % tools.length)?.focus();
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- the keys are those of the buttons in it
    <div
      ref={frame}
      className="causerie-tools"
      data-state={isOpen ? "open" : "closed"}
      onKeyDown={onKeyDown}
      onBlur={({ relatedTarget }) => {
        if (relatedTarget instanceof Node && frame.current?.contains(relatedTarget) !== true) setOpen(false);
      }}
    >
      <button
        ref={button}
        type="button"
        className="causerie-icon-button causerie-tools-button"
        part="tools"
        aria-label={t("toolsMore")}
        title={t("toolsMore")}
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setOpen(!isOpen)}
      >
        <Drawing path="M12 5.5v13M5.5 12h13" />
      </button>
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions, jsx-a11y/click-events-have-key-events -- a press on one of its buttons, however it is pressed */}
      <div id={id} className="causerie-tool-list" onClick={() => isOpen && close()}>
        {children}
      </div>
    </div>
  );
}

function toolsOf(frame: HTMLElement | null): HTMLElement[] {
  const tools = frame?.querySelectorAll<HTMLElement>(".causerie-tool-list > button");
  return [...(tools ?? [])].filter((tool) => tool.checkVisibility());
}
