import { useState } from "react";
import type { Entry } from "#chat/chat.ts";
import { stepUp, windowSize, windowStart } from "#react/parts/entry-window.ts";
import { useChat, useChatState, useEntries } from "./hooks.ts";

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
  const all = useEntries();
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
    setPinned(stepUp(chat.getState().entries, first));
  };

  return {
    entries: all.slice(start),
    earlier: loading !== "idle" ? loading : start > 0 || hasEarlier ? "ready" : "none",
    showEarlier,
    pin: (pin) => setPinned(pin ? first : undefined),
  };
}
