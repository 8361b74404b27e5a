import type { Request, Response } from "express";

/** Where a browser keeps a secret of its own, e.g. its session. No script can read it, and no other site can make a browser send it. */
export type SessionCookie = {
  readonly name: string;
  read(request: Pick<Request, "headers">): string | undefined;
  set(response: Response, token: string): void;
  clear(response: Response): void;
};

/**
 * Over HTTPS its name begins with `__Host-`: then browsers take it from this host alone, and from no sub-domain (RFC 6265bis, 4.1.3.2). A server
 * at localhost has no HTTPS; the port in the name keeps it apart from others, because cookies know no ports.
 *
 * @param publicUrl of the server.
 * @param purpose names another one than that of the session.
 */
export function createSessionCookie(publicUrl: string, purpose = ""): SessionCookie {
  const { protocol, port } = new URL(publicUrl);
  const isSecure = protocol === "https:";
  const name = isSecure ? `__Host-causerie-desk${purpose}` : `causerie-desk${purpose}-${port === "" ? "80" : port}`;
  const attributes = `Path=/; HttpOnly; SameSite=Strict${isSecure ? "; Secure" : ""}`;
  const pattern = new RegExp(`(?:^|;)\\s*${name}=([\\w-]{43})(?=\\s*(?:;|$))`);
  return {
    name,
    read: ({ headers }) => pattern.exec(headers.cookie ?? "")?.[1],
    // Without an age: it goes when the browser closes, and the server ends it in any case.
    set: (response, token) => void response.appendHeader("Set-Cookie", `${name}=${token}; ${attributes}`),
    clear: (response) => void response.appendHeader("Set-Cookie", `${name}=; ${attributes}; Max-Age=0`),
  };
}
