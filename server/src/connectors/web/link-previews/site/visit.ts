import type { IncomingMessage } from "node:http";
import type { LinkRule } from "#connectors/web/link-previews/link-rule.ts";
import { askSite } from "./ask-site.ts";
import type { Network } from "./network.ts";
import { Refusal } from "./refusal.ts";

export type Visitor = {
  rule: LinkRule;
  isAnyHost: boolean;
  network: Network;
};

const mostRedirects = 3;

/** What a site has answered, at the address where the redirects ended. Its body must be read or destroyed. */
export type Visit = { url: URL; response: IncomingMessage };

/**
 * Asks for an address and follows its redirects, each of which is checked as the first was. A public site leads to no own site: it would
 * choose what the server reads in its own network.
 * @throws Refusal
 */
export async function visit(address: URL, accept: string, visitor: Visitor, signal: AbortSignal): Promise<Visit> {
  let url = address;
  let wasPublic = false;
  for (let redirects = 0; redirects <= mostRedirects; redirects += 1) {
    const kind = visitor.rule(url);
    if (kind === undefined || (kind === "own" && wasPublic)) throw new Refusal("not_allowed");
    wasPublic = kind === "public";
    const response = await askSite({ ...visitor, url, kind, accept, signal });
    const { statusCode: status = 0, headers } = response;
    if (status === 200) return { url, response };
    response.destroy();
    const { location } = headers;
    if (![301, 302, 303, 307, 308].includes(status) || location === undefined) throw new Refusal("status");
    if (!URL.canParse(location, url.href)) throw new Refusal("not_allowed");
    url = new URL(location, url.href);
  }
  throw new Refusal("redirects");
}
