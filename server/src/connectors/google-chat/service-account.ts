import { createPrivateKey, type KeyObject } from "node:crypto";
import { SignJWT } from "jose";
import type { AccessTokenParts } from "#channel/kit/issuer/access-token.ts";
import { asObject, asText } from "#channel/kit/json-with-ids.ts";

type ServiceAccount = { readonly email: string; readonly keyId: string | undefined; readonly privateKey: KeyObject };

/** What stands in the JSON key file of a service account. Undefined: it is none. */
export function readAccount(text: string): ServiceAccount | undefined {
  try {
    const file = asObject(JSON.parse(text));
    const [email, key] = [asText(file["client_email"]), asText(file["private_key"])];
    if (email === undefined || key === undefined) return undefined;
    const privateKey = createPrivateKey(key);
    if (privateKey.asymmetricKeyType !== "rsa") return undefined;
    return { email, keyId: asText(file["private_key_id"]), privateKey };
  } catch {
    // Not JSON, or no key: the message of either error may quote it.
    return undefined;
  }
}

const scope = "https://www.googleapis.com/auth/chat.bot";
const lifeSeconds = 3_600;

/**
 * How the app gets its own token: it signs that it is its service account (developers.google.com/identity/protocols/oauth2/service-account, "HTTP/REST").
 */
export function tokenOf(
  { serviceAccountKey, tokenUrl }: { readonly serviceAccountKey: string; readonly tokenUrl: string },
  { fetch, steady, now }: Pick<AccessTokenParts, "fetch" | "steady"> & { now: () => number },
): AccessTokenParts {
  const account = readAccount(serviceAccountKey);
  return {
    issuer: "Google",
    url: tokenUrl,
    fetch,
    steady,
    async form() {
      if (account === undefined) throw new Error("serviceAccountKey is no key of a service account");
      const at = Math.floor(now() / 1_000);
      const assertion = await new SignJWT({ scope })
        .setProtectedHeader({
          alg: "RS256",
          typ: "JWT",
          ...(account.keyId === undefined ? {} : { kid: account.keyId }),
        })
        .setIssuer(account.email)
        .setAudience(tokenUrl)
        .setIssuedAt(at)
        .setExpirationTime(at + lifeSeconds)
        .sign(account.privateKey);
      return { grant_type: "urn:ietf:params:oauth:grant-type:jwt-bearer", assertion };
    },
  };
}
