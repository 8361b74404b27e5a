import type { ProactiveRule } from "@causerie/protocol";

/** What is known of this visit to this page. */
export type Situation = {
  href: string;
  /** Seconds that the page has been seen. */
  seconds: number;
  /** Percent of its way that has been scrolled. */
  scroll: number;
  /** The pointer has left the page at its top. */
  exit: boolean;
  /** There was an earlier visit. */
  returning: boolean;
  smallScreen: boolean;
};

/** Whether all that a rule asks for is so. */
export function isDue({ when = {}, smallScreens = false }: ProactiveRule, now: Situation): boolean {
  const { pages, seconds = 0, scroll = 0, exit = false, returning } = when;
  return (
    (smallScreens || !now.smallScreen) &&
    (pages === undefined || pages.some((pattern) => isPage(pattern, now.href))) &&
    now.seconds >= seconds &&
    now.scroll >= scroll &&
    (now.exit || !exit) &&
    (returning === undefined || returning === now.returning)
  );
}

/**
 * Whether a page's address fits a pattern, in which `*` stands for anything. What a pattern does not speak of does not count: `/a`
 * is the path on any host with any query, `/a?b=*` has the query, `/#/a` the fragment, `https://…` all but the fragment.
 */
export function isPage(pattern: string, href: string): boolean {
  const { origin, pathname, search, hash } = new URL(href);
  const start = /^[a-z][a-z0-9+.-]*:\/\//i.test(pattern) ? origin : "";
  const fragment = pattern.includes("#") ? hash : "";
  const query = pattern.includes("?") ? search : "";
  return fits(pattern, start + pathname + query + fragment);
}

/** By hand: a regular expression with many stars may take for ever. */
function fits(pattern: string, text: string): boolean {
  const [first = "", ...rest] = pattern.split("*");
  if (rest.length === 0) return text === first;
  const last = rest.pop() ?? "";
  if (!text.startsWith(first) || text.length < first.length + last.length || !text.endsWith(last)) return false;
  const end = text.length - last.length;
  let at = first.length;
  for (const part of rest) {
    const found = text.indexOf(part, at);
    if (found < 0 || found + part.length > end) return false;
    at = found + part.length;
  }
  return true;
}
