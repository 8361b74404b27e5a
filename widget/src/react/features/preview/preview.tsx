import { type ReactNode, useEffect, useRef } from "react";
import { type Bubble, createBubble } from "#attention/bubble.ts";
import { attentionWords } from "#attention/attention-words.ts";
import type { ChatState, MessageEntry } from "#chat/chat.ts";
import { openChat, useLauncher } from "#react/features/use-launcher.ts";
import { useChat } from "#react/hooks/use-chat.ts";
import { wordsOfBody } from "#react/message/spoken-text.ts";
import type { Feature } from "#react/seams/feature.ts";
import { useText } from "#react/text.ts";
import { smallScreen } from "#theme/small-screen.ts";

/** As many characters of a message as fit into a few lines. */
const most = 160;
const key = "causerie:preview";

/**
 * Shows the newest unread message beside the launcher. It takes the place of what announces their number: the bubble says the
 * message itself.
 */
function Preview(): ReactNode {
  const chat = useChat();
  const { t, language } = useText();
  const [ref, found] = useLauncher();
  const words = useRef(t);
  useEffect(() => {
    words.current = t;
  });
  useEffect(() => {
    if (found === undefined) return;
    const bubble = createBubble(found.root, found.launcher, language);
    let drawn: string | undefined;
    const look = (): void => {
      const entry = newestUnread(chat.getState());
      if (entry === undefined) return hide(bubble);
      if (entry.key === drawn || entry.key === lastClosed() || matchMedia(smallScreen).matches) return;
      drawn = entry.key;
      bubble.show({
        author: entry.author.name,
        text:
          shorten(wordsOfBody(entry.message, words.current).filter(Boolean).join("\n")) ||
          attentionWords(language).words.bubble,
        buttons: [],
        open: () => openChat(found),
        close: () => saveClosed(entry.key),
      });
    };
    const hide = (shown: Bubble): void => {
      drawn = undefined;
      shown.hide();
    };
    look();
    const stop = chat.subscribe(look);
    return () => {
      stop();
      bubble.remove();
    };
  }, [chat, language, found]);
  return <span ref={ref} hidden />;
}

/** Of the messages that are unread, the last one that is complete. */
function newestUnread({ unread, entries }: ChatState): MessageEntry | undefined {
  if (unread === 0) return undefined;
  return entries.findLast((entry): entry is MessageEntry => entry.type === "message" && entry.progress !== "streaming");
}

function shorten(text: string): string {
  const letters = Array.from(text.trim());
  return letters.length <= most ? letters.join("") : `${letters.slice(0, most).join("").trimEnd()}…`;
}

/** What was closed on one page does not come again on the next. */
function lastClosed(): string | null {
  try {
    return sessionStorage.getItem(key);
  } catch {
    return null;
  }
}

function saveClosed(message: string): void {
  try {
    sessionStorage.setItem(key, message);
  } catch {
    // Blocked. It may come again on the next page.
  }
}

export const feature: Feature = { parts: { Unread: Preview } };
