import { SignJWT } from "jose";
import type { AppleMessagesSettings } from "#connectors/apple-messages/options.ts";

/** Signed anew when it is older than this: the gateway does not say how old a token may be. */
const freshMs = 5 * 60_000;

/** The tokens by which the gateway knows the provider ("Authorizing Messages"). */
export function createOwnTokens(
  { mspId, secret }: Pick<AppleMessagesSettings, "mspId" | "secret">,
  now: () => number,
): () => Promise<string> {
  const key = Buffer.from(secret, "base64");
  let held: { readonly token: string; readonly at: number } | undefined;
  return async () => {
    const at = now();
    // Also when somebody has set the clock back.
    if (held === undefined || Math.abs(at - held.at) >= freshMs) {
      const signing = new SignJWT({}).setProtectedHeader({ alg: "HS256", typ: "JWT" }).setIssuer(mspId);
      held = { token: await signing.setIssuedAt(Math.floor(at / 1_000)).sign(key), at };
    }
    return held.token;
  };
}
