import { smallScreen } from "#theme/small-screen.ts";
import type { Situation } from "./is-due.ts";

/**
 * Watches what the visitor does on the page, and says it each second while they see it and at each event that counts. A page that
 * changes its address by itself is a new page.
 * @returns a function that ends it.
 */
export function watchVisit(returning: () => boolean, report: (now: Situation) => void): () => void {
  const ending = new AbortController();
  const { signal } = ending;
  let href = location.href;
  let seconds = 0;
  let scroll = 0;
  let exit = false;

  const look = (): void =>
    report({ href, seconds, scroll, exit, returning: returning(), smallScreen: matchMedia(smallScreen).matches });

  function begin(): void {
    href = location.href;
    [seconds, scroll, exit] = [0, scrolled(document.documentElement), false];
  }

  function onScroll({ target }: Event): void {
    const element = target instanceof Document ? target.documentElement : target;
    // A part of the page that scrolls counts if it is most of what is seen.
    if (!(element instanceof Element) || element.clientHeight < innerHeight / 2) return;
    scroll = Math.max(scroll, scrolled(element));
  }

  const timer = setInterval(() => {
    if (document.hidden) return;
    if (href !== location.href) begin();
    seconds += 1;
    look();
  }, 1_000);
  document.addEventListener("scroll", onScroll, { capture: true, passive: true, signal });
  document.documentElement.addEventListener(
    "mouseleave",
    ({ clientY }) => {
      if (clientY > 0) return;
      exit = true;
      look();
      exit = false; // It was now. A rule that is not due yet waits for the next time.
    },
    { signal },
  );
  begin();
  return () => {
    clearInterval(timer);
    ending.abort();
  };
}

/** Percent of the way that there is. */
function scrolled({ scrollTop, scrollHeight, clientHeight }: Element): number {
  const range = scrollHeight - clientHeight;
  return range < 1 ? 100 : Math.min(100, (Math.abs(scrollTop) / range) * 100);
}
