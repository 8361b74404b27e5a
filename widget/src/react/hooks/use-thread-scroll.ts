import { type RefObject, useCallback, useEffect, useRef, useState } from "react";
import { listen } from "./listen.ts";
import { useBrowserLayoutEffect } from "./use-browser-layout-effect.ts";

/** A visitor who scrolls down to this distance from the end wants to follow again. Any movement upwards ends it. */
const stickyPx = 80;
const nearStartPx = 120;
/** A message of at least this part of the view is long: it is read from its beginning. */
const longPart = 0.8;
/** Sent to the thread when the element around it is in the page again. */
export const attachedEvent = "causerie-attached";

export type ThreadScroll = {
  scroller: RefObject<HTMLDivElement | null>;
  content: RefObject<HTMLDivElement | null>;
  /** The way to the end: none, shown to a visitor who is further up, or only its room, where the visitor has scrolled to the end. */
  jump: "" | "shown" | "room";
  onScroll: () => void;
  toEnd: () => void;
};

/**
 * Keeps the end in view while the visitor is there, but no further than the beginning of a long message that has arrived.
 * Further up it keeps the scroll position when earlier entries are added.
 */
export function useThreadScroll(firstKey: string | undefined, loaded: boolean, onNearStart: () => void): ThreadScroll {
  const scroller = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const [jump, setJump] = useState<ThreadScroll["jump"]>("");
  const followingNow = useRef(true);
  /** What the visitor reads further up, and where it is: it stays there when something above it is added or grows. */
  const anchor = useRef<{ message: HTMLElement; top: number }>(undefined);
  const lastTop = useRef(0);
  const before = useRef({ firstKey, loaded });
  /** What need not begin in view: the history, and all from before the visitor went to the end. */
  const seen = useRef(new WeakSet<Element>());

  const follow = useCallback((on: boolean) => {
    followingNow.current = on;
    // Its room stays at the end: without it all would sink, away from under the finger that is about to press.
    setJump((now) => (on ? now && "room" : "shown"));
  }, []);
  const scrollTo = useCallback((log: HTMLElement, top: number) => {
    log.scrollTop = top;
    // Read again: a gesture that begins before our scroll event must count from here.
    lastTop.current = log.scrollTop;
  }, []);
  const setAnchor = useCallback((log: HTMLElement) => {
    const message = messagesIn(log).find((one) => topIn(log, one) + one.offsetHeight > 0);
    anchor.current = message && { message, top: topIn(log, message) };
  }, []);
  const keepAnchor = useCallback(
    (log: HTMLElement) => {
      const { message, top = 0 } = anchor.current ?? {};
      if (message?.isConnected) scrollTo(log, log.scrollTop + topIn(log, message) - top);
      setAnchor(log);
    },
    [scrollTo, setAnchor],
  );
  const seeAll = useCallback((unless?: Element) => {
    for (const message of scroller.current === null ? [] : messagesIn(scroller.current))
      if (message !== unless) seen.current.add(message);
  }, []);
  const toEnd = useCallback(() => {
    seeAll();
    follow(true);
    setJump("");
    if (scroller.current !== null) scrollTo(scroller.current, scroller.current.scrollHeight);
  }, [follow, scrollTo, seeAll]);

  const onScroll = (): void => {
    const log = scroller.current;
    if (log === null || log.clientHeight === 0) return; // Hidden, so this is not a scroll of the visitor.
    const moved = log.scrollTop - lastTop.current;
    lastTop.current = log.scrollTop;
    // A tall answer may arrive between our own scrolling and its event: then the end has moved, and not the visitor.
    if (moved === 0 || (followingNow.current && moved > 0)) return;
    // The end itself is reached from above, too: when the thread becomes shorter or its view taller.
    follow(gapOf(log) <= (moved > 0 ? stickyPx : 1));
    if (followingNow.current && moved > 0) seeAll();
    setAnchor(log);
    if (!followingNow.current && log.scrollTop < nearStartPx) onNearStart();
  };

  useBrowserLayoutEffect(() => {
    const log = scroller.current;
    const { current } = before;
    if (!current.loaded || (current.firstKey !== undefined && current.firstKey !== firstKey)) seeAll();
    before.current = { firstKey, loaded };
    if (log !== null && !followingNow.current) keepAnchor(log);
  }, [firstKey, loaded, keepAnchor, seeAll]);

  useEffect(() => {
    const log = scroller.current;
    if (log === null || content.current === null) return;
    // Taken out of the page and put back, an element forgets how far it was scrolled.
    const restore = (): void => {
      if (followingNow.current) scrollTo(log, log.scrollHeight);
      else keepAnchor(log);
    };
    const settle = (): void => {
      if (log.clientHeight === 0) return; // Hidden, or out of the page.
      // A form or list with the focus must not scroll away while the visitor uses it, and a button not under the finger: its press would be lost.
      const isHeld = log.querySelector("[data-hold]:focus-within,:active") !== null;
      const end = log.scrollHeight - log.clientHeight;
      // The visitor may have moved up in this very frame.
      const isMoved = log.scrollTop < lastTop.current && log.scrollTop < end - 1;
      if (followingNow.current && !isHeld && !isMoved) {
        const top = topOfLong(log, seen.current) ?? end;
        scrollTo(log, Math.min(top, end));
        if (top < end - 1) follow(false);
        else setJump("");
        seeAll(messagesIn(log).at(-1)); // Only the newest one may still grow.
        setAnchor(log);
        return;
      }
      if (!followingNow.current) keepAnchor(log);
      else if (isMoved || gapOf(log) > stickyPx) follow(false);
    };
    // What came while a button was down.
    const stop = listen(log, { [attachedEvent]: restore, click: settle });
    // It runs between layout and paint, so a loading picture or a growing answer never shows a jump.
    const observer = new ResizeObserver(settle);
    observer.observe(log);
    observer.observe(content.current);
    // A part that goes pulls the thread down with its end. That is not the visitor, even if more comes before the scroll event.
    const changes = new MutationObserver(() => {
      if (followingNow.current && gapOf(log) < 1) lastTop.current = log.scrollTop;
    });
    changes.observe(log.closest(".causerie-panel") ?? log, {
      attributes: true,
      characterData: true,
      childList: true,
      subtree: true,
    });
    return () => {
      observer.disconnect();
      changes.disconnect();
      stop();
    };
  }, [follow, scrollTo, seeAll, setAnchor, keepAnchor]);

  return { scroller, content, jump, onScroll, toEnd };
}

function gapOf(log: HTMLElement): number {
  return log.scrollHeight - log.clientHeight - log.scrollTop;
}

function messagesIn(log: HTMLElement): HTMLElement[] {
  return Array.from(log.querySelectorAll<HTMLElement>(".causerie-message"));
}

/** The distance of a message from the upper edge of the view. */
function topIn(log: HTMLElement, message: HTMLElement): number {
  return message.getBoundingClientRect().top - log.getBoundingClientRect().top;
}

/** Where the first long message of the other side begins that the visitor has not seen. */
function topOfLong(log: HTMLElement, seen: WeakSet<Element>): number | undefined {
  const long = log.clientHeight * longPart;
  const message = messagesIn(log).find(
    (one) => !seen.has(one) && one.dataset["author"] !== "visitor" && one.offsetHeight >= long,
  );
  return message && topIn(log, message) + log.scrollTop - 8;
}
