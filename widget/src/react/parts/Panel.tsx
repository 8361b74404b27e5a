import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef } from "react";
import { useText } from "#react/text.ts";
import { useDialog } from "#react/hooks/use-dialog.ts";
import { useChat } from "#react/hooks/use-chat.ts";

export type PanelMode = "floating" | "inline" | "page";

export type PanelProps = {
  mode?: PanelMode;
  /** Whether a floating panel is shown; the others always are. */
  open?: boolean;
  /** The visitor wants to close a floating panel. */
  onClose?: () => void;
  heading?: string | undefined;
  children?: ReactNode;
};

type PanelValue = { onClose: (() => void) | undefined };

const PanelContext = createContext<PanelValue>({ onClose: undefined });

export function usePanel(): PanelValue {
  return useContext(PanelContext);
}

/**
 * The frame around a conversation. Floating it is a dialog beside the page, and a modal one on screens that it fills;
 * otherwise a region of the page. The chat starts when the panel is first shown.
 */
export function Panel({ mode = "floating", ...props }: PanelProps): ReactNode {
  return mode === "floating" ? <FloatingPanel {...props} /> : <PagePanel mode={mode} {...props} />;
}

function FloatingPanel({ open = false, onClose, heading, children }: PanelProps): ReactNode {
  const { t } = useText();
  const ref = useRef<HTMLDialogElement>(null);
  usePresence(open);
  useDialog(ref, open, onClose);
  return (
    <dialog
      ref={ref}
      className="causerie-panel"
      part="window"
      data-mode="floating"
      data-state={open ? "open" : "closed"}
      aria-label={heading ?? t("heading")}
      tabIndex={-1}
    >
      <PanelBody onClose={onClose}>{children}</PanelBody>
    </dialog>
  );
}

function PagePanel({ mode, heading, children }: PanelProps): ReactNode {
  const { t } = useText();
  usePresence(true);
  return (
    <section
      className="causerie-panel"
      part="window"
      data-mode={mode}
      aria-label={heading ?? t("heading")}
      tabIndex={-1}
    >
      <PanelBody onClose={undefined}>{children}</PanelBody>
    </section>
  );
}

function PanelBody({ onClose, children }: { onClose: (() => void) | undefined; children: ReactNode }): ReactNode {
  const value = useMemo(() => ({ onClose }), [onClose]);
  return <PanelContext.Provider value={value}>{children}</PanelContext.Provider>;
}

/** Starts the chat when it is first shown, and tells it whether the visitor can see the thread. */
function usePresence(shown: boolean): void {
  const chat = useChat();
  useEffect(() => {
    if (!shown) return;
    const tell = (): void => chat.setVisible(document.visibilityState === "visible");
    chat.start();
    tell();
    document.addEventListener("visibilitychange", tell);
    return () => {
      document.removeEventListener("visibilitychange", tell);
      chat.setVisible(false); // A chat of the page's own making lives on: what arrives now is unread.
    };
  }, [chat, shown]);
}
