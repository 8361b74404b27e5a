import { useState } from "react";
import type { ChatState, Entry } from "#chat/chat.ts";
import { isShown } from "./entry-layout.ts";
import { stepUp, windowSize, windowStart } from "./entry-window.ts";
import { useChat, useChatState } from "./hooks.ts";

export type ThreadWindow = {
  /** The entries to draw, oldest first. */
  entries: readonly Entry[];
  earlier: "none" | "ready" | "loading" | "failed";
  /** Shows what is before the first drawn entry: from memory, else from the server. */
  showEarlier: () => Promise<void>;
  /** Holds the first drawn entry in place (the visitor reads further up), or follows the newest again. */
  pin: (pinned: boolean) => void;
};

/** The part of the thread that is drawn. */
export function useThreadWindow(): ThreadWindow {
  const chat = useChat();
  const all = useChatState(shownEntries);
  const hasEarlier = useChatState((state) => state.hasEarlier);
  const [pinned, setPinned] = useState<string>();
  const [loading, setLoading] = useState<"idle" | "loading" | "failed">("idle");

  const start = windowStart(all, pinned);
  const first = all[start]?.key;

  const showEarlier = async (): Promise<void> => {
    if (loading === "loading") return;
    if (start < windowSize && hasEarlier) {
      setLoading("loading");
      try {
        await chat.loadEarlier();
      } catch {
        setLoading("failed"); // Said in the thread, with a button to try again.
        return;
      }
      setLoading("idle");
    }
    setPinned(stepUp(shownEntries(chat.getState()), first));
  };

  return {
    entries: all.slice(start),
    earlier: loading !== "idle" ? loading : start > 0 || hasEarlier ? "ready" : "none",
    showEarlier,
    pin: (pin) => setPinned(pin ? first : undefined),
  };
}

const shown = new WeakMap<readonly Entry[], readonly Entry[]>();

/** The same list for the same entries, as a selector must. */
function shownEntries({ entries }: ChatState): readonly Entry[] {
  const known = shown.get(entries);
  if (known !== undefined) return known;
  const list = entries.every(isShown) ? entries : entries.filter(isShown);
  shown.set(entries, list);
  return list;
}
