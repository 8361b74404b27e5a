import { type RefObject, useCallback, useEffect, useRef, useState } from "react";
import { useBrowserLayoutEffect } from "./use-browser-layout-effect.ts";

/** Within this distance from the end, the thread follows new messages. Further up it stays where the visitor reads. */
const stickyPx = 80;
const nearStartPx = 120;

export type ThreadScroll = {
  scroller: RefObject<HTMLDivElement | null>;
  content: RefObject<HTMLDivElement | null>;
  /** The visitor is at the end of the thread. */
  following: boolean;
  onScroll: () => void;
  toEnd: () => void;
};

/** Keeps the end in view while the visitor is there. Further up it keeps the scroll position when earlier entries are added. */
export function useThreadScroll(firstKey: string | undefined, onNearStart: () => void): ThreadScroll {
  const scroller = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const [following, setFollowing] = useState(true);
  const followingNow = useRef(true);
  const fromEnd = useRef(0);
  const lastTop = useRef(0);

  const toEnd = useCallback(() => {
    const log = scroller.current;
    followingNow.current = true;
    setFollowing(true);
    if (log !== null) log.scrollTop = log.scrollHeight;
  }, []);

  const onScroll = (): void => {
    const log = scroller.current;
    if (log === null || log.clientHeight === 0) return; // Hidden, so this is not a scroll of the visitor.
    const movedUp = log.scrollTop < lastTop.current;
    lastTop.current = log.scrollTop;
    // A tall answer may arrive between our own scrolling and its event: then the end has moved, and not the visitor.
    if (followingNow.current && !movedUp) return;
    fromEnd.current = log.scrollHeight - log.scrollTop;
    followingNow.current = fromEnd.current - log.clientHeight <= stickyPx;
    setFollowing(followingNow.current);
    if (!followingNow.current && log.scrollTop < nearStartPx) onNearStart();
  };

  useBrowserLayoutEffect(() => {
    const log = scroller.current;
    if (log !== null && !followingNow.current) log.scrollTop = log.scrollHeight - fromEnd.current;
  }, [firstKey]);

  useEffect(() => {
    const log = scroller.current;
    if (log === null || content.current === null) return;
    // It runs between layout and paint, so a loading picture or a growing answer never shows a jump.
    const observer = new ResizeObserver(() => {
      // A form or list with the focus must not scroll away while the visitor uses it.
      const isHeld = log.querySelector("[data-hold]:focus-within") !== null;
      if (followingNow.current && !isHeld) {
        log.scrollTop = log.scrollHeight;
        return;
      }
      fromEnd.current = log.scrollHeight - log.scrollTop;
      followingNow.current &&= fromEnd.current - log.clientHeight <= stickyPx;
      setFollowing(followingNow.current);
    });
    observer.observe(log);
    observer.observe(content.current);
    return () => observer.disconnect();
  }, []);

  return { scroller, content, following, onScroll, toEnd };
}
