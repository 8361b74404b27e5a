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
  const waits = next === undefined ? undefined : skipDelay(next) ? 0 : delay;
  useEffect(() => {
    if (waits === undefined) return;
    const timer = setTimeout(() => setShown((count) => count + 1), waits);
    return () => clearTimeout(timer);
  }, [waits, shown]);
  return Math.min(shown, messages.length);
}
