import { type ReactNode, useId, useMemo, useRef, useSyncExternalStore } from "react";
import type { Chat } from "#chat/chat.ts";
import { useBrowserLayoutEffect } from "#react/hooks/use-browser-layout-effect.ts";
import { focusPanel } from "#react/hooks/focus-panel.ts";
import { useChat } from "#react/hooks/use-chat.ts";
import { Drawing } from "#react/Icon.tsx";

type Shown = { name: string | undefined; listeners: Set<() => void> };

const shown = new WeakMap<Chat, Shown>();

/** The screen that covers the thread, by its name; one at a time. An entry of the menu shows it, and it closes itself. */
export function useScreen(): { name: string | undefined; show: (name: string | undefined) => void } {
  const chat = useChat();
  const [subscribe, read, show] = useMemo(() => {
    const state = shown.get(chat) ?? { name: undefined, listeners: new Set() };
    shown.set(chat, state);
    const watch = (listener: () => void) => {
      state.listeners.add(listener);
      return () => void state.listeners.delete(listener);
    };
    const change = (name: string | undefined): void => {
      state.name = name;
      for (const listener of state.listeners) listener();
    };
    return [watch, () => state.name, change] as const;
  }, [chat]);
  return { name: useSyncExternalStore(subscribe, read, () => undefined), show };
}

export type ScreenFrameProps = {
  title: string;
  /** Of the button that leads back to the thread. */
  back: string;
  onClose: () => void;
  children: ReactNode;
};

/** Takes the place of the thread and the composer until it is closed by its button or by Escape. It has the focus. */
export function ScreenFrame({ title, back, onClose, children }: ScreenFrameProps): ReactNode {
  const id = useId();
  const frame = useRef<HTMLElement>(null);
  useFocusInside(frame);
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Escape leaves the screen, wherever in it the focus is
    <section
      ref={frame}
      className="causerie-screen"
      part="screen"
      aria-labelledby={id}
      tabIndex={-1}
      onKeyDown={(event) => {
        if (event.key !== "Escape" || event.nativeEvent.isComposing) return;
        // One Escape closes one thing, and not the window as well.
        event.preventDefault();
        event.stopPropagation();
        onClose();
      }}
    >
      <div className="causerie-screen-head">
        <button type="button" className="causerie-icon-button" aria-label={back} title={back} onClick={onClose}>
          <Drawing path="M14.5 6l-6 6 6 6" />
        </button>
        <h3 id={id}>{title}</h3>
      </div>
      {children}
    </section>
  );
}

/** The focus goes into the screen, and back to where it came from, or to the field where that is no longer there. */
function useFocusInside(frame: { readonly current: HTMLElement | null }): void {
  useBrowserLayoutEffect(() => {
    const screen = frame.current;
    if (screen === null) return;
    const root = screen.getRootNode() as Document | ShadowRoot;
    const before = root.activeElement;
    screen.focus({ preventScroll: true });
    return () => {
      const isBack = before instanceof HTMLElement && before.isConnected && before !== document.body;
      setTimeout(() => {
        // Whoever has pressed somewhere else meanwhile stays there.
        if (root.activeElement !== null && root.activeElement !== document.body) return;
        if (isBack && before.checkVisibility()) before.focus({ preventScroll: true });
        else focusPanel(root.querySelector<HTMLElement>(".causerie-panel"));
      });
    };
  }, [frame]);
}
