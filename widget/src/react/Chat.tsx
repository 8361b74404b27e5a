import { type ReactNode, useRef, useState } from "react";
import { ChatProvider, type ChatProviderProps } from "./ChatProvider.tsx";
import { ErrorBoundary } from "./ErrorBoundary.tsx";
import { ChatWindow, type ChatWindowProps } from "./parts/ChatWindow.tsx";
import { Launcher } from "./parts/Launcher.tsx";
import { followColorScheme, setColorScheme } from "#theme/color-scheme.ts";
import { toTopLayer } from "#theme/top-layer.ts";
import { keptInside, stopPropagation } from "./kept-inside.ts";
import type { PanelMode } from "./parts/Panel.tsx";
import type { ChatSource } from "./hooks/use-own-chat.ts";
import { printInPage } from "./hooks/print-in-page.ts";
import { useBrowserLayoutEffect } from "./hooks/use-browser-layout-effect.ts";

export type ChatProps = Omit<ChatProviderProps, "children" | keyof ChatSource> &
  ChatSource &
  Pick<ChatWindowProps, "heading" | "header" | "empty" | "beforeComposer" | "footer"> & {
    /** `floating`: a launcher in the corner. `inline`: fills its parent in the page. `page`: fills the screen's height. */
    mode?: PanelMode;
    theme?: "auto" | "light" | "dark";
    /** The corner of the launcher: where a line of text ends, or where it starts. */
    position?: "end" | "start";
    /** Set it to hold the state yourself. Without it the state begins with `defaultOpen`. */
    open?: boolean;
    defaultOpen?: boolean;
    onOpenChange?: (open: boolean) => void;
    /** In place of the launcher's icon. */
    launcher?: ReactNode;
    className?: string;
  };

/**
 * The complete chat. Load its style sheet once: `import "@causerie/widget/style.css"`.
 * @example
 * <Chat endpoint="https://bot.example.com/web" heading="Ask the library" />
 */
export function Chat(props: ChatProps): ReactNode {
  return (
    <ErrorBoundary>
      <GuardedChat {...props} />
    </ErrorBoundary>
  );
}

function GuardedChat(props: ChatProps): ReactNode {
  const {
    mode = "floating",
    theme = "auto",
    position = "end",
    defaultOpen = false,
    launcher,
    className,
    ...rest
  } = props;
  const { open: ownOpen, onOpenChange, heading, header, empty, beforeComposer, footer, ...provider } = rest;
  const [innerOpen, setInnerOpen] = useState(defaultOpen);
  const open = ownOpen ?? innerOpen;
  const root = useRef<HTMLDivElement>(null);
  const launcherButton = useRef<HTMLButtonElement>(null);
  const panelHadFocus = useRef(false);

  const setOpen = (next: boolean): void => {
    panelHadFocus.current = !next && hasFocusInPanel(launcherButton.current);
    setInnerOpen(next);
    onOpenChange?.(next);
  };
  useBrowserLayoutEffect(() => {
    const element = root.current;
    if (element === null) return;
    toTopLayer(element, mode === "floating");
    // React's event of this name is another one.
    element.addEventListener("beforeinput", stopPropagation);
    return printInPage(element);
  }, [mode]);
  useBrowserLayoutEffect(() => {
    const element = root.current;
    if (element === null) return;
    setColorScheme(element);
    return followColorScheme(element);
  }, [theme]);
  useBrowserLayoutEffect(() => {
    if (!open && panelHadFocus.current) launcherButton.current?.focus();
    panelHadFocus.current = false;
  }, [open]);

  return (
    <ChatProvider {...provider}>
      <div
        ref={root}
        {...keptInside}
        className={className === undefined ? "causerie" : `causerie ${className}`}
        data-mode={mode}
        data-theme={theme}
        data-position={position}
        data-state={open || mode !== "floating" ? "open" : "closed"}
      >
        {mode === "floating" && (
          <Launcher open={open} onToggle={() => setOpen(!open)} buttonRef={launcherButton}>
            {launcher}
          </Launcher>
        )}
        <ChatWindow
          mode={mode}
          open={open}
          onClose={() => setOpen(false)}
          heading={heading}
          header={header}
          empty={empty}
          beforeComposer={beforeComposer}
          footer={footer}
        />
      </div>
    </ChatProvider>
  );
}

function hasFocusInPanel(launcher: HTMLElement | null): boolean {
  const root = launcher?.parentElement;
  return root?.querySelector(".causerie-panel")?.matches(":focus-within") ?? false;
}
