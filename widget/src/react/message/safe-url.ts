const allowed = new Set(["http:", "https:", "mailto:", "tel:"]);

/**
 * Returns the address if a click on it only opens a page, a mail or a call. Returns undefined for `javascript:`, `data:` and
 * all others. Relative addresses belong to the host page.
 */
export function safeUrl(url: string): string | undefined {
  const parsed = parse(url);
  return parsed !== undefined && allowed.has(parsed.protocol) ? url : undefined;
}

/** The same for images and other media, which are fetched and not opened. `data:` can only be shown there, never run. */
export function safeMediaUrl(url: string): string | undefined {
  const parsed = parse(url);
  if (parsed === undefined) return undefined;
  return ["http:", "https:", "blob:"].includes(parsed.protocol) || /^data:(image|video|audio)\//i.test(url)
    ? url
    : undefined;
}

function parse(url: string): URL | undefined {
  try {
    return new URL(url, "https://relative.invalid");
  } catch {
    return undefined; // Not an address.
  }
}
