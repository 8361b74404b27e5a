import type { RequestFacts } from "#http/connections/request-facts.ts";
import type { WebContext } from "#connectors/web/web-context.ts";

/**
 * What the log may say of something that was asked over a socket.
 * @param network the hash of the visitor's address, which is in the token: a socket sees the address of a proxy only.
 */
export function socketFacts(
  { path }: Pick<WebContext, "path">,
  what: "upgrade" | "connect" | "read" | "send" | "renew" | "ask",
  network?: string,
): RequestFacts {
  return {
    kind: { method: "socket", route: `${path} ${what}` },
    one: network === undefined ? {} : { address: network },
  };
}
