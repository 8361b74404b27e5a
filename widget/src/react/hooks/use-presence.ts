import { useEffect } from "react";
import { useChat } from "./hooks.ts";

/** Starts the chat when it is first shown, and tells it whether the visitor can see the thread. */
export function usePresence(shown: boolean): void {
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
