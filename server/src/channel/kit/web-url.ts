/** Whether it is an absolute http or https address. A story cannot know where it is read, so a relative one is none. */
export function isWebUrl(url: string): boolean {
  return /^https?:\/\//i.test(url) && URL.canParse(url);
}

/** Whether a click on it only begins a mail or a call. */
export function isContactUrl(url: string): boolean {
  return /^(?:mailto:[^\s@]+@[^\s@]+|tel:\+?\d[^\s]*)$/i.test(url);
}
