import { verify } from "node:crypto";
import type { RawRequest } from "#channel/kit/webhook.ts";
import { certificateUrl } from "./certificate-url.ts";
import type { KnownSigners } from "./known-signers.ts";

/** What is wrong with a request that is not Amazon's. A name of a bounded set: it is counted. */
export type Forgery = "no_signature" | "certificate_address" | "certificate" | "signature";

/**
 * Whether Amazon has signed exactly these bytes. @returns what is wrong; undefined: nothing.
 * @throws Error when Amazon's certificate cannot be fetched now.
 */
export async function findForgery(
  { header, body }: Pick<RawRequest, "header" | "body">,
  signers: Pick<KnownSigners, "keyOf">,
): Promise<Forgery | undefined> {
  const given = header("signaturecertchainurl");
  const signature = header("signature-256");
  if (given === undefined || signature === undefined || signature === "") return "no_signature";
  const url = certificateUrl(given);
  if (url === undefined) return "certificate_address";
  const key = await signers.keyOf(url);
  if (key === undefined) return "certificate";
  const isSigned = key.asymmetricKeyType === "rsa" && verify("sha256", body, key, Buffer.from(signature, "base64"));
  return isSigned ? undefined : "signature";
}
