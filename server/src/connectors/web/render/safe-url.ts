import type { Loss } from "#channel/connector.ts";

/** Relative addresses are refused, too: a story cannot know on which page it is read. */
export function isSafeUrl(url: string): boolean {
  return /^https?:\/\//i.test(url) && URL.canParse(url);
}

/** What to tell the author of one that is not, as the end of a sentence. */
export const unsafeUrl = "its url must begin with https:// or http://";

/** The address if a page may be led to it; else none, and the loss is named. */
export function renderUrl(url: string | undefined, rule: string, place: string, losses: Loss[]): string | undefined {
  if (url === undefined || isSafeUrl(url)) return url;
  losses.push({ rule, detail: `${place}: ${unsafeUrl}` });
  return undefined;
}
