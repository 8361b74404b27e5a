import { useState } from "react";
import type { Entry } from "#chat/chat.ts";
import { useChat, useChatState, useEntries } from "./use-chat.ts";

/** At least this number of entries is drawn, and each step upwards shows as many more. So a long thread costs no more than a short one. */
export const windowSize = 100;
/** The window moves by this number of entries at once. Removing one for each new entry would lay out the whole list each time. */
const stride = 40;

export type ThreadWindow = {
  /** The entries to draw, oldest first. */
  entries: readonly Entry[];
  earlier: "none" | "ready" | "loading" | "failed";
  /** Shows the entries before the first drawn one: from memory, else from the server. */
  showEarlier: () => Promise<void>;
  /** True keeps the first drawn entry, while the visitor reads further up. False follows the newest again. */
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
        setLoading("failed"); // The thread shows it, with a button to try again.
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

/**
 * The index of the first entry to draw. Without `pinned` it follows the newest entry. With it the first drawn entry stays,
 * so that nothing moves while the visitor reads further up.
 */
export function windowStart(entries: readonly Entry[], pinned: string | undefined): number {
  const newest = Math.floor(Math.max(0, entries.length - windowSize) / stride) * stride;
  if (pinned === undefined) return newest;
  const at = entries.findIndex((entry) => entry.key === pinned);
  return at === -1 ? newest : at;
}

/** The key of the first drawn entry after one step upwards from `first`. */
export function stepUp(entries: readonly Entry[], first: string | undefined): string | undefined {
  const at = entries.findIndex((entry) => entry.key === first);
  return at === -1 ? undefined : entries[Math.max(0, at - windowSize)]?.key;
}
