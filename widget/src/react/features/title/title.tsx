import { type ReactNode, useEffect } from "react";
import { tabTitle } from "#attention/tab-title.ts";
import { useChat, useUnread } from "#react/hooks/use-chat.ts";
import type { Feature } from "#react/seams/feature.ts";

/** Writes the number of unread messages before the title of the tab. */
function Title(): ReactNode {
  const chat = useChat();
  const unread = useUnread();
  useEffect(() => tabTitle().show(chat, unread), [chat, unread]);
  useEffect(() => () => tabTitle().show(chat, 0), [chat]);
  return null;
}

export const feature: Feature = { parts: { Outside: Title } };
