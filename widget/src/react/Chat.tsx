import { type ReactNode, useRef } from "react";
import { ChatProvider, type ChatProviderProps } from "./ChatProvider.tsx";
import { ErrorBoundary } from "./ErrorBoundary.tsx";
import { ChatWindow, type ChatWindowProps } from "./parts/ChatWindow.tsx";
import { Launcher } from "./parts/Launcher.tsx";
import { ChatRoot, type ChatRootProps } from "./ChatRoot.tsx";
import { IsolatedRoot } from "./isolate/IsolatedRoot.tsx";
import type { PanelMode } from "./parts/Panel.tsx";
import type { ChatSource } from "./hooks/use-own-chat.ts";
import { useOpen } from "./hooks/use-open.ts";
import { useBrowserLayoutEffect } from "./hooks/use-browser-layout-effect.ts";

export type ChatProps = Omit<ChatProviderProps, "children" | keyof ChatSource> &
  ChatSource &
  Pick<ChatWindowProps, "heading" | "header" | "empty" | "beforeComposer" | "footer"> &
  Pick<ChatRootProps, "theme" | "position" | "className"> & {
    /** `floating`: a launcher in the corner. `inline`: fills its parent in the page. `page`: fills the screen's height. */
    mode?: PanelMode;
    /**
     * Draws the chat into a shadow root, with its own style sheet: none of the page's reaches it, and none need be loaded.
     * Custom properties do reach it, also from `className`, which is the host's then. Default false.
     */
    isolate?: boolean;
    /**
     * Set it to hold the state yourself. Without it a floating chat is as the visitor left it on this tab's former page, at
     * first `defaultOpen`; it covers no small screen unasked.
     */
    open?: boolean | undefined;
    defaultOpen?: boolean;
    onOpenChange?: (open: boolean) => void;
    /** In place of the launcher's icon. */
    launcher?: ReactNode;
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
    theme,
    position,
    isolate = false,
    open: ownOpen,
    defaultOpen = false,
    onOpenChange,
    launcher,
    className,
    ...rest
  } = props;
  const { heading, header, empty, beforeComposer, footer, ...provider } = rest;
  const { endpoint } = { endpoint: undefined, ...provider };
  const [known, setOpen] = useOpen({ open: ownOpen, defaultOpen, onOpenChange, endpoint });
  const open = known ?? false;
  const launcherButton = useRef<HTMLButtonElement>(null);
  const panelHadFocus = useRef(false);

  const change = (next: boolean): void => {
    panelHadFocus.current = !next && hasFocusInPanel(launcherButton.current);
    setOpen(next);
  };
  useBrowserLayoutEffect(() => {
    if (!open && panelHadFocus.current) launcherButton.current?.focus();
    panelHadFocus.current = false;
  }, [open]);

  const Root = isolate ? IsolatedRoot : ChatRoot;
  return (
    <ChatProvider {...provider}>
      <Root mode={mode} theme={theme} position={position} open={open} className={className}>
        {mode === "floating" && (
          <Launcher open={open} onToggle={() => change(!open)} buttonRef={launcherButton}>
            {launcher}
          </Launcher>
        )}
        <ChatWindow
          mode={mode}
          open={known}
          onClose={() => change(false)}
          heading={heading}
          header={header}
          empty={empty}
          beforeComposer={beforeComposer}
          footer={footer}
        />
      </Root>
    </ChatProvider>
  );
}

function hasFocusInPanel(launcher: HTMLElement | null): boolean {
  const root = launcher?.parentElement;
  return root?.querySelector(".causerie-panel")?.matches(":focus-within") ?? false;
}
