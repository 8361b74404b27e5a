import { useCallback, useEffect, useState } from "react";
import type { Chat, Entry } from "#chat/chat.ts";
import { useChat, useEntries } from "#react/hooks/use-chat.ts";

export type Loading = "loading" | "whole" | "failed";

/** A page may have nothing that is shown. More than so many of them in a row: the server does not answer. */
const mostEmptyPages = 20;

/** All entries of the conversation. The earlier ones are loaded page by page, and come together: to draw each page would take long. */
export function useWholeConversation(): { entries: readonly Entry[]; loading: Loading; retry: () => void } {
  const chat = useChat();
  const all = useEntries();
  const [first] = useState(all);
  const [loading, setLoading] = useState<Loading>(chat.getState().hasEarlier ? "loading" : "whole");
  useEffect(() => {
    if (loading !== "loading") return;
    let isWanted = true;
    void loadAll(chat, () => isWanted).then((isWhole) => {
      if (isWanted) setLoading(isWhole ? "whole" : "failed");
    });
    return () => {
      isWanted = false;
    };
  }, [chat, loading]);
  const retry = useCallback(() => setLoading("loading"), []);
  return { entries: loading === "loading" ? first : all, loading, retry };
}

/** @returns false: some of it did not come. */
async function loadAll(chat: Chat, isWanted: () => boolean): Promise<boolean> {
  let empty = 0;
  while (isWanted() && chat.getState().hasEarlier) {
    const before = chat.getState().entries.length;
    try {
      await chat.loadEarlier();
    } catch {
      return false;
    }
    empty = chat.getState().entries.length > before ? 0 : empty + 1;
    if (empty > mostEmptyPages) return false;
  }
  return true;
}
