import type { IncomingHttpHeaders } from "node:http";

/**
 * The key that a program sends; "" is none that anybody has. Another scheme is a proxy's, whose password a browser sends by itself: it must not
 * count as a program's word.
 */
export function bearerOf({ authorization }: IncomingHttpHeaders): string | undefined {
  if (authorization === undefined || !/^bearer(?: |$)/i.test(authorization)) return undefined;
  return authorization.slice("bearer ".length).trim();
}
