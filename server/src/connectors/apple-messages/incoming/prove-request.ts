import { errors, jwtVerify } from "jose";
import { limits } from "#connectors/apple-messages/limits.ts";
import type { AppleMessagesSettings } from "#connectors/apple-messages/options.ts";

/** `reason`: one of a fixed set of names; it quotes nothing of the token. */
export type Proof = { type: "proved" } | { type: "missing" } | { type: "refused"; reason: string };

/** Characters. Apple's have about 200. */
const longest = 4_000;
/** Seconds by which Apple's clock may differ from ours. */
const skewSeconds = 300;

/**
 * Whether Apple has sent the request ("Authorizing Messages"): a token that is signed with the shared secret and names the provider as the one whom
 * it is for. It says nothing about the body, which is safe by TLS alone.
 */
export async function proveRequest(
  header: string | undefined,
  { mspId, secret }: Pick<AppleMessagesSettings, "mspId" | "secret">,
  now: number,
): Promise<Proof> {
  const token = /^Bearer ([\w.-]+)$/i.exec(header ?? "")?.[1];
  if (token === undefined || token.length > longest) return { type: "missing" };
  try {
    await jwtVerify(token, Buffer.from(secret, "base64"), {
      algorithms: ["HS256"],
      audience: mspId,
      maxTokenAge: limits.tokenAge,
      clockTolerance: skewSeconds,
      currentDate: new Date(now),
    });
    return { type: "proved" };
  } catch (error) {
    if (error instanceof errors.JOSEError) return { type: "refused", reason: error.code };
    throw error;
  }
}
