import { useState } from "react";
import type { Entry } from "#chat/chat.ts";
import { useChat, useChatState, useEntries } from "./use-chat.ts";

/** Entries drawn at least, and how many more each step upwards shows: a long thread costs no more than a short one. */
export const windowSize = 100;
/** The window moves on by this many at once: taking one away for each that comes would lay out the whole list anew. */
const stride = 40;

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

/**
 * Index of the first entry to draw. Without `pinned` it moves along with the newest; while the visitor reads further
 * up, the first entry they have stays pinned, so that nothing moves away under their eyes.
 */
export function windowStart(entries: readonly Entry[], pinned: string | undefined): number {
  const newest = Math.floor(Math.max(0, entries.length - windowSize) / stride) * stride;
  if (pinned === undefined) return newest;
  const at = entries.findIndex((entry) => entry.key === pinned);
  return at === -1 ? newest : at;
}

/** Key of the entry that is first after one step upwards from `first`. */
export function stepUp(entries: readonly Entry[], first: string | undefined): string | undefined {
  const at = entries.findIndex((entry) => entry.key === first);
  return at === -1 ? undefined : entries[Math.max(0, at - windowSize)]?.key;
}
