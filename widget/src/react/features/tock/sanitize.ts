import type { DOMPurify } from "dompurify";
import { shownTags } from "#chat/tock/markup.ts";
import { safeMediaUrl, safeUrl } from "#react/message/safe-url.ts";
import { createOwnPurifier } from "./create-purifier.ts";

const attributes = ["href", "title", "alt", "src", "width", "height", "colspan", "rowspan", "lang", "dir", "start"];
let purifier: DOMPurify | undefined;

/**
 * The elements of a bot's HTML that only show something: no scripts, no styles, no forms, no addresses that run. Nothing where the page's
 * policy lets no code make HTML.
 */
export function sanitize(html: string): DocumentFragment {
  purifier ??= createOwn();
  const cleaned = clean(purifier, html);
  // A copy of the page's own: these elements are of another window.
  return cleaned === null ? document.createDocumentFragment() : document.importNode(cleaned, true);
}

/** @returns null under such a policy, whatever its types say. */
function clean(own: DOMPurify, html: string): DocumentFragment | null {
  return own.sanitize(html, {
    ALLOWED_TAGS: shownTags,
    ALLOWED_ATTR: attributes,
    ALLOW_DATA_ATTR: false,
    ALLOW_ARIA_ATTR: false,
    RETURN_DOM_FRAGMENT: true,
  });
}

function createOwn(): DOMPurify {
  const own = createOwnPurifier();
  own.addHook("afterSanitizeAttributes", (element) => {
    const href = element.getAttribute("href");
    if (href !== null && safeUrl(href) === undefined) element.removeAttribute("href");
    if (element.hasAttribute("href") && !/^(?:mailto|tel):/i.test(href ?? "")) {
      element.setAttribute("target", "_blank");
      element.setAttribute("rel", "noopener noreferrer");
    }
    const src = element.getAttribute("src");
    if (src !== null && safeMediaUrl(src) === undefined) element.removeAttribute("src");
    if (element.localName !== "img") return;
    element.setAttribute("loading", "lazy");
    // Without one a screen reader speaks the address.
    if (!element.hasAttribute("alt")) element.setAttribute("alt", "");
  });
  return own;
}
