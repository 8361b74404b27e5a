/** Whether it is an absolute http or https address. A story cannot know where it is read, so a relative one is none. */
export function isWebUrl(url: string): boolean {
  return webUrlOf(url) !== undefined;
}

/**
 * The address as a platform takes it: what is no visible ASCII character is encoded. Undefined: it is no absolute http or https
 * address. URL itself reads "https:///x" as the host x, and leaves out line breaks: nobody has meant that.
 */
export function webUrlOf(url: string): string | undefined {
  if (!/^https?:\/\/[^/\\?#\s]/i.test(url) || /\p{Cc}/u.test(url) || !URL.canParse(url)) return undefined;
  return /^[!-[\]-~]*$/.test(url) ? url : new URL(url).href;
}

/** Whether a click on it only begins a mail or a call. */
export function isContactUrl(url: string): boolean {
  return /^(?:mailto:[^\s@]+@[^\s@]+|tel:\+?\d[^\s]*)$/i.test(url);
}
