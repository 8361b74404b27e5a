/** Relative addresses are refused, too: a story cannot know on which page it is read. */
export function isSafeUrl(url: string): boolean {
  return /^https?:\/\//i.test(url) && URL.canParse(url);
}

/** What to tell the author of one that is not, as the end of a sentence. */
export const unsafeUrl = "its url must begin with https:// or http://";
