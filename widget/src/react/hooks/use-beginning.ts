import { useEffect, useRef } from "react";
import type { Chat } from "#chat/chat.ts";
import { beginWith, type Beginning } from "./begin-with.ts";

/** Begins the conversation of a page of React. The page's function may be another one at each drawing. */
export function useBeginning(chat: Chat, { onReady, openingMessage }: Beginning): void {
  const latest = useRef(onReady);
  /** React's StrictMode runs an effect twice, and the page is called once. */
  const called = useRef<Chat>(undefined);
  useEffect(() => {
    latest.current = onReady;
  });
  useEffect(
    () =>
      beginWith(chat, {
        openingMessage,
        onReady() {
          if (called.current === chat) return undefined;
          called.current = chat;
          return latest.current?.(chat);
        },
      }),
    [chat, openingMessage],
  );
}
