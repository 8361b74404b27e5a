import { useCallback, useEffect, useRef, useState } from "react";
import { useBrowserLayoutEffect } from "#react/hooks/use-browser-layout-effect.ts";
import { useChat, useConnection } from "#react/hooks/use-chat.ts";

/** A server that answers a tap with nothing says nothing, over some transports. */
const patienceMs = 8_000;

export type Busy = {
  /** Shown: the panel does not take another tap. */
  busy: boolean;
  /** The same at once: two clicks come before the next drawing. */
  isBusy: () => boolean;
  begin: () => void;
};

/**
 * Whether a tap in this panel is on its way or is being answered. It ends with the update, with the bot's work, or after a while
 * without an answer. While there is no connection it lasts: the tap is kept, and sent once there is one.
 */
export function useBusy(message: object): Busy {
  const chat = useChat();
  const isConnected = useConnection().type === "connected";
  const [since, setSince] = useState<object>();
  const now = useRef<object>(undefined);
  // An update has come: the content is another one than when it began.
  const busy = since !== undefined && since === message;
  // With what is shown, and not after it: a press in between would be lost.
  useBrowserLayoutEffect(() => {
    now.current = busy ? since : undefined;
  }, [since, busy]);
  useEffect(() => {
    if (since === undefined) return undefined;
    let works = false;
    return chat.subscribe(() => {
      const { typing } = chat.getState();
      if (works && !typing) setSince(undefined);
      works = typing;
    });
  }, [chat, since]);
  useEffect(() => {
    if (!busy || !isConnected) return undefined;
    const timer = setTimeout(() => setSince(undefined), patienceMs);
    return () => clearTimeout(timer);
  }, [busy, isConnected]);
  return {
    busy,
    isBusy: () => now.current !== undefined,
    begin: useCallback(() => {
      now.current = message;
      setSince(message);
    }, [message]),
  };
}
