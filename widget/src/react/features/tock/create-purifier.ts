import createPurifier, { type DOMPurify } from "dompurify";

/**
 * A purifier of our own: the page's hooks do not change it, nor ours the page's. It reads HTML in the window of a frame that is gone.
 * In the page's own a browser reports each inline handler to the page's policy already when it is read, though it never could run; a
 * window that is gone has nobody to report to. Trusted types hold there as in the page.
 */
export function createOwnPurifier(): DOMPurify {
  const frame = document.createElement("iframe");
  document.documentElement.append(frame);
  try {
    const own = frame.contentWindow === null ? undefined : createPurifier(frame.contentWindow as typeof window);
    // Once while the window is there: afterwards it makes no policy any more.
    own?.sanitize("x");
    // Only when it is gone is nothing reported any more.
    frame.remove();
    if (own !== undefined && cleans(own)) return own;
  } catch {
    // A browser in which nothing can be read there. Below it is read in the page, and only reported.
  } finally {
    frame.remove();
  }
  return createPurifier(window);
}

function cleans(own: DOMPurify): boolean {
  return own.sanitize('<b title="a" onclick="b">c</b>') === '<b title="a">c</b>';
}
