import { createHmac, randomUUID, timingSafeEqual } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";

/** As Tock calls it. */
const cookieName = "tock_user_id";

export type VisitorCookies = {
  /** The id in the cookie of a request; undefined: it has none that this server has made. */
  read(request: IncomingMessage): string | undefined;
  make(): string;
  /** Sets the cookie for `path` and what is below it. It lasts anew from each answer on. */
  set(response: ServerResponse, id: string, path: string): void;
};

export type CookieOptions = {
  key: Uint8Array;
  /** What they have signed is believed, too. */
  formerKeys: readonly Uint8Array[];
  maxAgeSeconds: number;
  /** Pages of other sites may send it. Only over HTTPS: browsers take no such cookie otherwise. */
  acrossSites: boolean;
};

/** An id that nobody can choose, in a cookie that no script can read. */
export function createVisitorCookies({ key, formerKeys, maxAgeSeconds, acrossSites }: CookieOptions): VisitorCookies {
  const prove = (by: Uint8Array, id: string): Buffer => createHmac("sha256", by).update(id).digest();
  return {
    read({ headers }) {
      for (const [, id = "", proof = ""] of (headers.cookie ?? "").matchAll(pattern)) {
        const given = Buffer.from(proof, "base64url");
        if ([key, ...formerKeys].some((by) => given.length === 32 && timingSafeEqual(prove(by, id), given))) return id;
      }
      return undefined;
    },
    make: () => randomUUID(),
    set(response, id, path) {
      const value = `${cookieName}=${id}.${prove(key, id).toString("base64url")}`;
      const reach = acrossSites ? "Secure; SameSite=None" : "SameSite=Lax";
      response.appendHeader("Set-Cookie", `${value}; Path=${path}; Max-Age=${maxAgeSeconds}; HttpOnly; ${reach}`);
    },
  };
}

const pattern = new RegExp(`(?:^|;)\\s*${cookieName}=([0-9a-f-]{36})\\.([\\w-]{43})`, "g");
