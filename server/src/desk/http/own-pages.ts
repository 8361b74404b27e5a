import type { Request } from "express";
import { RequestError } from "#app/errors.ts";
import { bearerOf } from "./bearer.ts";
import { isLoopback } from "./loopback.ts";

const safe: ReadonlySet<string> = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Refuses what another site makes a browser send. Three things must agree, each of which is enough by itself in a browser of today: a header that
 * no form can have, what the browser says of the page (`Sec-Fetch-Site`), and its origin. A program with a key has no browser's cookie, so nobody
 * can send it in its name.
 *
 * @param publicUrl of the server.
 */
export function createOwnPageRule(publicUrl: string): (request: Request) => void {
  const isOurs = originRule(publicUrl);
  return ({ method, headers }) => {
    const site = headers["sec-fetch-site"];
    const { origin } = headers;
    const reads = safe.has(method);
    if (site !== undefined && site !== "same-origin" && !(reads && site === "none")) throw foreign();
    if (origin !== undefined && !isOurs(origin)) throw foreign(`open the desk at ${publicUrl}/desk`);
    if (!reads && bearerOf(headers) === undefined && headers["x-causerie-desk"] !== "1")
      throw foreign("send the header X-Causerie-Desk: 1");
  };
}

function foreign(remedy = "use the pages of the desk itself"): RequestError {
  return new RequestError("origin_not_allowed", `this did not come from a page of this desk: ${remedy}`);
}

/** At localhost one server has several names. */
function originRule(publicUrl: string): (origin: string) => boolean {
  const own = new URL(publicUrl);
  return (origin) => {
    if (origin === own.origin) return true;
    if (!isLoopback(own.hostname) || !URL.canParse(origin)) return false;
    const other = new URL(origin);
    return isLoopback(other.hostname) && other.port === own.port && other.protocol === own.protocol;
  };
}
