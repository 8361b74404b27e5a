import { type ReactNode, useRef } from "react";
import { followColorScheme, setColorScheme } from "#theme/color-scheme.ts";
import { toTopLayer } from "#theme/top-layer.ts";
import { printInPage } from "./hooks/print-in-page.ts";
import { useBrowserLayoutEffect } from "./hooks/use-browser-layout-effect.ts";
import { keepFocus } from "./keep-focus.ts";
import { keptInside, stopPropagation } from "./kept-inside.ts";
import type { PanelMode } from "./parts/Panel.tsx";

export type ChatRootProps = {
  mode: PanelMode;
  theme?: "auto" | "light" | "dark" | undefined;
  /** The corner of the launcher: where a line of text ends, or where it starts. */
  position?: "end" | "start" | undefined;
  open: boolean;
  className?: string | undefined;
  children?: ReactNode;
};

/** The outermost element of the chat. The style sheet begins with it, and a floating one lies above the page. */
export function ChatRoot({ mode, theme = "auto", position = "end", open, className, children }: ChatRootProps) {
  const root = useRef<HTMLDivElement>(null);
  useBrowserLayoutEffect(() => {
    const element = root.current;
    if (element === null) return;
    toTopLayer(element, mode === "floating");
    // React's event of this name is another one.
    element.addEventListener("beforeinput", stopPropagation);
    const stops = [printInPage(element), keepFocus(element, element)];
    return () => stops.forEach((stop) => stop());
  }, [mode]);
  useBrowserLayoutEffect(() => {
    const element = root.current;
    if (element === null) return;
    setColorScheme(element);
    return followColorScheme(element);
  }, [theme]);
  return (
    <div
      ref={root}
      {...keptInside}
      className={className === undefined ? "causerie" : `causerie ${className}`}
      data-mode={mode}
      data-theme={theme}
      data-position={position}
      data-state={open || mode !== "floating" ? "open" : "closed"}
    >
      {children}
    </div>
  );
}
