import { isIP } from "node:net";
import type { LinkPreviewOptions } from "./options.ts";

/** `public`: of the internet, reached at public addresses only. `own`: of the operator, wherever it is. */
export type SiteKind = "public" | "own";

/** Which sites may be visited. Undefined: not this one. */
export type LinkRule = (url: URL) => SiteKind | undefined;

/** @returns the rule that the operator has set. Each address that is visited is asked for, also those of redirects and pictures. */
export function createLinkRule({ hosts, http = false, ownSites = [] }: LinkPreviewOptions): LinkRule {
  const own = new Set(ownSites);
  return (url) => {
    const { protocol, hostname, port, username, password, origin } = url;
    if (username !== "" || password !== "") return undefined;
    if (own.has(origin)) return "own";
    if (protocol !== "https:" && !(http && protocol === "http:")) return undefined;
    // The usual port of its protocol stands there as none.
    if (port !== "" || !isName(hostname)) return undefined;
    return hosts === "any" || hosts.some((host) => isHost(hostname, host)) ? "public" : undefined;
  };
}

/** A name of the web has a dot in it, and ends with none; numbers are addresses, and behind those is no site that people know. */
function isName(hostname: string): boolean {
  return hostname.includes(".") && !hostname.endsWith(".") && isIP(hostname.replaceAll(/[[\]]/g, "")) === 0;
}

function isHost(hostname: string, host: string): boolean {
  return host.startsWith("*.") ? hostname.endsWith(host.slice(1)) : hostname === host;
}
