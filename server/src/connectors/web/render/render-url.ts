import type { Loss } from "#channel/connector.ts";
import { isWebUrl } from "#channel/kit/web-url.ts";

/** The problem with an address that is not of the web, as the end of a sentence for the author. */
export const unsafeUrl = "its url must begin with https:// or http://";

/** The same for a button, which may also begin a mail or a call. */
export const unsafeButtonUrl = "its url must begin with https://, http://, mailto: or tel:";

/** The address, if it is safe for a page. Otherwise undefined, and the loss is reported. */
export function renderUrl(url: string | undefined, rule: string, position: string, losses: Loss[]): string | undefined {
  if (url === undefined || isWebUrl(url)) return url;
  losses.push({ rule, detail: `${position}: ${unsafeUrl}` });
  return undefined;
}
