import { useEffect, useState } from "react";
import type { MessageData } from "#compat/data/types.ts";

/** How many of the messages are to be shown: one more every `delay` milliseconds, and at once those that need no wait. */
export function useMessageCounter(
  messages: readonly MessageData[],
  delay: number,
  skipDelay: (message: MessageData) => boolean,
): number {
  const [shown, setShown] = useState(0);
  const next = messages[shown];
  const isImmediate = next !== undefined && skipDelay(next);
  useEffect(() => {
    if (next === undefined) return;
    const timer = setTimeout(() => setShown((count) => count + 1), isImmediate ? 0 : delay);
    return () => clearTimeout(timer);
  }, [next, isImmediate, delay]);
  return Math.min(shown, messages.length);
}
