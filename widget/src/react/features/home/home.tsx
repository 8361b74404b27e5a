import { type ReactNode, useEffect } from "react";
import { useChat } from "#react/hooks/use-chat.ts";
import type { Feature } from "#react/seams/feature.ts";
import { HomeButton } from "./HomeButton.tsx";
import { HomeScreen } from "./HomeScreen.tsx";
import { UnreadDivider } from "./UnreadDivider.tsx";
import { useHome, useHomeState } from "./use-home.ts";

/** Several conversations of one visitor: the list of them, and what is new in each. */
export const feature: Feature = {
  parts: { HeaderEnd: HomeButton, Screen: HomeScreen, BeforeMessage: UnreadDivider, Outside: Work },
};

/** How often the other conversations are asked for. */
const refreshMs = 30_000;

/** Looks after the conversations as long as the chat is on the page. */
function Work({ open }: { open: boolean }): ReactNode {
  const chat = useChat();
  const home = useHome();
  const shown = useHomeState((state) => state.shown);
  useEffect(() => {
    const stop = home.start();
    const look = (): void => void (document.hidden ? home.flush() : home.refresh());
    document.addEventListener("visibilitychange", look);
    const timer = setInterval(() => {
      if (!document.hidden) look();
    }, refreshMs);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", look);
      stop();
    };
  }, [home]);
  // Behind the list nobody reads the thread.
  useEffect(() => {
    if (!shown || !open) return;
    chat.setVisible(false);
    return () => chat.setVisible(document.visibilityState === "visible");
  }, [chat, shown, open]);
  return null;
}
