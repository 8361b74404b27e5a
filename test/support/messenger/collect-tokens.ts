import { createHash } from "node:crypto";
import type { ToToken } from "@causerie/server/channel/message/link-token.ts";

/** Makes tokens as the host does, and remembers what they stand for. */
export function collectTokens(): { toToken: ToToken; values: ReadonlyMap<string, string> } {
  const values = new Map<string, string>();
  return {
    values,
    toToken(value) {
      const token = createHash("sha256").update(value).digest("base64url").slice(0, 22);
      values.set(token, value);
      return token;
    },
  };
}
