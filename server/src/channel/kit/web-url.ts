/** Whether it is an absolute http or https address. A story cannot know where it is read, so a relative one is none. */
export function isWebUrl(url: string): boolean {
  return /^https?:\/\//i.test(url) && URL.canParse(url);
}
