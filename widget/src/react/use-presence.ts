import { useEffect } from "react";
import { useChat } from "./hooks.ts";

/** Starts the chat when it is first shown, and tells it whether the visitor can see the thread. */
export function usePresence(shown: boolean): void {
  const chat = useChat();
  useEffect(() => {
    if (!shown) {
      chat.setVisible(false);
      return;
    }
    const tell = (): void => chat.setVisible(document.visibilityState === "visible");
    chat.start();
    tell();
    document.addEventListener("visibilitychange", tell);
    return () => document.removeEventListener("visibilitychange", tell);
  }, [chat, shown]);
}
