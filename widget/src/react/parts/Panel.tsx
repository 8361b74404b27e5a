import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef } from "react";
import { useText } from "#react/text.ts";
import { listen } from "#react/hooks/listen.ts";
import { useDialog } from "#react/hooks/use-dialog.ts";
import { useChat } from "#react/hooks/use-chat.ts";

export type PanelMode = "floating" | "inline" | "page";

export type PanelProps = {
  mode?: PanelMode;
  /** Whether a floating panel is shown. The others are always shown. Undefined: not yet, and it opens without taking the focus. */
  open?: boolean | undefined;
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
 * The panel around a conversation. A floating panel is a dialog beside the page, and a modal one on screens that it fills.
 * Otherwise it is a region of the page. The chat starts when the panel is first shown.
 */
export function Panel({ mode = "floating", ...props }: PanelProps): ReactNode {
  return mode === "floating" ? <FloatingPanel {...props} /> : <PagePanel mode={mode} {...props} />;
}

function FloatingPanel({ open, onClose, heading, children }: PanelProps): ReactNode {
  const { nameOf, nameLanguage } = useText();
  const ref = useRef<HTMLDialogElement>(null);
  useVisibility(open ?? false);
  useDialog(ref, open, onClose);
  return (
    <dialog
      ref={ref}
      className="causerie-panel"
      part="window"
      data-mode="floating"
      data-state={open ? "open" : "closed"}
      lang={nameLanguage}
      aria-label={heading ?? nameOf("heading")}
      tabIndex={-1}
    >
      <PanelBody onClose={onClose}>{children}</PanelBody>
    </dialog>
  );
}

function PagePanel({ mode, heading, children }: PanelProps): ReactNode {
  const { nameOf, nameLanguage } = useText();
  useVisibility(true);
  return (
    <section
      className="causerie-panel"
      part="window"
      data-mode={mode}
      lang={nameLanguage}
      aria-label={heading ?? nameOf("heading")}
      tabIndex={-1}
    >
      <PanelBody onClose={undefined}>{children}</PanelBody>
    </section>
  );
}

function PanelBody({ onClose, children }: { onClose: (() => void) | undefined; children: ReactNode }): ReactNode {
  const { dir } = useText();
  const value = useMemo(() => ({ onClose }), [onClose]);
  return (
    // Not on the panel itself, which stands where the page has its launcher.
    <div className="causerie-app" dir={dir}>
      <PanelContext.Provider value={value}>{children}</PanelContext.Provider>
    </div>
  );
}

/** Starts the chat when it is first shown, and reports to it whether the visitor can see the thread. */
function useVisibility(shown: boolean): void {
  const chat = useChat();
  useEffect(() => {
    if (!shown) return;
    const reportVisibility = (): void => chat.setVisible(document.visibilityState === "visible");
    chat.start();
    reportVisibility();
    const stop = listen(document, { visibilitychange: reportVisibility });
    return () => {
      stop();
      chat.setVisible(false); // A given chat lives on, and messages that arrive now are unread.
    };
  }, [chat, shown]);
}
